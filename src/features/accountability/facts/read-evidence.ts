import type { Id } from '../../../kernel/ids.js';
import { msOf } from '../../../kernel/instant.js';
import type { Position } from '../../../kernel/position.js';
import { present } from '../../../kernel/present.js';
import { streamName } from '../../../kernel/stream.js';
import type { Scope } from '../roll-call.events.js';
import type { Dossier, Evidence, RollCall } from '../rule/evidence.js';
import { ofKind } from './dossier.js';
import { INCIDENT, placesOfScope, type FactSource, type IncidentFact, type KnownFact } from './fact.js';

/** All that a question about the roll call can need, as known at a position; of whomever else is asked about, too. */
export function readEvidence(source: FactSource, rollCallId: Id, known: Position, also: readonly Id[] = []): Evidence {
  const rollCall = readRollCall(source, rollCallId, known);
  if (rollCall === undefined) return { dossiers: new Map() };
  const named = [...also, ...rollCall.denominator, ...rollCall.memberships.map(({ deployment }) => deployment)];
  return { rollCall, dossiers: readDossiers(source, [...named, ...newcomers(source, rollCall.scope, known)], known) };
}

/** The dossiers of these deployments, and of whoever vouches for anyone among them, and for those, and so on. */
export function readDossiers(source: FactSource, wanted: readonly Id[], known: Position): ReadonlyMap<Id, Dossier> {
  const dossiers = new Map<Id, Dossier>();
  const open = [...wanted];
  for (let deployment = open.pop(); deployment !== undefined; deployment = open.pop()) {
    if (dossiers.has(deployment)) continue;
    const dossier = source.dossier(deployment, known);
    if (dossier === undefined) continue;
    dossiers.set(deployment, dossier);
    for (const { vouchedBy } of dossier.entries) if (vouchedBy !== undefined) open.push(vouchedBy);
  }
  return dossiers;
}

/** Whoever has ever been assigned to the scope; the rule says which of them were there in time. */
export function newcomers(source: FactSource, scope: Scope, known: Position): readonly Id[] {
  const places = placesOfScope(scope);
  return places.length === 0 ? [] : source.assignedTo(places, known);
}

export function readIncident(source: FactSource, incident: Id, known: Position): IncidentFact | undefined {
  return source.factOf(streamName('incident', incident), 'incident', INCIDENT, known);
}

export function readRollCall(source: FactSource, rollCallId: Id, known: Position): RollCall | undefined {
  const facts = source.factsOf(streamName('rollCall', rollCallId), known);
  const opening = ofKind(facts, 'opening')[0];
  if (opening === undefined) return undefined;
  const { incident: incidentId, rollCall, mode, scope, referenceInstant, openedAt, denominator } = opening;
  const incident = readIncident(source, incidentId, known);
  if (incident === undefined) throw new Error(`roll call ${rollCallId} is of an incident that the log does not have`);
  return {
    ...{ rollCall, incident: incidentId, mode, scope, denominator },
    ...present({ referenceInstant: referenceInstant === undefined ? undefined : msOf(referenceInstant) }),
    hazard: { earliest: msOf(incident.hazard.earliest), latest: msOf(incident.hazard.latest) },
    openedAt: msOf(openedAt),
    ...changesOf(facts),
  };
}

function changesOf(facts: readonly KnownFact[]): Pick<RollCall, 'memberships' | 'policies' | 'closings'> {
  return {
    memberships: ofKind(facts, 'membership').map(({ deployment, change, effectiveAt, recorded }) => ({
      ...{ deployment, change, recorded },
      effectiveAt: msOf(effectiveAt),
    })),
    policies: ofKind(facts, 'policy').map(({ policy, effectiveAt }) => ({ policy, effectiveAt: msOf(effectiveAt) })),
    closings: ofKind(facts, 'closing').map(({ closed, at }) => ({ closed, at: msOf(at) })),
  };
}
