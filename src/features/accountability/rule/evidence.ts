import type { EntryId } from '../../../kernel/entry-id.js';
import type { Id } from '../../../kernel/ids.js';
import type { EpochMs } from '../../../kernel/instant.js';
import type { Mode } from '../../../kernel/mode.js';
import type { Position } from '../../../kernel/position.js';
import type { CheckInCondition, Disposition, Grade } from '../../deployments/deployment.events.js';
import type { Policy, Scope } from '../roll-call.events.js';

/** All that the rule reads, as known at one position of the log. It holds no text, no name and no clock. */
export interface Evidence {
  /** Absent where the roll call had not been opened. */
  readonly rollCall?: RollCall;
  /** Everyone the question can be about: those it lists, those who may be pending, and whoever vouches for them. */
  readonly dossiers: ReadonlyMap<Id, Dossier>;
}

/** The question: these people, after this instant, under this policy. */
export interface RollCall {
  readonly rollCall: Id;
  readonly incident: Id;
  readonly mode: Mode;
  readonly scope: Scope;
  readonly referenceInstant?: EpochMs;
  /** The incident's newest hazard. */
  readonly hazard: { readonly earliest: EpochMs; readonly latest: EpochMs };
  readonly openedAt: EpochMs;
  /** The list that the opening stored. */
  readonly denominator: readonly Id[];
  readonly memberships: readonly MembershipChange[];
  /** In the order of their recording; the opening's own comes first. */
  readonly policies: readonly AdoptedPolicy[];
  /** In the order of their recording. */
  readonly closings: readonly { readonly at: EpochMs; readonly closed: boolean }[];
}

export interface MembershipChange {
  readonly deployment: Id;
  readonly change: 'ADDED' | 'EXCLUDED' | 'REVERSED';
  readonly effectiveAt: EpochMs;
  readonly recorded: Position;
}

export interface AdoptedPolicy {
  readonly policy: Policy;
  readonly effectiveAt: EpochMs;
}

/** What is known of one person: one tour of one officer. */
export interface Dossier {
  readonly deployment: Id;
  readonly officer: Id;
  readonly tour: Tour;
  readonly assignments: readonly AssignmentSpan[];
  /** The live entries alone: neither retracted, superseded, refuted nor set aside. */
  readonly entries: readonly Entry[];
  /** Those not withdrawn. */
  readonly declarations: readonly Declaration[];
  readonly signals: readonly DuressSignal[];
}

export interface Tour {
  readonly beganAt: EpochMs;
  readonly endedAt?: EpochMs;
  readonly recorded: Position;
  /** The latest time that an end of it was undone. */
  readonly reinstated?: Position;
}

/** Up to, not at, its end. */
export interface AssignmentSpan {
  readonly mission: Id;
  readonly post?: Id;
  readonly from: EpochMs;
  readonly until?: EpochMs;
  readonly recorded: Position;
}

export type Condition = CheckInCondition | 'DEATH_REPORTED' | 'DECEASED';

/** A live check-in or death report, its observation read as RULE.md 2.1 says. */
export interface Entry {
  readonly id: EntryId;
  readonly kind: 'CHECK_IN' | 'DEATH_REPORT';
  readonly condition: Condition;
  readonly disposition?: Disposition;
  readonly mode: Mode;
  readonly grade: Grade;
  readonly vouchedBy?: Id;
  readonly observedAt: EpochMs;
  /** It was observed no earlier than `lo` and no later than `hi`. */
  readonly lo: EpochMs;
  readonly hi: EpochMs;
  readonly received: EpochMs;
  /** CLOCK_AHEAD: never certain until its instant is corrected. */
  readonly flagged: boolean;
  /** A corrected version is recorded at its correction. */
  readonly recorded: Position;
}

export interface Declaration {
  readonly mode: Mode;
  readonly recordedAt: EpochMs;
}

export interface DuressSignal {
  readonly mode: Mode;
  /** From the signal, or from its recording where that is earlier. */
  readonly from: EpochMs;
  /** Up to, not at, the recording of its clearing. */
  readonly until?: EpochMs;
}
