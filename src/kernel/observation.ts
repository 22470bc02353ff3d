import { msOfDuration, type Duration } from './duration.js';
import { msOf, type EpochMs, type Instant } from './instant.js';

/** An observation further ahead of its receipt than this was made by a clock that is wrong: it is flagged. */
export const CLOCK_AHEAD_AFTER_MS = 60_000;

/** What somebody claims about when he saw something, and when that reached us. */
export interface ObservationClaim {
  readonly observedAt: Instant;
  /** Either side of observedAt; none where absent. */
  readonly uncertainty?: Duration | undefined;
  /** The recording, where nothing earlier was noted. */
  readonly receivedAt: Instant;
}

/** When something was observed, as far as we may believe it: within [lo, hi]. Epoch milliseconds throughout. */
export interface ObservedSpan {
  readonly lo: EpochMs;
  readonly hi: EpochMs;
  /** Never later than the receipt. */
  readonly observedAt: EpochMs;
  /** Grown by as much as the claim was ahead of its receipt. */
  readonly uncertainty: number;
  readonly received: EpochMs;
  /** By how much the claim was later than its receipt; 0 where it was not. */
  readonly ahead: number;
  /** CLOCK_AHEAD: the claim is never certain until its instant is corrected. */
  readonly flagged: boolean;
}

/** RULE.md section 2.1. Nothing can have been seen after the word of it arrived. */
export function observe(claim: ObservationClaim): ObservedSpan {
  const received = msOf(claim.receivedAt);
  const claimed = msOf(claim.observedAt);
  const ahead = Math.max(0, claimed - received);
  const observedAt = claimed - ahead;
  const uncertainty = (claim.uncertainty === undefined ? 0 : msOfDuration(claim.uncertainty)) + ahead;
  return {
    lo: observedAt - uncertainty,
    hi: Math.min(observedAt + uncertainty, received),
    observedAt,
    uncertainty,
    received,
    ahead,
    flagged: ahead > CLOCK_AHEAD_AFTER_MS,
  };
}

/** Whether both can have been at one instant; touching is overlapping. */
export function overlap(a: Pick<ObservedSpan, 'lo' | 'hi'>, b: Pick<ObservedSpan, 'lo' | 'hi'>): boolean {
  return a.lo <= b.hi && b.lo <= a.hi;
}
