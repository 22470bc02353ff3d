import type { EventCatalogue } from '../../kernel/event-description.js';
import type { AccessEvent } from '../access/access.events.js';
import type { IncidentEvent, RegisterEvent } from '../accountability/incident.events.js';
import type { RollCallEvent } from '../accountability/roll-call.events.js';
import type { ErasureEvent } from '../erasure/erasure.events.js';
import type { MissionEvent } from '../missions/mission.events.js';
import type { OfficerEvent } from '../officers/officer.events.js';
import { DEPLOYMENT_EVENTS } from './deployment-events.js';
import { describeAll } from './describe-all.js';

/*
 * The event catalogue: of every event what it means and, of every field, whether it is clear or sealed. A fact with a
 * field that does not stand here is never stored. Texts are sealed under the person's key, or under that of the
 * mission, incident or access token where they belong to no person. `docs/events.md` is generated from this table.
 */

const MISSION_EVENTS = describeAll<MissionEvent>('mission', {
  MissionEstablished: {
    meaning: 'A mission was established.',
    clear: { mission: 'id', zone: 'IANA zone' },
    sealed: ['name'],
  },
  MissionSuspended: {
    meaning: 'It was decided to suspend the mission.',
    clear: { decidedAt: 'instant', effectiveAt: 'instant', announcedAt: 'instant' },
    sealed: ['reason'],
    happenedAt: 'decidedAt',
  },
  MissionSuspensionAnnounced: {
    meaning: 'The suspension was made public.',
    clear: { announcedAt: 'instant' },
    sealed: [],
    happenedAt: 'announcedAt',
  },
  MissionResumed: {
    meaning: 'It was decided to resume the mission.',
    clear: { effectiveAt: 'instant' },
    sealed: ['reason'],
  },
  MissionEnded: {
    meaning: 'The mission ended.',
    clear: { effectiveAt: 'instant' },
    sealed: ['reason'],
    happenedAt: 'effectiveAt',
  },
  DutyPostOpened: { meaning: 'A duty post was opened.', clear: { post: 'id' }, sealed: ['name', 'place'] },
  DutyPostClosed: { meaning: 'A duty post was closed.', clear: { post: 'id' }, sealed: ['reason'] },
});

const OFFICER_EVENTS = describeAll<OfficerEvent>('officer', {
  OfficerRegistered: {
    meaning: 'An officer was registered.',
    clear: { officer: 'id', homeAgency: 'agency', language: 'BCP 47 tag' },
    sealed: ['name', 'rank'],
  },
  OfficerCorrected: {
    meaning: "An officer's particulars were corrected.",
    clear: { homeAgency: 'agency', language: 'BCP 47 tag' },
    sealed: ['name', 'reason'],
  },
  OfficerRankRecorded: {
    meaning: 'An officer got another rank.',
    clear: { effectiveAt: 'instant' },
    sealed: ['rank'],
    happenedAt: 'effectiveAt',
  },
  ContactChannelChanged: { meaning: 'An officer can be reached there.', clear: {}, sealed: ['channel', 'address'] },
  TourReserved: {
    meaning: 'The one tour that may be open was taken, to be begun or reinstated.',
    clear: { deployment: 'id', purpose: 'BEGIN or REINSTATE', pending: 'the fact to record, sealed as it will be' },
    sealed: [],
  },
});

const INCIDENT_EVENTS = describeAll<IncidentEvent>('incident', {
  IncidentOpened: {
    meaning: 'An incident was opened.',
    clear: { incident: 'id', mode: 'mode', 'hazard.earliest': 'instant', 'hazard.latest': 'instant' },
    sealed: ['name', 'place'],
  },
  HazardRefined: {
    meaning: 'When the danger was is known better.',
    clear: { 'hazard.earliest': 'instant', 'hazard.latest': 'instant' },
    sealed: ['reason'],
  },
  NoteLogged: { meaning: 'The watch noted something.', clear: {}, sealed: ['text'] },
  IncidentClosed: { meaning: 'The incident was closed.', clear: {}, sealed: ['reason'] },
  IncidentReopened: { meaning: 'The incident was reopened.', clear: {}, sealed: ['reason'] },
});

const REGISTER_EVENTS = describeAll<RegisterEvent>('register', {
  RollCallEnlisted: {
    meaning: 'A roll call is about to be opened or reopened in the incident.',
    clear: { rollCall: 'id', pending: 'the fact to record, sealed as it will be' },
    sealed: [],
  },
  IncidentClosing: {
    meaning: 'The incident is about to be closed.',
    clear: { pending: 'the fact to record, sealed as it will be' },
    sealed: [],
  },
});

const POLICY = {
  'policy.freshness': 'duration, one for all grades',
  'policy.freshness.1': 'duration',
  'policy.freshness.2': 'duration',
  'policy.freshness.3': 'duration',
  'policy.freshness.4': 'duration',
  'policy.freshness.5': 'duration',
  'policy.leastGrade': '1 to 3',
} as const;

const ROLL_CALL_EVENTS = describeAll<RollCallEvent>('rollCall', {
  RollCallOpened: {
    meaning: 'It was asked whether these people are safe.',
    clear: {
      rollCall: 'id',
      incident: 'id',
      mode: 'mode',
      'scope.missions': 'missions',
      'scope.posts': 'posts',
      'scope.deployments': 'deployments, where these are named',
      referenceInstant: 'instant',
      ...POLICY,
      denominator: 'deployments',
      decidedAt: 'position',
    },
    sealed: [],
  },
  OfficerAddedToRollCall: {
    meaning: 'Someone was added to the roll call.',
    clear: { deployment: 'id', effectiveAt: 'instant' },
    sealed: ['reason'],
    happenedAt: 'effectiveAt',
  },
  OfficerExcludedFromRollCall: {
    meaning: 'Someone was excluded from the roll call.',
    clear: { deployment: 'id', effectiveAt: 'instant' },
    sealed: ['reason'],
    happenedAt: 'effectiveAt',
  },
  ExclusionReversed: {
    meaning: 'An exclusion was reversed.',
    clear: { deployment: 'id', effectiveAt: 'instant' },
    sealed: ['reason'],
    happenedAt: 'effectiveAt',
  },
  FreshnessPolicyAdopted: {
    meaning: 'Another policy says which evidence suffices and how long it lasts.',
    clear: { ...POLICY, effectiveAt: 'instant' },
    sealed: ['reason'],
    happenedAt: 'effectiveAt',
  },
  RollCallClosed: {
    meaning: 'The roll call was closed, complete or naming who was open.',
    clear: { outcome: 'COMPLETE or INCOMPLETE', open: 'deployments', decidedAt: 'position' },
    sealed: ['reason'],
  },
  RollCallReopened: { meaning: 'The roll call was reopened.', clear: {}, sealed: ['reason'] },
});

const ACCESS_GRANT = {
  token: 'id',
  hash: 'SHA-256 of the secret',
  actor: 'id',
  role: 'role',
  'scope.missions': 'missions of a team lead',
  'scope.deployment': 'id',
  'scope.agency': 'agency',
  expiresAt: 'instant',
} as const;

const ACCESS_EVENTS = describeAll<AccessEvent>('access', {
  AccessTokenGranted: { meaning: 'Someone was given access.', clear: ACCESS_GRANT, sealed: ['name'] },
  SignInLinkIssued: {
    meaning: 'Someone was given a link that signs one browser in.',
    clear: ACCESS_GRANT,
    sealed: ['name'],
  },
  PersonalLinkIssued: {
    meaning: 'A deployed officer was given a link with which he checks in, or signals duress, for himself.',
    clear: { ...ACCESS_GRANT, rollCall: 'id', mode: 'mode', zone: 'IANA zone', language: 'BCP 47 tag' },
    sealed: [],
  },
  SignedIn: {
    meaning: 'The link was exchanged for a session of one browser.',
    clear: { hash: "SHA-256 of the session's secret", expiresAt: 'instant' },
    sealed: [],
  },
  SignedOut: { meaning: 'Whoever was signed in ended the session.', clear: {}, sealed: [] },
  AccessTokenRevoked: { meaning: 'Access was taken back.', clear: {}, sealed: ['reason'] },
});

const ERASURE_EVENTS = describeAll<ErasureEvent>('erasure', {
  TextsErased: {
    meaning: 'Every text under one key was erased: the key was destroyed after this was recorded.',
    clear: {
      subject: 'whose key: officer, mission, incident or access, and the id',
      ground: 'REQUESTED, RETENTION_ENDED, ORDERED or RECORDED_IN_ERROR',
    },
    sealed: [],
  },
});

export const CATALOGUE: EventCatalogue = {
  ...MISSION_EVENTS,
  ...OFFICER_EVENTS,
  ...DEPLOYMENT_EVENTS,
  ...INCIDENT_EVENTS,
  ...REGISTER_EVENTS,
  ...ROLL_CALL_EVENTS,
  ...ACCESS_EVENTS,
  ...ERASURE_EVENTS,
};
