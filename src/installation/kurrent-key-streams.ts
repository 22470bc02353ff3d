import {
  AccessDeniedError,
  ANY,
  END,
  FORWARDS,
  jsonEvent,
  START,
  StreamDeletedError,
  streamNameFilter,
  type AllStreamResolvedEvent,
  type AllStreamSubscription,
  type KurrentDBClient,
  type RecordedEvent as StoredEvent,
} from '@kurrent/kurrentdb-client';
import { MAX_EVENTS_PER_READ } from '../event-log/event-log.js';
import { collected, kindOf, ServerReader } from '../event-log/kurrentdb/server-reader.js';
import { send } from '../event-log/kurrentdb/sending.js';
import { shareClient, type SharedClient } from '../event-log/kurrentdb/shared-client.js';
import { watched } from '../event-log/kurrentdb/standing-watch.js';
import { StreamNames } from '../event-log/kurrentdb/stream-names.js';
import { DamagedLog } from '../event-log/stored-json.js';
import type { IdSource } from '../kernel/ids.js';
import { backoffMs } from '../projecting/backoff.js';
import { KeyStoreUnavailable } from '../sealing/key-store.js';
import type {
  ExactRevision,
  KeyEntry,
  KeyStream,
  KeyStreams,
  KeyStreamsListener,
} from '../sealing/streams/key-streams.js';

/** How often an append whose answer was lost is given again. */
const MAX_REPETITIONS = 4;

export interface KurrentKeyStreamsOptions {
  readonly connectionString: string;
  readonly namespace?: string;
  readonly ids: IdSource;
}

/** The streams of keys on EventStoreDB or KurrentDB, beside those of the log. */
export class KurrentKeyStreams implements KeyStreams {
  private readonly names: StreamNames;
  private readonly shared: SharedClient;
  private readonly reader: ServerReader;
  private readonly watches = new Set<() => void>();

  /** Connects once it is used. Throws LogUnavailable for a connection string that cannot be understood. */
  constructor(private readonly options: KurrentKeyStreamsOptions) {
    this.names = new StreamNames(options.namespace);
    this.shared = shareClient(options.connectionString);
    this.reader = new ServerReader(this.shared.client, this.names);
  }

  async read(name: string): Promise<KeyStream> {
    try {
      const events = await this.reader.streamOnServer(this.names.onServer(name), 0, MAX_EVENTS_PER_READ);
      return events.map(({ event }) => entryOf(event));
    } catch (error) {
      if (error instanceof DamagedLog && error.cause instanceof StreamDeletedError) return 'removed';
      throw unavailable(error);
    }
  }

  /** Given again under the same id, an append whose answer was lost is stored once. */
  async append(name: string, expected: ExactRevision, { type, data }: KeyEntry): Promise<'stored' | 'elsewhere'> {
    const event = jsonEvent({ id: this.options.ids.next(), type, data: { ...data } });
    const sent = { name: this.names.onServer(name), expected, events: [event] };
    let reason: unknown;
    for (let repetitions = 0; repetitions < MAX_REPETITIONS; repetitions += 1) {
      const outcome = await send(this.client, sent);
      switch (outcome.kind) {
        case 'stored':
        case 'elsewhere':
          return outcome.kind;
        case 'refused':
          if (outcome.error.cause instanceof StreamDeletedError) return 'elsewhere';
          throw unavailable(outcome.error);
        case 'in-doubt':
          reason = outcome.error;
      }
    }
    throw unavailable(reason);
  }

  async remove(name: string): Promise<'removed' | 'not-permitted'> {
    try {
      await this.client.tombstoneStream(this.names.onServer(name), { expectedRevision: ANY, requiresLeader: true });
      return 'removed';
    } catch (error) {
      if (error instanceof StreamDeletedError) return 'removed';
      if (error instanceof AccessDeniedError) return 'not-permitted';
      throw unavailable(error);
    }
  }

  async all(prefix: string): Promise<ReadonlyMap<string, KeyStream>> {
    const filter = streamNameFilter({ prefixes: [this.names.onServer(prefix)] });
    const options = { direction: FORWARDS, fromPosition: START, requiresLeader: true, filter } as const;
    const streams = new Map<string, KeyStream>();
    try {
      for (const { event } of await collected<AllStreamResolvedEvent>(this.client.readAll(options))) {
        if (event === undefined) continue;
        const name = this.names.inLog(event.streamId);
        streams.set(name, following(streams.get(name) ?? [], event));
      }
    } catch (error) {
      throw unavailable(error);
    }
    return streams;
  }

  watch(prefixes: readonly string[], listener: KeyStreamsListener): () => void {
    const filter = streamNameFilter({ prefixes: prefixes.map((prefix) => this.names.onServer(prefix)) });
    const subscribe = (): AllStreamSubscription =>
      this.client.subscribeToAll({ fromPosition: END, requiresLeader: true, filter });
    const given = ({ event }: AllStreamResolvedEvent): void => {
      if (event !== undefined) listener.changed(this.names.inLog(event.streamId));
    };
    const heard = { live: () => listener.live(), lost: () => listener.lost(), given };
    const stop = watched(subscribe, heard, (attempt) => backoffMs(attempt, Math.random()));
    this.watches.add(stop);
    return () => {
      this.watches.delete(stop);
      stop();
    };
  }

  async close(): Promise<void> {
    for (const stop of this.watches) stop();
    await this.shared.release();
  }

  private get client(): KurrentDBClient {
    return this.shared.client;
  }
}

/** What an event makes of its stream; the server's own last one says that it was removed. */
function following(stream: KeyStream, event: StoredEvent): KeyStream {
  if (stream === 'removed' || event.type === '$streamDeleted') return 'removed';
  return [...stream, entryOf(event)];
}

function entryOf(event: StoredEvent | undefined): KeyEntry {
  if (event === undefined) return { type: 'nothing', data: {} };
  const { type, data } = event;
  return { type, data: typeof data === 'object' && !(data instanceof Uint8Array) ? { ...data } : {} };
}

function unavailable(error: unknown): KeyStoreUnavailable {
  return new KeyStoreUnavailable(`the keys on the server cannot be read or written (${kindOf(error)})`, {
    cause: error,
  });
}
