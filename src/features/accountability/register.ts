import type { Decider } from '../../kernel/decider.js';
import type { PendingFact } from '../../kernel/event.js';
import { invariant, unreachable } from '../../kernel/failure.js';
import type { Id } from '../../kernel/ids.js';
import { parseStream, streamName } from '../../kernel/stream.js';
import type { RegisterEvent } from './incident.events.js';

/**
 * Which roll calls an incident has ever had. Opening and reopening one, and closing the incident, are each announced
 * here first, at the exact revision, once what was announced before is recorded: so whoever closes the incident knows
 * every roll call that could be open, and whoever opens one knows every closing.
 */
export interface RegisterState {
  /** Each once, in the order in which they were first enlisted. */
  readonly rollCalls: readonly Id[];
}

export const register: Decider<RegisterState, RegisterEvent> = {
  initial: { rollCalls: [] },
  evolve(state, event) {
    switch (event.type) {
      case 'RollCallEnlisted':
        return { rollCalls: withRollCall(state.rollCalls, event.data.rollCall) };
      case 'IncidentClosing':
        return state;
      default:
        return unreachable(event);
    }
  },
};

function withRollCall(rollCalls: readonly Id[], rollCall: Id): readonly Id[] {
  return rollCalls.includes(rollCall) ? rollCalls : [...rollCalls, rollCall];
}

/** Announces that a roll call opens or reopens; whether it may has been decided on its own stream. */
export function decideEnlist(rollCall: Id, pending: PendingFact): readonly RegisterEvent[] {
  invariant(pending.stream === streamName('rollCall', rollCall), 'what is enlisted is a fact of the roll call');
  return [{ type: 'RollCallEnlisted', data: { rollCall, pending } }];
}

/** Announces that the incident closes; whether it may has been decided on its own stream. */
export function decideClosing(pending: PendingFact): readonly RegisterEvent[] {
  invariant(parseStream(pending.stream).category === 'incident', 'what closes is an incident');
  return [{ type: 'IncidentClosing', data: { pending } }];
}
