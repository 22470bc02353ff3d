import type { EntryId } from '../../kernel/entry-id.js';
import type { Recorded, SealedTexts } from '../../kernel/event.js';
import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import type { JsonObject } from '../../kernel/json.js';
import type { Position } from '../../kernel/position.js';
import type { Category } from '../../kernel/stream.js';
import type { IncidentEvent } from '../accountability/incident.events.js';
import type { RollCallClosing, RollCallEvent } from '../accountability/roll-call.events.js';
import type { DeploymentEvent } from '../deployments/deployment.events.js';
import type { MissionEvent } from '../missions/mission.events.js';

/** What can stand in an incident's timeline. */
export type TimelineEvent = IncidentEvent | RollCallEvent | DeploymentEvent | MissionEvent;
export type TimelineType = TimelineEvent['type'];
export type TimelineCategory = Extract<Category, 'incident' | 'rollCall' | 'deployment' | 'mission'>;

export interface TimelineKind {
  readonly category: TimelineCategory;
  /** Whose assessments it can change: those of every roll call of the incident, of the one it belongs to, or of none. */
  readonly touches: 'every' | 'own' | 'none';
  /** A correction names what it is about by its entry, and belongs wherever that stands. */
  readonly corrects?: true;
  /** It has a name of its own, by which later events are about it. */
  readonly isEntry?: true;
  /** For the duty officer, the commander and the auditor alone. */
  readonly duress?: true;
}

const TOUR = { category: 'deployment', touches: 'every' } as const;
const OF_TOUR = { category: 'deployment', touches: 'none' } as const;
const ROLL_CALL = { category: 'rollCall', touches: 'own' } as const;
const INCIDENT = { category: 'incident', touches: 'none' } as const;
const MISSION = { category: 'mission', touches: 'none' } as const;

/** Every type that can stand there, and what the timeline must know of it. */
export const TIMELINE_EVENTS: { readonly [Type in TimelineType]: TimelineKind } = {
  IncidentOpened: INCIDENT,
  HazardRefined: { category: 'incident', touches: 'every' },
  NoteLogged: INCIDENT,
  IncidentClosed: INCIDENT,
  IncidentReopened: INCIDENT,

  RollCallOpened: ROLL_CALL,
  OfficerAddedToRollCall: ROLL_CALL,
  OfficerExcludedFromRollCall: ROLL_CALL,
  ExclusionReversed: ROLL_CALL,
  FreshnessPolicyAdopted: ROLL_CALL,
  RollCallClosed: ROLL_CALL,
  RollCallReopened: ROLL_CALL,

  DeploymentBegan: TOUR,
  DeploymentExtended: OF_TOUR,
  DeploymentCurtailed: OF_TOUR,
  DeploymentEnded: TOUR,
  DeploymentReinstated: TOUR,
  AssignmentStarted: TOUR,
  AssignmentEnded: TOUR,
  LeaveStarted: OF_TOUR,
  LeaveEnded: OF_TOUR,
  TransitStarted: OF_TOUR,
  ArrivalObserved: OF_TOUR,
  OfficerAccountedFor: { ...TOUR, isEntry: true },
  ContactAttempted: OF_TOUR,
  OfficerDeclaredMissing: { ...TOUR, isEntry: true },
  MissingWithdrawn: TOUR,
  DeathReported: { ...TOUR, isEntry: true },
  DeathConfirmed: TOUR,
  DeathReportRefuted: TOUR,
  NextOfKinNotified: OF_TOUR,
  DuressSignalled: { ...TOUR, isEntry: true, duress: true },
  DuressCleared: { ...TOUR, duress: true },
  ConflictResolved: TOUR,
  EntryCorrected: { ...TOUR, isEntry: true, corrects: true },
  EntryRetracted: { ...TOUR, corrects: true },
  EntryAnnotated: { ...OF_TOUR, corrects: true },

  MissionEstablished: MISSION,
  MissionSuspended: MISSION,
  MissionSuspensionAnnounced: MISSION,
  MissionResumed: MISSION,
  MissionEnded: MISSION,
  DutyPostOpened: MISSION,
  DutyPostClosed: MISSION,
};

const CATEGORIES: ReadonlySet<string> = new Set(Object.values(TIMELINE_EVENTS).map(({ category }) => category));

export function isTimelineCategory(category: Category): category is TimelineCategory {
  return CATEGORIES.has(category);
}

/** Undefined for a type that cannot stand in a timeline. */
export function timelineType(type: string): TimelineType | undefined {
  return Object.hasOwn(TIMELINE_EVENTS, type) ? (type as TimelineType) : undefined;
}

/** The types of which this holds. */
export function typesWhere(holds: (kind: TimelineKind) => boolean): readonly TimelineType[] {
  const kinds = Object.entries(TIMELINE_EVENTS) as readonly [TimelineType, TimelineKind][];
  return kinds.filter(([, kind]) => holds(kind)).map(([type]) => type);
}

/** An event as the journal keeps it. */
export interface JournalEvent {
  readonly position: Position;
  readonly type: TimelineType;
  readonly category: TimelineCategory;
  /** Of the incident, roll call, deployment or mission on whose stream it stands. */
  readonly id: Id;
  readonly revision: number;
  /** Its own name, of what stands on a deployment. */
  readonly entry?: EntryId;
  readonly recordedAt: Instant;
  /** As claimed, but never later than its recording: a clock that is ahead counts at the recording. */
  readonly happenedAt: Instant;
  /** Who acted, and as what; both absent where that is not told. */
  readonly actor?: string;
  readonly role?: string;
  readonly data: JsonObject;
  readonly personal?: SealedTexts;
}

/** What later events call it. */
export type NamedEntries = ReadonlyMap<EntryId, Pick<JournalEvent, 'type' | 'data' | 'recordedAt' | 'happenedAt'>>;

/** The data of a type as it is told: how a roll call was closed is not for everyone. */
export type ToldData<Type extends TimelineType> = Type extends 'RollCallClosed'
  ? Partial<RollCallClosing>
  : Extract<Recorded<TimelineEvent>, { type: Type }>['data'];
