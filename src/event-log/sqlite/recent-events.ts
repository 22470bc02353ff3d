import type { RecordedEvent } from '../../kernel/event.js';
import type { Position } from '../../kernel/position.js';

/** Events that were stored last and are kept at hand for those who follow: more than come while they are busy. */
export const MAX_RECENT_EVENTS = 1_024;

/** The end of the log as it was stored here, without a gap. */
export class RecentEvents {
  #events: RecordedEvent[] = [];

  /** In the order in which they were stored. */
  add(events: readonly RecordedEvent[]): void {
    this.#events.push(...events);
    if (this.#events.length > 2 * MAX_RECENT_EVENTS) this.#events = this.#events.slice(-MAX_RECENT_EVENTS);
  }

  /**
   * What comes after a position, at most `limit`. Undefined where that may begin before what is kept, or where nothing
   * comes after it as far as is known here: the file may know more.
   */
  after(position: Position, limit: number): readonly RecordedEvent[] | undefined {
    const [first, last] = [this.#events[0], this.#events.at(-1)];
    if (first === undefined || last === undefined || position < first.position || position >= last.position) {
      return undefined;
    }
    const from = this.#events.findLastIndex((event) => event.position <= position) + 1;
    return this.#events.slice(from, from + limit);
  }
}
