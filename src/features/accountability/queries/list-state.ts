import { invariant } from '../../../kernel/failure.js';
import type { Id } from '../../../kernel/ids.js';
import { instantOf } from '../../../kernel/instant.js';
import type { Position } from '../../../kernel/position.js';
import type { FactSource, IncidentFact } from '../facts/fact.js';
import { readRollCall } from '../facts/read-evidence.js';
import type { IncidentSummary } from './incident-answer.js';
import type { RollCallSummary } from './roll-call-answer.js';

/** What the facts say of an incident, without its texts. */
export function incidentState(facts: FactSource, incident: Id, fact: IncidentFact): Omit<IncidentSummary, 'name'> {
  const { mode, hazard, opened, closed } = fact;
  const openedAt = facts.recordedAt(opened);
  invariant(openedAt !== undefined, 'what is known was recorded');
  return { incident, mode, hazard, open: closed === undefined, openedAt };
}

export function rollCallState(facts: FactSource, rollCall: Id, known: Position): RollCallSummary {
  const found = readRollCall(facts, rollCall, known);
  invariant(found !== undefined, 'a roll call that a reader sees is known');
  const { incident, mode, openedAt, closings } = found;
  return { rollCall, incident, mode, openedAt: instantOf(openedAt), open: closings.at(-1)?.closed !== true };
}
