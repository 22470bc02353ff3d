import type { EntryId } from '../../kernel/entry-id.js';
import type { Duration } from '../../kernel/duration.js';
import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import type { Mode } from '../../kernel/mode.js';
import type { CheckInCondition, ContactOutcome, Disposition, Grade } from './deployment.events.js';

/** The commands of RULE.md section 1 that are about one tour, field by field as the API has them. */

export interface BeginDeployment {
  readonly deployment: Id;
  readonly officer: Id;
  readonly mission: Id;
  readonly post?: Id;
  readonly position?: string;
  readonly beganAt: Instant;
  readonly plannedEndAt: Instant;
}

export interface ExtendDeployment {
  readonly deployment: Id;
  readonly plannedEndAt: Instant;
  readonly reason: string;
}

export type CurtailDeployment = ExtendDeployment;

export interface EndDeployment {
  readonly deployment: Id;
  readonly endedAt: Instant;
  readonly reason: string;
}

export interface ReinstateDeployment {
  readonly deployment: Id;
  readonly reason: string;
}

export interface StartAssignment {
  readonly deployment: Id;
  readonly assignment: Id;
  readonly mission: Id;
  readonly post?: Id;
  readonly position?: string;
  readonly from: Instant;
}

export interface EndAssignment {
  readonly deployment: Id;
  readonly assignment: Id;
  readonly at: Instant;
}

export interface StartLeave {
  readonly deployment: Id;
  readonly from: Instant;
  readonly place?: string;
  readonly dueBackAt?: Instant;
}

export interface EndLeave {
  readonly deployment: Id;
  readonly at: Instant;
}

export interface StartTransit {
  readonly deployment: Id;
  readonly departedAt: Instant;
  readonly to?: string;
  readonly dueAt: Instant;
}

export interface ObserveArrival {
  readonly deployment: Id;
  readonly arrivedAt: Instant;
  readonly place?: string;
}

export interface RecordCheckIn {
  readonly deployment: Id;
  readonly condition: CheckInCondition;
  readonly disposition?: Disposition;
  readonly place?: string;
  readonly observedAt: Instant;
  readonly uncertainty?: Duration;
  readonly sentAt?: Instant;
  readonly receivedAt?: Instant;
  readonly channel: string;
  readonly grade: Grade;
  readonly vouchedBy?: Id;
  readonly mode?: Mode;
  readonly note?: string;
}

export interface RecordContactAttempt {
  readonly deployment: Id;
  readonly channel: string;
  readonly outcome: ContactOutcome;
  readonly attemptedAt: Instant;
}

export interface DeclareMissing {
  readonly deployment: Id;
  readonly reason: string;
  readonly mode?: Mode;
}

/** Decides about one entry of the deployment: withdraws, confirms, refutes, clears or retracts it. */
export interface EntryDecision {
  readonly entry: EntryId;
  readonly reason: string;
}

export interface ReportDeath {
  readonly deployment: Id;
  readonly observedAt: Instant;
  readonly uncertainty?: Duration;
  readonly channel: string;
  readonly grade: Grade;
  readonly vouchedBy?: Id;
  readonly mode?: Mode;
  readonly note?: string;
}

export interface RecordNextOfKinNotified {
  readonly deployment: Id;
  readonly notifiedAt: Instant;
}

export interface SignalDuress {
  readonly deployment: Id;
  readonly signalledAt: Instant;
  readonly channel: string;
  readonly mode?: Mode;
}

export interface ResolveConflict {
  readonly deployment: Id;
  readonly prefer: EntryId;
  readonly setAside: readonly EntryId[];
  readonly reason: string;
}

export interface CorrectEntry {
  readonly entry: EntryId;
  readonly changes: {
    readonly condition?: CheckInCondition;
    readonly disposition?: Disposition;
    readonly place?: string;
    readonly observedAt?: Instant;
    readonly uncertainty?: Duration;
    readonly grade?: Grade;
    readonly vouchedBy?: Id;
  };
  readonly reason: string;
}

export interface AnnotateEntry {
  readonly entry: EntryId;
  readonly text: string;
}
