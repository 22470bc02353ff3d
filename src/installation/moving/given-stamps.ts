import type { Clock } from '../../kernel/clock.js';
import { invariant } from '../../kernel/failure.js';
import type { Instant } from '../../kernel/instant.js';

/** The clock of a log that takes over events: it reads for each append, in order, when its events were first recorded. */
export class GivenStamps implements Pick<Clock, 'now'> {
  #stamps: readonly Instant[] = [];
  #next = 0;

  /** One for each append that is given next; what is left of earlier ones is forgotten. */
  give(stamps: readonly Instant[]): void {
    this.#stamps = stamps;
    this.#next = 0;
  }

  now(): Instant {
    const stamp = this.#stamps[this.#next];
    invariant(stamp !== undefined, 'an append reads the clock once');
    this.#next += 1;
    return stamp;
  }
}
