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

  /** The events of a stream from a revision on, where that was near the end in some look; empty where it was not. */
  recentFrom(stream: string, revision: number): readonly RecordedEvent[] {
    const events: RecordedEvent[] = [];
    for (;;) {
      const event = this.#recent.get(keyOf(stream, revision + events.length));
      if (event === undefined) return events;
      events.push(event);
    }
  }

  async #look(): Promise<LogEnd> {
    const passable = this.#idleLooks >= IDLE_LOOKS ? await this.reader.lastPlaceOnServer() : undefined;
    let seen = await this.reader.forward(this.#from, LOOK_SIZE);
    if (this.#isCut(seen)) {
      this.#forget();
      seen = await this.reader.forward(this.#from, LOOK_SIZE);
    }
    if (seen.length === LOOK_SIZE) seen = await this.reader.last(LOOK_SIZE);
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
      this.#latest = later(event.recordedAt, this.#latest ?? event.recordedAt);
    }
    for (const key of this.#recent.keys()) {
      if (this.#recent.size <= MAX_RECENT_EVENTS) break;
      this.#recent.delete(key);
    }
    this.#last = last;
    this.#from = placeOf(last.position);
    this.#idleLooks = 0;
  }
}

function keyOf(stream: string, revision: number): string {
  return `${stream}@${revision}`;
}
