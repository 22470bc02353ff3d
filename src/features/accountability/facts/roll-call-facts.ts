import type { Recorded } from '../../../kernel/event.js';
import { invariant, unreachable } from '../../../kernel/failure.js';
import { present } from '../../../kernel/present.js';
import type { OfficerEvent } from '../../officers/officer.events.js';
import type { IncidentEvent } from '../incident.events.js';
import type { RollCallEvent } from '../roll-call.events.js';
import {
  INCIDENT,
  keyOfRevision,
  OFFICER,
  type IncidentFact,
  type KnownFact,
  type MembershipFact,
  type StreamFacts,
} from './fact.js';

/** The facts of a roll call that an event makes. */
export function rollCallFacts(event: Recorded<RollCallEvent>): readonly KnownFact[] {
  const key = keyOfRevision(event.revision);
  switch (event.type) {
    case 'RollCallOpened':
      return opening(event);
    case 'OfficerAddedToRollCall':
      return [membership(event, 'ADDED')];
    case 'OfficerExcludedFromRollCall':
      return [membership(event, 'EXCLUDED')];
    case 'ExclusionReversed':
      return [membership(event, 'REVERSED')];
    case 'FreshnessPolicyAdopted':
      return [
        { kind: 'policy', key, policy: event.data.policy, effectiveAt: event.data.effectiveAt ?? event.recordedAt },
      ];
    case 'RollCallClosed':
      return [{ kind: 'closing', key, closed: true, at: event.recordedAt }];
    case 'RollCallReopened':
      return [{ kind: 'closing', key, closed: false, at: event.recordedAt }];
    default:
      return unreachable(event);
  }
}

function opening(event: Extract<Recorded<RollCallEvent>, { type: 'RollCallOpened' }>): readonly KnownFact[] {
  const { rollCall, incident, mode, scope, referenceInstant, policy, denominator } = event.data;
  const key = keyOfRevision(event.revision);
  const openedAt = event.recordedAt;
  return [
    { kind: 'opening', key, rollCall, incident, mode, scope, ...present({ referenceInstant }), openedAt, denominator },
    { kind: 'policy', key, policy, effectiveAt: openedAt },
  ];
}

type MembershipEvent = Extract<
  Recorded<RollCallEvent>,
  { type: 'OfficerAddedToRollCall' | 'OfficerExcludedFromRollCall' | 'ExclusionReversed' }
>;

function membership(event: MembershipEvent, change: MembershipFact['change']): MembershipFact {
  const { deployment, effectiveAt } = event.data;
  return {
    kind: 'membership',
    key: keyOfRevision(event.revision),
    deployment,
    change,
    effectiveAt: effectiveAt ?? event.recordedAt,
    recorded: event.position,
    actor: event.metadata.actor,
    ...present({ personal: event.personal }),
  };
}

/** The facts of an incident that an event makes or changes. */
export function incidentFacts(event: Recorded<IncidentEvent>, facts: StreamFacts): readonly KnownFact[] {
  const known = (): IncidentFact => {
    const fact = facts.get('incident', INCIDENT);
    invariant(fact !== undefined, `${event.stream} has an event before its opening`);
    return fact;
  };
  switch (event.type) {
    case 'IncidentOpened': {
      const { mode, hazard } = event.data;
      const personal = present({ personal: event.personal });
      return [{ kind: 'incident', key: INCIDENT, mode, hazard, opened: event.position, ...personal }];
    }
    case 'HazardRefined':
      return [{ ...known(), hazard: event.data.hazard }];
    case 'IncidentClosed':
      return [{ ...known(), closed: event.position }];
    case 'IncidentReopened': {
      const { closed, ...incident } = known();
      return [incident];
    }
    case 'NoteLogged':
      return [];
    default:
      return unreachable(event);
  }
}

/** Whose people an officer is among: what a liaison may read. */
export function officerFacts(event: Recorded<OfficerEvent>, facts: StreamFacts): readonly KnownFact[] {
  switch (event.type) {
    case 'OfficerRegistered': {
      invariant(event.personal !== undefined, 'an officer is registered by name');
      return [{ kind: 'officer', key: OFFICER, homeAgency: event.data.homeAgency, named: event.personal }];
    }
    case 'OfficerCorrected': {
      const known = facts.get('officer', OFFICER);
      invariant(known !== undefined, `${event.stream} has an event before its registration`);
      const named = event.personal?.sealed['name'] === undefined ? known.named : event.personal;
      return [{ ...known, homeAgency: event.data.homeAgency ?? known.homeAgency, named }];
    }
    case 'OfficerRankRecorded':
    case 'ContactChannelChanged':
    case 'TourReserved':
      return [];
    default:
      return unreachable(event);
  }
}
