import {
  streamNameFilter,
  type AllStreamResolvedEvent,
  type KurrentDBClient,
  type Position as Place,
} from '@kurrent/kurrentdb-client';
import { LogUnavailable } from '../event-log.js';
import { DamagedLog } from '../stored-json.js';
import { watched } from './standing-watch.js';
import type { StreamNames } from './stream-names.js';

/** Milliseconds before a lost watch is taken up again. */
const RETRY_MS = 1_000;

/** What the server calls the metadata by which it throws events away. */
const RETENTION = ['$maxAge', '$maxCount'] as const;
const TRUNCATION = '$tb';

/** The name of the stream that holds the metadata of another. */
const METADATA_OF = '$$';

/**
 * Watches for whatever takes events out of the log: a retention that somebody has set on one of its streams, a truncated
 * stream, a deleted one. It looks from the log's beginning, so that what was done while nobody watched is found too.
 */
export class Guard {
  readonly #stop: () => void;
  readonly #retained = new Map<string, string>();
  #lost: string | undefined;

  constructor(client: KurrentDBClient, names: StreamNames, from: Place) {
    const prefixes = names.prefixes.flatMap((prefix) => [`${METADATA_OF}${prefix}`]);
    const filter = streamNameFilter({ prefixes });
    this.#stop = watched(
      () => client.subscribeToAll({ fromPosition: from, filter, requiresLeader: true }),
      { live: () => undefined, lost: () => undefined, given: (event) => this.#take(event) },
      () => RETRY_MS,
    );
  }

  /** Throws DamagedLog where events are gone. */
  demandWhole(): void {
    if (this.#lost !== undefined) throw new DamagedLog(this.#lost);
  }

  /** Throws LogUnavailable where the server is told to throw events away, or DamagedLog where it has done so. */
  demandKept(): void {
    this.demandWhole();
    const [[stream, what] = []] = this.#retained;
    if (stream !== undefined) {
      throw new LogUnavailable(
        `somebody has set ${what ?? ''} on ${stream}: take it away, for the log is to keep all events`,
      );
    }
  }

  close(): void {
    this.#stop();
  }

  #take({ event }: AllStreamResolvedEvent): void {
    if (event === undefined) return;
    const stream = event.streamId.slice(METADATA_OF.length);
    const metadata: Readonly<Record<string, unknown>> = typeof event.data === 'object' ? { ...event.data } : {};
    const retention = RETENTION.find((name) => metadata[name] !== undefined && metadata[name] !== null);
    if (retention === undefined) this.#retained.delete(stream);
    else this.#retained.set(stream, retention);
    // Whatever was behind it is gone with the server's next scavenge, and is given to nobody before.
    if (typeof metadata[TRUNCATION] === 'number' && metadata[TRUNCATION] > 0) {
      this.#lost = `${stream} was truncated or deleted on the server`;
    }
  }
}
