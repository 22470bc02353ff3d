import { setTimeout as sleep } from 'node:timers/promises';
import type { EventData, KurrentDBClient } from '@kurrent/kurrentdb-client';
import type { Clock } from '../../kernel/clock.js';
import type { RecordedEvent } from '../../kernel/event.js';
import { later } from '../../kernel/instant.js';
import { answerToRepetition, checkAppend } from '../append-rules.js';
import {
  Indeterminate,
  LogUnavailable,
  MAX_EVENTS_PER_APPEND,
  MAX_EVENTS_PER_READ,
  WrongRevision,
  type Append,
} from '../event-log.js';
import { encode, stamped, type Encoded } from './codec.js';
import type { KnownStreams } from './known-streams.js';
import { send } from './sending.js';
import { kindOf, type ServerReader } from './server-reader.js';
import type { StreamNames } from './stream-names.js';
import type { Tail } from './tail.js';

/** Appends under way. Who comes on top of these is told at once that the log does not keep up. */
export const MAX_APPENDS_IN_FLIGHT = 1_024;

/** Milliseconds from the first doubt in which the outcome of an append is settled: a cluster elects in fewer. */
export const MAX_SETTLING_MS = 15_000;

/** Milliseconds between tries to settle: the first, and the longest that doubling makes of it. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;

export interface AppenderParts {
  readonly client: KurrentDBClient;
  readonly names: StreamNames;
  readonly reader: ServerReader;
  readonly known: KnownStreams;
  readonly tail: Tail;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Appends at an exact revision. An append whose event ids follow that revision already is a repetition to the server,
 * which answers it as success whatever its content and however many follow: so the stream is known up to the revision
 * before anything is sent, and what it then holds is read back before anything is answered.
 */
export class Appender {
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #closing = new AbortController();
  /** By stream and command. */
  readonly #twins = new Map<string, Promise<unknown>>();

  constructor(private readonly parts: AppenderParts) {}

  async append(request: Append): Promise<readonly RecordedEvent[]> {
    checkAppend(request);
    if (this.#underWay.size >= MAX_APPENDS_IN_FLIGHT) throw new LogUnavailable('too many appends are under way');
    const outcome = this.#afterTwin(request, request.events.map(encode));
    this.#underWay.add(outcome);
    try {
      return await outcome;
    } finally {
      this.#underWay.delete(outcome);
    }
  }

  /** The server answers nobody for seconds who gives what it is just storing: the second waits for the first. */
  async #afterTwin(request: Append, encoded: readonly Encoded[]): Promise<readonly RecordedEvent[]> {
    const key = `${request.stream} ${request.commandId}`;
    const outcome = (this.#twins.get(key) ?? Promise.resolve())
      .catch(() => undefined)
      .then(() => this.#append(request, encoded));
    this.#twins.set(key, outcome);
    try {
      return await outcome;
    } finally {
      if (this.#twins.get(key) === outcome) this.#twins.delete(key);
    }
  }

  /** Resolves once nothing is under way; what is in doubt is not settled any more. */
  async finish(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#underWay);
  }

  async #append(request: Append, encoded: readonly Encoded[]): Promise<readonly RecordedEvent[]> {
    await this.#learn(request.stream, request.expected === 'none' ? 0 : request.expected + 1);
    const repeated = await this.#repetition(request);
    if (repeated !== undefined) return repeated;
    const now = this.parts.clock.now();
    const stamp = later(now, this.parts.tail.latest ?? now);
    const events = encoded.map((event) => stamped(event, stamp));
    return this.#settled(request, events);
  }

  /**
   * Gives an append again while its outcome is in doubt. At an exact revision that settles it for good: the server finds
   * it stored, or stores it now, or has something else there, and then the lost one can never come true.
   */
  async #settled(request: Append, events: readonly EventData[]): Promise<readonly RecordedEvent[]> {
    const { client, names } = this.parts;
    const name = names.onServer(request.stream);
    const doubt = new Doubt(this.#closing.signal);
    for (;;) {
      const outcome = await send(client, { name, expected: request.expected, events });
      switch (outcome.kind) {
        case 'stored':
          return this.#readBack(request, outcome.lastRevision - events.length + 1);
        case 'elsewhere':
          await this.#learn(request.stream, Infinity);
          return (await this.#repetition(request)) ?? wrongRevision(request, outcome.actual);
        case 'refused':
          throw doubt.cast ? indeterminate(outcome.error) : outcome.error;
        case 'in-doubt':
          await doubt.pause(outcome.error);
      }
    }
  }

  /** What is certainly stored, from its first revision on. */
  async #readBack(request: Append, first: number): Promise<readonly RecordedEvent[]> {
    const doubt = new Doubt(this.#closing.signal);
    for (;;) {
      try {
        const answer = answerToRepetition(request, await this.#stored(request, first));
        if (answer !== undefined) return answer;
        await doubt.pause(new Error('what was stored is not found'));
      } catch (error) {
        if (!(error instanceof LogUnavailable)) throw error;
        await doubt.pause(error);
      }
    }
  }

  /** What the command has at a revision. Others who wait for the same look at the log's end share it. */
  async #stored({ stream, commandId }: Append, first: number): Promise<readonly RecordedEvent[]> {
    const { tail, reader } = this.parts;
    await tail.end();
    const recent = tail.recentFrom(stream, first);
    const events = recent.length > 0 ? recent : await reader.stream(stream, first, MAX_EVENTS_PER_APPEND + 1);
    const end = events.findIndex(({ metadata }) => metadata.commandId !== commandId);
    return end === -1 ? events : events.slice(0, end);
  }

  /** The answer to a command that the known part of the stream has already. */
  async #repetition(request: Append): Promise<readonly RecordedEvent[] | undefined> {
    const first = this.parts.known.firstOf(request.stream, request.commandId);
    return first === undefined ? undefined : answerToRepetition(request, await this.#stored(request, first));
  }

  /** Reads what is not known of a stream before a revision, as far as it goes. */
  async #learn(stream: string, before: number): Promise<void> {
    const { known, reader } = this.parts;
    for (let next = known.next(stream); next < before; next = known.next(stream)) {
      const limit = Math.min(MAX_EVENTS_PER_READ, before - next);
      const events = await reader.stream(stream, next, limit);
      known.learn(events);
      if (events.length < limit) return;
    }
  }
}

/** An outcome that is not known yet, and for how long that may go on. */
class Doubt {
  #since: number | undefined;
  #pauseMs = FIRST_PAUSE_MS;

  constructor(private readonly closing: AbortSignal) {}

  get cast(): boolean {
    return this.#since !== undefined;
  }

  /** Resolves when it is time to try again. Rejects with Indeterminate where there is no time left. */
  async pause(cause: unknown): Promise<void> {
    this.#since ??= performance.now();
    const left = this.#since + MAX_SETTLING_MS - performance.now();
    if (left <= 0 || this.closing.aborted) throw indeterminate(cause);
    await sleep(Math.min(this.#pauseMs, left), undefined, { signal: this.closing }).catch(() => undefined);
    this.#pauseMs = Math.min(LONGEST_PAUSE_MS, this.#pauseMs * 2);
  }
}

function wrongRevision({ stream, expected }: Append, actual: Append['expected']): never {
  throw new WrongRevision(stream, expected, actual);
}

function indeterminate(cause: unknown): Indeterminate {
  return new Indeterminate(`the outcome is not known (${kindOf(cause)})`, { cause });
}
