import type { Position as Place } from '@kurrent/kurrentdb-client';
import type { Clock } from '../../kernel/clock.js';
import type { RecordedEvent } from '../../kernel/event.js';
import type { Id, IdSource } from '../../kernel/ids.js';
import type { Position } from '../../kernel/position.js';
import { checkPage } from '../append-rules.js';
import { LogUnavailable, type Append, type EventLog, type LogEnd, type Subscription } from '../event-log.js';
import { Appender } from './appender.js';
import { Guard } from './guard.js';
import { KnownStreams } from './known-streams.js';
import { markCopy, markerIfBegun, markerOf, repeatMarker, type Marker, type MarkerParts } from './marker.js';
import { placeUpTo } from './place.js';
import { findingsOn, type ServerFinding } from './findings.js';
import { ServerReader } from './server-reader.js';
import { ServerSubscription } from './server-subscription.js';
import { shareClient, type SharedClient } from './shared-client.js';
import { StreamNames } from './stream-names.js';
import { Tail } from './tail.js';

export interface KurrentLogOptions {
  /** kurrentdb://…, with what the client supports in it. */
  readonly connectionString: string;
  /** Sets this log apart from others on the same server. */
  readonly namespace?: string;
  readonly clock: Pick<Clock, 'now'>;
  /** Names a log that begins now. */
  readonly ids: IdSource;
}

/** The log on EventStoreDB or KurrentDB. Several instances may be open on one log. */
export class KurrentEventLog implements EventLog {
  readonly #known = new KnownStreams();
  readonly #subscriptions = new Set<Subscription>();
  readonly #tail: Tail;
  readonly #appender: Appender;
  readonly #guard: Guard;
  #closed = false;

  /**
   * Throws LogUnavailable, saying why and no secret, where the server cannot be asked, its log is of a newer format, or
   * the copy of another log into it is not complete.
   */
  static async open(options: KurrentLogOptions): Promise<KurrentEventLog> {
    return opened(options, async (...held) => new KurrentEventLog(options, ...held, whole(await markerOf(held[1]))));
  }

  /** As `open`; undefined where no log has begun, and none is begun. */
  static async openIfBegun(options: KurrentLogOptions): Promise<KurrentEventLog | undefined> {
    return opened(options, async (...held) => {
      const marker = await markerIfBegun(held[1]);
      return marker === undefined ? undefined : new KurrentEventLog(options, ...held, whole(marker));
    });
  }

  /** As `open`, also where the copy of another log into it is not complete: for whoever completes it. */
  static async openToCopyInto(options: KurrentLogOptions): Promise<KurrentEventLog> {
    return opened(options, async (...held) => new KurrentEventLog(options, ...held, await markerOf(held[1])));
  }

  private constructor(
    private readonly options: KurrentLogOptions,
    private readonly shared: SharedClient,
    private readonly parts: MarkerParts,
    private marker: Marker,
  ) {
    const { client, names, reader } = parts;
    this.#tail = new Tail(reader, this.#known, marker.place);
    this.#guard = new Guard(client, names, marker.place);
    this.#appender = new Appender({
      client,
      names,
      reader,
      known: this.#known,
      tail: this.#tail,
      clock: options.clock,
    });
  }

  get installation(): Id {
    return this.marker.installation;
  }

  async append(request: Append): Promise<readonly RecordedEvent[]> {
    this.#assertOpen();
    return this.#appender.append(request);
  }

  async read(stream: string, from: number, limit: number): Promise<readonly RecordedEvent[]> {
    this.#assertOpen();
    checkPage(from, limit);
    const recent = await this.#tail.page(stream, from, limit);
    if (recent !== undefined) return recent;
    const events = await this.parts.reader.stream(stream, from, limit);
    this.#known.learn(events);
    return events;
  }

  /** A token that this log never gave and that looks like one that it could give may be refused as LogUnavailable. */
  async readAll(after: Position, limit: number): Promise<readonly RecordedEvent[]> {
    this.#assertOpen();
    checkPage(0, limit);
    // The server begins at the place itself.
    const events = await this.parts.reader.forward(this.#placeToBeginAt(after), limit + 1);
    return events.filter(({ position }) => position > after).slice(0, limit);
  }

  subscribe(after: Position): Subscription {
    this.#assertOpen();
    const { client } = this.shared;
    const subscription: Subscription = new ServerSubscription({
      ...{ client, names: this.parts.names, after, from: this.#placeToBeginAt(after) },
      end: async () => (await this.#tail.end()).position,
      onClose: () => this.#subscriptions.delete(subscription),
    });
    this.#subscriptions.add(subscription);
    return subscription;
  }

  /** Asks the server, together with all who ask meanwhile. The stamp is the latest that this instance has met. */
  async end(): Promise<LogEnd> {
    this.#assertOpen();
    this.#guard.demandWhole();
    return this.#tail.end();
  }

  async probe(): Promise<void> {
    this.#assertOpen();
    this.#guard.demandKept();
    return repeatMarker(this.shared.client, this.parts.names, this.marker);
  }

  /**
   * From the first on nobody opens the log but to copy into it, until the last has resolved. Reject with LogUnavailable.
   */
  async copyBegins(): Promise<void> {
    this.#assertOpen();
    this.marker = await markCopy(this.parts, this.marker, true);
  }

  async copyEnds(): Promise<void> {
    this.#assertOpen();
    this.marker = await markCopy(this.parts, this.marker, false);
  }

  /** What an operator should know of the server, though Muster works with it. Rejects with LogUnavailable. */
  async findings(): Promise<readonly ServerFinding[]> {
    this.#assertOpen();
    return findingsOn(this.shared.client, this.parts.names, this.options.connectionString);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#guard.close();
    for (const subscription of this.#subscriptions) subscription.close();
    await this.#appender.finish();
    await this.shared.release();
  }

  #placeToBeginAt(after: Position): Place {
    const place = placeUpTo(after);
    const { place: origin } = this.marker;
    return place === undefined || place.commit < origin.commit ? origin : place;
  }

  #assertOpen(): void {
    if (this.#closed) throw new LogUnavailable('the log is closed');
  }
}

/** What was found is released again where the log cannot be opened. */
async function opened<Found extends KurrentEventLog | undefined>(
  options: KurrentLogOptions,
  open: (shared: SharedClient, parts: MarkerParts) => Promise<Found>,
): Promise<Found> {
  const names = new StreamNames(options.namespace);
  const shared = shareClient(options.connectionString);
  const { client } = shared;
  try {
    const log = await open(shared, { client, names, reader: new ServerReader(client, names), ids: options.ids });
    if (log === undefined) await shared.release();
    return log;
  } catch (error) {
    await shared.release();
    throw error;
  }
}

/** A part of a log looks like one that ends there. */
function whole(marker: Marker): Marker {
  if (!marker.copying) return marker;
  throw new LogUnavailable(
    'the copy into this log is not complete: do muster log copy again, which goes on from there',
  );
}
