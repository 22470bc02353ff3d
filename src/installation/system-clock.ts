import type { Clock } from '../kernel/clock.js';
import { instantOf, msOf, type Instant } from '../kernel/instant.js';

/**
 * Milliseconds of the longest sleep: timers cannot sleep longer than 2^31 ms anyway, and a machine that was suspended
 * or whose clock was set is noticed this late at most.
 */
const LONGEST_SLEEP_MS = 60_000;

/** The machine's own clock. Its timers keep no process alive. */
export class SystemClock implements Clock {
  now(): Instant {
    return instantOf(Date.now());
  }

  /** Never calls back before it has returned. */
  at(at: Instant, callback: () => void): () => void {
    const left = (): number => msOf(at) - Date.now();
    const wake = (): void => {
      if (left() <= 0) callback();
      else timer = sleep();
    };
    const sleep = (): NodeJS.Timeout => setTimeout(wake, Math.min(Math.max(left(), 0), LONGEST_SLEEP_MS)).unref();
    let timer = sleep();
    return () => clearTimeout(timer);
  }
}
