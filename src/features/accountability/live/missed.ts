import type { Id } from '../../../kernel/ids.js';
import { instant, parseInstant, type Instant } from '../../../kernel/instant.js';
import { parsePosition, type Position } from '../../../kernel/position.js';
import type { Audience } from '../asking/audience.js';
import type { FactSource } from '../facts/fact.js';
import { streamsAsked } from '../asking/history.js';
import type { Moment } from '../asking/moment.js';
import { boardStateAt, type BoardState } from './board-state.js';

/** Steps that are told again to a reader who comes back; who missed more gets the board anew. */
export const MAX_MISSED_STEPS = 1_000;

/** What a reader has seen last: the position and the instant of a message. */
export interface Seen {
  readonly known: Position;
  readonly at: Instant;
}

const SEPARATOR = '@';

export function seenId({ known, at }: Seen): string {
  return `${known}${SEPARATOR}${at}`;
}

/** Undefined for an id that no stream gave. */
export function parseSeen(id: string): Seen | undefined {
  const [token, text, ...more] = id.split(SEPARATOR);
  const known = parsePosition(token ?? '');
  const at = parseInstant(text ?? '');
  return known === undefined || at === undefined || more.length > 0 ? undefined : { known, at };
}

export interface Missed {
  readonly facts: FactSource;
  readonly rollCall: Id;
  readonly audience: Audience;
  readonly seen: Seen;
  readonly now: Moment;
}

/**
 * The board at each step that the reader missed, beginning with what he saw: at every position that changed its facts
 * and at every lapse between. Undefined where he missed too much, or saw what this log does not have.
 */
export function missedStates({ facts, rollCall, audience, seen, now }: Missed): readonly BoardState[] | undefined {
  if (seen.known > now.known || seen.at > now.at) return undefined;
  const positions = facts.changesOf(streamsAsked(facts, rollCall, now.known), seen.known, now.known);
  const states = [boardStateAt(facts, rollCall, audience, { ...now, ...seen })];
  const stepTo = (known: Position, at: Instant): void => {
    for (let last = states.at(-1); last !== undefined; last = states.at(-1)) {
      const lapse = last.head.nextLapse;
      if (lapse === undefined || lapse >= at || states.length > MAX_MISSED_STEPS) break;
      states.push(boardStateAt(facts, rollCall, audience, { ...last.moment, at: instant(lapse) }));
    }
    states.push(boardStateAt(facts, rollCall, audience, { ...now, known, at }));
  };
  for (const position of positions) {
    if (states.length > MAX_MISSED_STEPS) return undefined;
    stepTo(position, facts.recordedAt(position) ?? now.at);
  }
  stepTo(now.known, now.at);
  return states.length > MAX_MISSED_STEPS ? undefined : states;
}
