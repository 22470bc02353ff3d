import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerWritableStream } from '@grpc/grpc-js';
import type streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import type { Interruption } from './faults.js';
import { confirmation, eventAnswer, notFound, unavailable, type Asked } from './messages.js';
import type { FakeStore, KeptEvent } from './store.js';

export type ReadCall = ServerWritableStream<streams.ReadReq, streams.ReadResp>;

export interface DeliveryParts {
  readonly call: ReadCall;
  readonly store: FakeStore;
  readonly asked: Asked;
  readonly interruption: Interruption | undefined;
  readonly breakConnections: () => void;
}

/** Gives what was asked for and ends, unless something befalls it. */
export function deliverOnce({ call, store, asked, interruption, breakConnections }: DeliveryParts): void {
  if (asked.stream !== undefined && store.stream(asked.stream).length === 0) call.write(notFound(asked.stream));
  const found = askedEvents(store, asked);
  const given = interruption === undefined ? found : found.slice(0, interruption.after);
  for (const event of given) call.write(eventAnswer(event));
  if (interruption === undefined) call.end();
  else interrupt(call, interruption, breakConnections);
}

function askedEvents(store: FakeStore, { stream, from, position, backwards, prefixes, limit }: Asked) {
  if (stream !== undefined) return store.stream(stream).slice(from, from + limit);
  const found: KeptEvent[] = [];
  const { length } = store.all;
  const step = backwards ? -1 : 1;
  const start = position === undefined ? length : store.placeOf(position);
  for (let place = backwards ? start - 1 : start; found.length < limit; place += step) {
    const event = store.all[place];
    if (event === undefined) break;
    if (matches(event, prefixes)) found.push(event);
  }
  return found;
}

function matches({ stream }: KeptEvent, prefixes: readonly string[]): boolean {
  return prefixes.length === 0 || prefixes.some((prefix) => stream.startsWith(prefix));
}

function interrupt(call: ReadCall, { then }: Interruption, breakConnections: () => void): void {
  if (then === 'end') call.end();
  else if (then === 'error') call.emit('error', unavailable());
  // What has been written is to get there before.
  else if (then === 'broken') setTimeout(breakConnections, 20);
}

/** A subscription: what is there, and then what comes, as fast as the client takes it. */
export class Delivery {
  #next: number;
  #given = 0;
  #over = false;
  #wake: (() => void) | undefined;
  /** One that is given after its successor. */
  #withheld: KeptEvent | undefined;
  readonly #stopListening: () => void;

  constructor(
    private readonly parts: DeliveryParts,
    private readonly pauseMs: () => number,
  ) {
    const { store, asked, call } = parts;
    // Nothing at the place itself is given.
    this.#next = asked.position === undefined ? store.all.length : store.placeOf(asked.position + 1n);
    this.#stopListening = store.onMore(() => this.#wake?.());
    for (const sign of ['cancelled', 'close', 'error'] as const) call.on(sign, () => this.#end());
  }

  async run(): Promise<void> {
    this.parts.call.write(confirmation());
    while (!this.#over) {
      const event = this.parts.store.all[this.#next];
      if (event === undefined) await this.#sleep();
      else await this.#take(event);
    }
  }

  async #take(event: KeptEvent): Promise<void> {
    this.#next += 1;
    if (!matches(event, this.parts.asked.prefixes)) return;
    const { interruption } = this.parts;
    if (interruption !== undefined && this.#given === interruption.after) {
      if (interruption.then === 'out-of-order') {
        this.#given += 1;
        this.#withheld = event;
        return;
      }
      if (interruption.then === 'twice') await this.#give(event);
      else {
        interrupt(this.parts.call, interruption, this.parts.breakConnections);
        this.#end();
        return;
      }
    }
    await this.#give(event);
    const withheld = this.#withheld;
    this.#withheld = undefined;
    if (withheld !== undefined) await this.#give(withheld);
  }

  async #give(event: KeptEvent): Promise<void> {
    this.#given += 1;
    const pauseMs = this.pauseMs();
    if (pauseMs > 0) await sleep(pauseMs);
    if (this.#over || this.parts.call.write(eventAnswer(event))) return;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      this.parts.call.once('drain', resolve);
    });
  }

  async #sleep(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
  }

  #end(): void {
    this.#over = true;
    this.#stopListening();
    this.#wake?.();
  }
}
