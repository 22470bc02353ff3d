import type { RecordedEvent } from '../../kernel/event.js';
import type { Id } from '../../kernel/ids.js';

/** Events whose command ids are remembered, over all streams: some tens of megabytes. */
export const MAX_KNOWN_EVENTS = 200_000;

interface Known {
  /** Everything before this revision is known. */
  next: number;
  /** The revision of the first event of each command. */
  readonly firsts: Map<Id, number>;
}

/**
 * Which commands the beginnings of streams hold, as far as they have been read. A stream never changes where it has been
 * written, so that what is known here stays true, and an append needs to read only what nobody has read before.
 */
export class KnownStreams {
  /** From the one that was used longest ago to the one used last. */
  readonly #streams = new Map<string, Known>();
  #events = 0;

  /** The first revision of a stream that is not known. */
  next(stream: string): number {
    return this.#streams.get(stream)?.next ?? 0;
  }

  /** Where a command begins in the known part of a stream. */
  firstOf(stream: string, commandId: Id): number | undefined {
    return this.#streams.get(stream)?.firsts.get(commandId);
  }

  /** Takes up events that begin where the known part of their stream ends, or within it; others tell nothing here. */
  learn(events: readonly RecordedEvent[]): void {
    for (const event of events) {
      const known = this.#streams.get(event.stream) ?? { next: 0, firsts: new Map<Id, number>() };
      if (event.revision !== known.next) continue;
      this.#use(event.stream, known);
      known.next += 1;
      this.#events += 1;
      if (!known.firsts.has(event.metadata.commandId)) known.firsts.set(event.metadata.commandId, event.revision);
    }
    this.#forgetOldest();
  }

  forget(): void {
    this.#streams.clear();
    this.#events = 0;
  }

  #use(stream: string, known: Known): void {
    this.#streams.delete(stream);
    this.#streams.set(stream, known);
  }

  #forgetOldest(): void {
    for (const [stream, { next }] of this.#streams) {
      // The one used last stays, however long it is.
      if (this.#events <= MAX_KNOWN_EVENTS || this.#streams.size === 1) return;
      this.#streams.delete(stream);
      this.#events -= next;
    }
  }
}
