import type { Decider, DecisionContext } from '../../kernel/decider.js';
import { demandNotAhead, demandNotBefore, demandReason } from '../../kernel/demands.js';
import type { PlainTexts, Recorded } from '../../kernel/event.js';
import { demand, invariant, Refusal, unreachable } from '../../kernel/failure.js';
import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import type { Mode } from '../../kernel/mode.js';
import { present } from '../../kernel/present.js';
import type { CloseIncident, LogNote, OpenIncident, RefineHazard, ReopenIncident } from './incident.commands.js';
import type { Hazard, IncidentEvent } from './incident.events.js';

export interface Incident {
  /** That of all its roll calls. */
  readonly mode: Mode;
  /** The newest; what was thought before stands in the log. */
  readonly hazard: Hazard;
  readonly open: boolean;
}

/** Undefined until the incident is opened. */
export type IncidentState = Incident | undefined;

export const incident: Decider<IncidentState, IncidentEvent> = {
  initial: undefined,
  evolve(state, event) {
    if (event.type === 'IncidentOpened') return { mode: event.data.mode, hazard: event.data.hazard, open: true };
    invariant(state !== undefined, 'an incident begins with its opening');
    return evolveOpened(state, event);
  },
};

type LaterEvent = Exclude<Recorded<IncidentEvent>, { type: 'IncidentOpened' }>;

function evolveOpened(state: Incident, event: LaterEvent): Incident {
  switch (event.type) {
    case 'HazardRefined':
      return { ...state, hazard: event.data.hazard };
    case 'NoteLogged':
      return state;
    case 'IncidentClosed':
      return { ...state, open: false };
    case 'IncidentReopened':
      return { ...state, open: true };
    default:
      return unreachable(event);
  }
}

export function decideOpenIncident(
  state: IncidentState,
  command: OpenIncident,
  { now }: DecisionContext,
): readonly IncidentEvent[] {
  demand(state === undefined, 'already-exists', 'The incident is opened already.');
  demandHazard(command.hazard, now);
  const { mode, hazard, name, place } = command;
  const data = { incident: command.incident, mode, hazard };
  return [{ type: 'IncidentOpened', data, texts: textsOf(command, present({ name, place })) }];
}

/** What is learnt of the hazard counts however late it is learnt: a closed incident's is refined too. */
export function decideRefineHazard(
  state: IncidentState,
  command: RefineHazard,
  { now }: DecisionContext,
): readonly IncidentEvent[] {
  demandExists(state);
  demandReason(command.reason);
  demandHazard(command.hazard, now);
  const texts = textsOf(command, { reason: command.reason });
  return [{ type: 'HazardRefined', data: { hazard: command.hazard }, texts }];
}

/** The watch's log is never refused, whatever is closed. */
export function decideLogNote(state: IncidentState, command: LogNote): readonly IncidentEvent[] {
  demandExists(state);
  return [{ type: 'NoteLogged', data: {}, texts: textsOf(command, { text: command.text }) }];
}

/** `openRollCalls` are those of the incident that are open, an opening or reopening that is only announced included. */
export interface ClosingIncidentContext extends DecisionContext {
  readonly openRollCalls: readonly Id[];
}

export function decideCloseIncident(
  state: IncidentState,
  command: CloseIncident,
  { openRollCalls }: ClosingIncidentContext,
): readonly IncidentEvent[] {
  demandExists(state);
  demand(state.open, 'closed', 'The incident is closed already.');
  demandReason(command.reason);
  if (openRollCalls.length > 0) {
    throw new Refusal('not-complete', 'Roll calls of the incident are open.', { openRollCalls });
  }
  return [{ type: 'IncidentClosed', data: {}, texts: textsOf(command, { reason: command.reason }) }];
}

export function decideReopenIncident(state: IncidentState, command: ReopenIncident): readonly IncidentEvent[] {
  demandExists(state);
  demand(!state.open, 'not-in-force', 'The incident is not closed.');
  demandReason(command.reason);
  return [{ type: 'IncidentReopened', data: {}, texts: textsOf(command, { reason: command.reason }) }];
}

function demandExists(state: IncidentState): asserts state is Incident {
  demand(state !== undefined, 'not-found', 'There is no such incident.');
}

function demandHazard({ earliest, latest }: Hazard, now: Instant): void {
  demandNotAhead(earliest, now, 'hazard.earliest');
  demandNotAhead(latest, now, 'hazard.latest');
  demandNotBefore(latest, earliest, 'hazard.latest', 'hazard.earliest');
}

function textsOf(command: { readonly incident: Id }, texts: PlainTexts['texts']): PlainTexts {
  return { subject: `incident:${command.incident}`, texts };
}
