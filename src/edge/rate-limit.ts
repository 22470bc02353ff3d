import { BoundedCache } from '../sealing/bounded-cache.js';

/** Callers whose requests are counted at a time: for whoever is forgotten on top of these, counting begins anew. */
const MAX_COUNTED_CALLERS = 20_000;
/** Seconds' worth of requests that a caller can make at once. */
const BURST_SECONDS = 10;

interface Bucket {
  left: number;
  filledMs: number;
}

/**
 * How often each of many callers may ask: `perSecond` in the long run, and ten seconds' worth of that at once (a token
 * bucket each). What is counted is counted by the process and since it began.
 */
export class RateLimit {
  private readonly buckets = new BoundedCache<string, Bucket>(MAX_COUNTED_CALLERS);
  private readonly full: number;

  constructor(
    private readonly perSecond: number,
    /** Milliseconds by the machine's own count, which nobody sets. */
    private readonly countMs: () => number = () => performance.now(),
  ) {
    this.full = perSecond * BURST_SECONDS;
  }

  /** Whether a caller may ask once more now; where he may, he has. */
  allows(caller: string): boolean {
    const nowMs = this.countMs();
    const bucket = this.buckets.get(caller) ?? { left: this.full, filledMs: nowMs };
    const gained = ((nowMs - bucket.filledMs) / 1_000) * this.perSecond;
    const left = Math.min(this.full, bucket.left + gained);
    const allowed = left >= 1;
    this.buckets.set(caller, { left: allowed ? left - 1 : left, filledMs: nowMs });
    return allowed;
  }
}
