import { setImmediate as turn } from 'node:timers/promises';
import {
  streamNameFilter,
  type AllStreamResolvedEvent,
  type AllStreamSubscription,
  type KurrentDBClient,
  type Position as Place,
} from '@kurrent/kurrentdb-client';
import type { RecordedEvent } from '../../kernel/event.js';
import { invariant } from '../../kernel/failure.js';
import type { Position } from '../../kernel/position.js';
import { LogUnavailable, type Subscription } from '../event-log.js';
import { MAX_EVENTS_PER_RUN } from '../waking-subscription.js';
import { decode } from './codec.js';
import { SEARCH_WINDOW } from './read-call.js';
import { inPortsWords, there } from './server-reader.js';
import { SilenceWatch } from './silence-watch.js';
import type { StreamNames } from './stream-names.js';

export interface SubscriptionParts {
  readonly client: KurrentDBClient;
  readonly names: StreamNames;
  /** Where the server begins to look; nothing at this place itself is given. */
  readonly from: Place;
  readonly after: Position;
  /** Where the log ends now. */
  readonly end: () => Promise<Position>;
  readonly onClose: () => void;
}

/**
 * One subscription of the server. What the reader has not taken is held back by the stream's own flow control, a run of
 * it here and the rest at the server. It ends with an error when the server ends it or gives nothing though the log has gone
 * on, and does not come back by itself.
 */
export class ServerSubscription implements Subscription {
  #begun = false;
  #closed = false;
  #ended = false;
  #failure: unknown;
  #woken = false;
  #resume: (() => void) | undefined;
  #source: AllStreamSubscription | undefined;
  #watch: SilenceWatch | undefined;

  constructor(private readonly parts: SubscriptionParts) {}

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.parts.onClose();
    this.#wake();
    if (this.#source === undefined) return;
    // Never connected, there is nothing to end.
    this.#source.unsubscribe().catch(() => undefined);
    this.#source.destroy();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<readonly RecordedEvent[], void, undefined> {
    invariant(!this.#begun, 'a subscription is iterated once');
    this.#begun = true;
    try {
      if (!this.#closed) yield* this.#runs(this.#subscribe());
    } finally {
      this.close();
    }
  }

  #subscribe(): AllStreamSubscription {
    const { client, names, from } = this.parts;
    const filter = streamNameFilter({
      ...{ prefixes: [...names.prefixes], maxSearchWindow: SEARCH_WINDOW },
      checkpointReached: () => this.#watch?.heard(),
    });
    const source = client.subscribeToAll(
      { fromPosition: from, filter, requiresLeader: true },
      { highWaterMark: MAX_EVENTS_PER_RUN },
    );
    this.#source = source;
    source.on('readable', () => this.#wake());
    source.on('error', (error) => {
      this.#failure = error;
      this.#wake();
    });
    source.on('close', () => {
      this.#ended = true;
      this.#wake();
    });
    source.on('end', () => {
      this.#ended = true;
      this.#wake();
    });
    return source;
  }

  async *#runs(source: AllStreamSubscription): AsyncGenerator<readonly RecordedEvent[], void, undefined> {
    let last = this.parts.after;
    while (!this.#closed) {
      this.#woken = false;
      const run = this.#taken(source, last);
      const end = run.at(-1);
      if (end !== undefined) {
        last = end.position;
        yield run;
      } else if (this.#failure !== undefined) {
        throw inPortsWords(this.#failure);
      } else if (this.#ended) {
        throw new LogUnavailable('the server ended the subscription');
      } else {
        await this.#sleep(last);
        // What came in the same breath is one run: each run is a commit of the views.
        await turn();
      }
    }
  }

  #taken(source: AllStreamSubscription, after: Position): readonly RecordedEvent[] {
    const run: RecordedEvent[] = [];
    let last = after;
    while (run.length < MAX_EVENTS_PER_RUN) {
      const given = source.read() as AllStreamResolvedEvent | null;
      if (given === null) break;
      const event = decode(there(given.event), this.parts.names);
      if (event.position <= last) throw new LogUnavailable('the server gave an event twice or out of order');
      last = event.position;
      run.push(event);
    }
    return run;
  }

  #wake(): void {
    this.#woken = true;
    this.#resume?.();
  }

  /** Until something has come, or should have. */
  async #sleep(last: Position): Promise<void> {
    if (this.#woken) return;
    const isBehind = async (): Promise<boolean> => (await this.parts.end()) > last;
    const watch = new SilenceWatch(isBehind, () => {
      this.#failure = new LogUnavailable('the subscription is silent although the log has gone on');
      this.#wake();
    });
    this.#watch = watch;
    await new Promise<void>((resolve) => {
      this.#resume = resolve;
    });
    this.#resume = undefined;
    watch.stop();
  }
}
