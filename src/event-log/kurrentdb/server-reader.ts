import {
  AccessDeniedError,
  StreamDeletedError,
  type KurrentDBClient,
  type Position as Place,
  type ResolvedEvent,
} from '@kurrent/kurrentdb-client';
import type { RecordedEvent } from '../../kernel/event.js';
import { LogUnavailable } from '../event-log.js';
import { DamagedLog } from '../stored-json.js';
import { decode } from './codec.js';
import { READ_PATIENCE_MS, readCall, type Asked } from './read-call.js';
import type { StreamNames } from './stream-names.js';

/** The questions to the server, each answered within a time, and each answer checked against what must hold of it. */
export class ServerReader {
  constructor(
    private readonly client: KurrentDBClient,
    private readonly names: StreamNames,
  ) {}

  /** Events of a stream from a revision on. An absent stream is empty. */
  async stream(stream: string, from: number, limit: number): Promise<readonly RecordedEvent[]> {
    const events = await this.streamOnServer(this.names.onServer(stream), from, limit);
    const decoded = events.map(({ event }) => decode(there(event), this.names));
    const gap = decoded.find((event, place) => event.revision !== from + place);
    if (gap !== undefined) throw new DamagedLog(`${stream} has a gap before revision ${gap.revision}`);
    return decoded;
  }

  async streamOnServer(name: string, from: number, limit: number): Promise<readonly ResolvedEvent[]> {
    return this.#read({ stream: name, from, limit });
  }

  /** Events of the log at or after a place. */
  async forward(from: Place, limit: number): Promise<readonly RecordedEvent[]> {
    return this.#ofLog({ all: from, prefixes: this.names.prefixes, limit });
  }

  /** The last events of the log, in its order. */
  async last(limit: number): Promise<readonly RecordedEvent[]> {
    const events = await this.#ofLog({ all: 'end', backwards: true, prefixes: this.names.prefixes, limit });
    return events.toReversed();
  }

  /** Where the server's last event is, whosever it is. */
  async lastPlaceOnServer(): Promise<Place | undefined> {
    const [last] = await this.#read({ all: 'end', backwards: true, prefixes: [], limit: 1 });
    return last?.event?.position;
  }

  async #ofLog(asked: Asked): Promise<readonly RecordedEvent[]> {
    const events = await this.#read(asked);
    return events.map(({ event }) => decode(there(event), this.names));
  }

  async #read(asked: Asked): Promise<readonly ResolvedEvent[]> {
    try {
      return await readCall(this.client, asked);
    } catch (error) {
      throw inPortsWords(error);
    }
  }
}

export function there<Event>(event: Event | undefined): Event {
  if (event === undefined) throw new DamagedLog('a link to an event that is no more');
  return event;
}

/** All that a reading gives; its client has no deadline of its own. Rejects with LogUnavailable when nothing comes. */
export async function collected<Event>(reading: AsyncIterable<Event>): Promise<readonly Event[]> {
  return new Promise((resolve, reject) => {
    const events: Event[] = [];
    const timer = setTimeout(() => {
      reject(new LogUnavailable('the server does not answer'));
    }, READ_PATIENCE_MS);
    const collect = async (): Promise<void> => {
      for await (const event of reading) {
        timer.refresh();
        events.push(event);
      }
    };
    void collect()
      .then(() => resolve(events), reject)
      .finally(() => clearTimeout(timer));
  });
}

/** What the client says of a reading that failed, in the words of the port. */
export function inPortsWords(error: unknown): Error {
  if (error instanceof LogUnavailable || error instanceof DamagedLog) return error;
  if (error instanceof StreamDeletedError) return new DamagedLog('a stream of the log was deleted', { cause: error });
  if (error instanceof AccessDeniedError) {
    return new LogUnavailable('the server does not let this account read', { cause: error });
  }
  return new LogUnavailable(`the server cannot be read (${kindOf(error)})`, { cause: error });
}

/** The client's name for what happened. */
export function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'type' in error && typeof error.type === 'string' ? error.type : error.name;
}
