import type { Position as Place } from '@kurrent/kurrentdb-client';
import type { RecordedEvent } from '../../kernel/event.js';
import { later, type Instant } from '../../kernel/instant.js';
import { BEFORE_ALL } from '../../kernel/position.js';
import { present } from '../../kernel/present.js';
import type { LogEnd } from '../event-log.js';
import type { KnownStreams } from './known-streams.js';
import { placeOf, tokenOf } from './place.js';
import type { ServerReader } from './server-reader.js';
import { SharedRounds } from './shared-rounds.js';

/** Events of the log's end that are kept at hand, for those who have just written them. */
export const MAX_RECENT_EVENTS = 4_096;

/** Streams whose last revision is remembered from looks: some megabytes. */
export const MAX_FOLLOWED_STREAMS = 50_000;

/** Events in one look: who is further behind than that begins anew at the end. */
const LOOK_SIZE = 512;

/** Looks that found nothing new, after which the next one finds out how much of others' may be passed over. */
const IDLE_LOOKS = 16;

/**
 * The end of the log as the server knows it. A look asks the server for what came after the last event seen, in one
 * call that is shared by all who ask for it meanwhile, and is answered with that event again: were it gone, the log would
 * have been cut or replaced.
 */
export class Tail {
  readonly #rounds = new SharedRounds(() => this.#look());
  readonly #recent = new Map<string, RecordedEvent>();
  /** Of each stream that has been met since looks were last without a gap, from the one met longest ago. */
  readonly #lasts = new Map<string, number>();
  /** Everything of the log that has not been seen is after this, or it is the place of the last event seen. */
  #from: Place;
  #last: RecordedEvent | undefined;
  #latest: Instant | undefined;
  #idleLooks = 0;

  constructor(
    private readonly reader: ServerReader,
    private readonly known: KnownStreams,
    /** Before the first event of the log. */
    private readonly origin: Place,
  ) {
    this.#from = origin;
  }

  /** The end as it was when this was asked for, or later. */
  end(): Promise<LogEnd> {
    return this.#rounds.ask();
  }

  /** The latest stamp seen so far. */
  get latest(): Instant | undefined {
    return this.#latest;
  }

  /** Copies of the events of a stream from a revision on, where that was near the end in some look; else none. */
  recentFrom(stream: string, revision: number): readonly RecordedEvent[] {
    const events: RecordedEvent[] = [];
    for (;;) {
      const event = this.#recent.get(keyOf(stream, revision + events.length));
      if (event === undefined) return events;
      // Whoever is given one may do with it what he likes.
      events.push(structuredClone(event));
    }
  }

  /**
   * Events of a stream as it was when this was asked for, or later, without asking for it alone: looks that follow one
   * another without a gap have met all that was appended. Undefined where they have not met the stream, or not so far back.
   */
  async page(stream: string, from: number, limit: number): Promise<readonly RecordedEvent[] | undefined> {
    if (!this.#lasts.has(stream)) return undefined;
    await this.end();
    const last = this.#lasts.get(stream);
    if (last === undefined) return undefined;
    const count = Math.min(limit, last + 1 - from);
    if (count <= 0) return [];
    const events = this.recentFrom(stream, from);
    return events.length < count ? undefined : events.slice(0, count);
  }

  async #look(): Promise<LogEnd> {
    const passable = this.#idleLooks >= IDLE_LOOKS ? await this.reader.lastPlaceOnServer() : undefined;
    let seen = await this.reader.forward(this.#from, LOOK_SIZE);
    if (this.#isCut(seen)) {
      this.#forget();
      seen = await this.reader.forward(this.#from, LOOK_SIZE);
    }
    if (seen.length === LOOK_SIZE) {
      this.#lasts.clear();
      seen = await this.reader.last(LOOK_SIZE);
    }
    const before = this.#last;
    this.#takeUp(seen);
    if (this.#last !== before) this.#idleLooks = 0;
    else if (passable === undefined) this.#idleLooks += 1;
    else this.#passOver(passable);
    return this.#last === undefined
      ? { position: BEFORE_ALL }
      : { position: this.#last.position, ...present({ recordedAt: this.#latest }) };
  }

  /** Nothing of the log was found up to here: what stands in between is others'. */
  #passOver(place: Place): void {
    this.#from = place;
    this.#idleLooks = 0;
  }

  /** The log does not have the event any more that was its last. */
  #isCut([first]: readonly RecordedEvent[]): boolean {
    const last = this.#last;
    const isAsked = last !== undefined && tokenOf(this.#from) === last.position;
    return isAsked && (first?.id !== last.id || first.position !== last.position);
  }

  #forget(): void {
    this.known.forget();
    this.#recent.clear();
    this.#lasts.clear();
    this.#from = this.origin;
    this.#last = undefined;
    this.#latest = undefined;
  }

  #takeUp(seen: readonly RecordedEvent[]): void {
    const last = seen.at(-1);
    if (last === undefined || last.position === this.#last?.position) return;
    this.known.learn(seen);
    for (const event of seen) {
      this.#recent.set(keyOf(event.stream, event.revision), event);
      this.#lasts.delete(event.stream);
      this.#lasts.set(event.stream, event.revision);
      this.#latest = later(event.recordedAt, this.#latest ?? event.recordedAt);
    }
    keepNewest(this.#recent, MAX_RECENT_EVENTS);
    keepNewest(this.#lasts, MAX_FOLLOWED_STREAMS);
    this.#last = last;
    this.#from = placeOf(last.position);
    this.#idleLooks = 0;
  }
}

function keyOf(stream: string, revision: number): string {
  return `${stream}@${revision}`;
}

function keepNewest(entries: Map<string, unknown>, most: number): void {
  for (const key of entries.keys()) {
    if (entries.size <= most) return;
    entries.delete(key);
  }
}
