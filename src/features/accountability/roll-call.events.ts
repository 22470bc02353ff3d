import type { Duration } from '../../kernel/duration.js';
import type { Fact } from '../../kernel/event.js';
import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import type { Mode } from '../../kernel/mode.js';
import type { Position } from '../../kernel/position.js';

/** The weakest grade that a policy may admit. */
export const LEAST_GRADES = [1, 2, 3] as const;
export type LeastGrade = (typeof LEAST_GRADES)[number];

/** How long evidence of each grade lasts: one duration for all, or one each; a grade left out is not admitted. */
export type Freshness = Duration | { readonly [grade in '1' | '2' | '3' | '4' | '5']?: Duration };

export interface Policy {
  readonly freshness: Freshness;
  readonly leastGrade: LeastGrade;
}

export type Scope =
  { readonly missions?: readonly Id[]; readonly posts?: readonly Id[] } | { readonly deployments: readonly Id[] };

/** The storage contract of `rollCall-{id}`. Sealed texts: the person's key where about a person, else the incident's. */
export type RollCallEvent =
  | Fact<'RollCallOpened', RollCallOpening>
  | Fact<'OfficerAddedToRollCall', Membership>
  | Fact<'OfficerExcludedFromRollCall', Membership>
  | Fact<'ExclusionReversed', Membership>
  | Fact<'FreshnessPolicyAdopted', { readonly policy: Policy; readonly effectiveAt?: Instant }>
  | Fact<'RollCallClosed', RollCallClosing>
  | Fact<'RollCallReopened', Record<string, never>>;

export interface RollCallOpening {
  readonly rollCall: Id;
  readonly incident: Id;
  readonly mode: Mode;
  readonly scope: Scope;
  readonly referenceInstant?: Instant;
  readonly policy: Policy;
  /** Who was in scope over [since, opening], as known at `decidedAt`; or those named. */
  readonly denominator: readonly Id[];
  /** The position of the log up to which the denominator was decided. */
  readonly decidedAt: Position;
}

/** Takes effect at `effectiveAt`; at its recording where that is absent. */
export interface Membership {
  readonly deployment: Id;
  readonly effectiveAt?: Instant;
}

export interface RollCallClosing {
  readonly outcome: 'COMPLETE' | 'INCOMPLETE';
  /** Who was not accounted for, or under duress, as known at `decidedAt`. */
  readonly open: readonly Id[];
  readonly decidedAt: Position;
}
