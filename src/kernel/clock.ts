import type { Instant } from './instant.js';

/** A port: the only source of the present, so that a script or a test can move it. */
export interface Clock {
  now(): Instant;
  /** Calls back once the clock reads `at` or later (at once where it already does). Answers how to call it off. */
  at(at: Instant, callback: () => void): () => void;
}

/** A clock further behind the log than this is no clock to record by. */
export const MAX_CLOCK_BEHIND_MS = 10_000;
