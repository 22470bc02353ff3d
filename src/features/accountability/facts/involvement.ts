import type { RecordedEvent } from '../../../kernel/event.js';
import type { Id } from '../../../kernel/ids.js';
import { msOf } from '../../../kernel/instant.js';
import type { Position } from '../../../kernel/position.js';
import { parseStream, streamName } from '../../../kernel/stream.js';
import type { Dossier, RollCall } from '../rule/evidence.js';
import { isPending, membershipAt } from '../rule/population.js';
import { questionOf } from '../rule/question.js';
import { dossierOf } from './dossier.js';
import { placesOf, type FactSource, type Involvement } from './fact.js';
import { newcomers, readRollCall } from './read-evidence.js';

/**
 * Who is in a denominator, or pending, because of this event; the facts have applied it already. Asked at each event that
 * can bring someone in. Between events nobody comes into scope, for nothing that is recorded as happened lies ahead.
 */
export function involvedBy(event: RecordedEvent, source: FactSource): readonly Involvement[] {
  const { category, id } = parseStream(event.stream);
  switch (event.type) {
    case 'DeploymentBegan':
    case 'DeploymentReinstated':
    case 'AssignmentStarted':
      return rollCallsOfDeployment(id, event, source).flatMap((rollCall) => involved(rollCall, [id], event, source));
    case 'HazardRefined':
      return source.rollCallsOf(id, event.position).flatMap((rollCall) => everyoneInvolved(rollCall, event, source));
    default:
      return category === 'rollCall' ? everyoneInvolved(id, event, source) : [];
  }
}

function rollCallsOfDeployment(deployment: Id, event: RecordedEvent, source: FactSource): readonly Id[] {
  const assignments = source.allOf(streamName('deployment', deployment), 'assignment', event.position);
  return source.rollCallsAsking(assignments.flatMap(placesOf), event.position);
}

function everyoneInvolved(rollCallId: Id, event: RecordedEvent, source: FactSource): readonly Involvement[] {
  const rollCall = readRollCall(source, rollCallId, event.position);
  return rollCall === undefined ? [] : involved(rollCallId, candidates(rollCall, event, source), event, source);
}

function candidates(
  { denominator, memberships, scope }: RollCall,
  event: RecordedEvent,
  source: FactSource,
): readonly Id[] {
  const named = memberships.map(({ deployment }) => deployment);
  return [...new Set([...denominator, ...named, ...newcomers(source, scope, event.position)])];
}

function involved(
  rollCallId: Id,
  deployments: readonly Id[],
  event: RecordedEvent,
  source: FactSource,
): readonly Involvement[] {
  const rollCall = readRollCall(source, rollCallId, event.position);
  if (rollCall === undefined) return [];
  const question = questionOf({ rollCall, dossiers: new Map() }, msOf(event.recordedAt));
  if (question === undefined) return [];
  const membership = membershipAt(question);
  return deployments
    .filter((deployment) => {
      if (membership.listed.has(deployment)) return true;
      const dossier = stayOf(deployment, event.position, source);
      return dossier !== undefined && isPending(dossier, membership, question);
    })
    .map((deployment) => ({ incident: rollCall.incident, deployment }));
}

/** Where someone was and when. What was ever heard of him makes nobody pending, and can be very much. */
function stayOf(deployment: Id, known: Position, source: FactSource): Dossier | undefined {
  const stream = streamName('deployment', deployment);
  return dossierOf([...source.allOf(stream, 'tour', known), ...source.allOf(stream, 'assignment', known)]);
}
