import type { EntryId } from '../../kernel/entry-id.js';
import type { Duration } from '../../kernel/duration.js';
import type { Fact } from '../../kernel/event.js';
import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import type { Mode } from '../../kernel/mode.js';

/** What a check-in may say of someone; the two conditions of the dead are said by death reports alone. */
export const CHECK_IN_CONDITIONS = ['SAFE', 'NEEDS_ASSISTANCE', 'INJURED', 'DETAINED'] as const;
export type CheckInCondition = (typeof CHECK_IN_CONDITIONS)[number];

export const DISPOSITIONS = [
  'AT_POST',
  'IN_TRANSIT',
  'ON_LEAVE',
  'SHELTERING',
  'EVACUATED',
  'HOSPITALISED',
  'REPATRIATED',
] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

/**
 * 1 live voice, video or sight with identity check; 2 authenticated self-report; 3 a named leader saw the named person;
 * 4 unauthenticated message from a known address; 5 hearsay, partner, media.
 */
export const GRADES = [1, 2, 3, 4, 5] as const;
export type Grade = (typeof GRADES)[number];

export const CONTACT_OUTCOMES = ['NO_ANSWER', 'UNDELIVERABLE', 'BUSY', 'ANSWERED'] as const;
export type ContactOutcome = (typeof CONTACT_OUTCOMES)[number];

/** Who says when it was observed, how exactly, on which basis. */
export interface Observation {
  readonly observedAt: Instant;
  readonly uncertainty?: Duration;
  readonly grade: Grade;
  readonly vouchedBy?: Id;
}

export interface CheckIn extends Observation {
  readonly condition: CheckInCondition;
  readonly disposition?: Disposition;
  readonly sentAt?: Instant;
  readonly receivedAt?: Instant;
  readonly mode: Mode;
}

export interface DeathReport extends Observation {
  readonly mode: Mode;
}

/** The clear fields of a correction; a place that was corrected is among the sealed texts. `vouchedBy: null` drops it. */
export interface EntryChanges {
  readonly condition?: CheckInCondition;
  readonly disposition?: Disposition;
  readonly observedAt?: Instant;
  readonly uncertainty?: Duration;
  readonly grade?: Grade;
  readonly vouchedBy?: Id | null;
}

export interface Assignment {
  readonly assignment: Id;
  readonly mission: Id;
  readonly post?: Id;
  readonly from: Instant;
}

/** The storage contract of `deployment-{id}`, one tour of one officer. Sealed texts stand under the officer's key. */
export type DeploymentEvent =
  | Fact<'DeploymentBegan', DeploymentBeginning>
  | Fact<'DeploymentExtended', { readonly plannedEndAt: Instant }>
  | Fact<'DeploymentCurtailed', { readonly plannedEndAt: Instant }>
  | Fact<'DeploymentEnded', { readonly endedAt: Instant }>
  | Fact<'DeploymentReinstated', Record<string, never>>
  | Fact<'AssignmentStarted', Assignment>
  | Fact<'AssignmentEnded', { readonly assignment: Id; readonly at: Instant }>
  | Fact<'LeaveStarted', { readonly from: Instant; readonly dueBackAt?: Instant }>
  | Fact<'LeaveEnded', { readonly at: Instant }>
  | Fact<'TransitStarted', { readonly departedAt: Instant; readonly dueAt: Instant }>
  | Fact<'ArrivalObserved', { readonly arrivedAt: Instant }>
  | Fact<'OfficerAccountedFor', CheckIn>
  | Fact<'ContactAttempted', { readonly outcome: ContactOutcome; readonly attemptedAt: Instant }>
  | Fact<'OfficerDeclaredMissing', { readonly mode: Mode }>
  | Fact<'MissingWithdrawn', { readonly entry: EntryId }>
  | Fact<'DeathReported', DeathReport>
  | Fact<'DeathConfirmed', { readonly entry: EntryId }>
  | Fact<'DeathReportRefuted', { readonly entry: EntryId }>
  | Fact<'NextOfKinNotified', { readonly notifiedAt: Instant }>
  | Fact<'DuressSignalled', { readonly signalledAt: Instant; readonly mode: Mode }>
  | Fact<'DuressCleared', { readonly entry: EntryId }>
  | Fact<'ConflictResolved', { readonly prefer: EntryId; readonly setAside: readonly EntryId[] }>
  | Fact<'EntryCorrected', { readonly entry: EntryId; readonly changes: EntryChanges }>
  | Fact<'EntryRetracted', { readonly entry: EntryId }>
  | Fact<'EntryAnnotated', { readonly entry: EntryId }>;

/** Beginning is itself an assignment, which bears the deployment's id. */
export interface DeploymentBeginning {
  readonly deployment: Id;
  readonly officer: Id;
  readonly mission: Id;
  readonly post?: Id;
  readonly beganAt: Instant;
  readonly plannedEndAt: Instant;
}
