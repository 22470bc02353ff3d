import type { Clock } from '../../kernel/clock.js';
import type { RecordedEvent } from '../../kernel/event.js';
import { invariant } from '../../kernel/failure.js';
import type { Id } from '../../kernel/ids.js';
import { later } from '../../kernel/instant.js';
import { canonicalJson } from '../../kernel/json.js';
import { BEFORE_ALL, type Position } from '../../kernel/position.js';
import { answerToRepetition, checkAppend, checkPage, nextRevision } from '../append-rules.js';
import {
  LogUnavailable,
  type Append,
  type EventLog,
  type EventToAppend,
  type LogEnd,
  type Subscription,
} from '../event-log.js';
import { dataFrom } from '../stored-json.js';
import { Subscriptions } from '../waking-subscription.js';

const TOKEN_DIGITS = 12;

/** The steps between positions, in turn: uneven, so that nobody comes to count on the next token. */
const STEPS = [3, 1, 7, 2, 5] as const;

type Stamp = Pick<RecordedEvent, 'stream' | 'revision' | 'recordedAt'>;

/** The whole log in this process's memory, for tests and for plays that need nothing lasting. */
export class MemoryEventLog implements EventLog {
  readonly #events: RecordedEvent[] = [];
  readonly #streams = new Map<string, RecordedEvent[]>();
  readonly #commands = new Map<Id, readonly RecordedEvent[]>();
  readonly #ids = new Set<Id>();
  readonly #subscriptions = new Subscriptions(this);
  #lastNumber = 0;
  #closed = false;

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  async append(request: Append): Promise<readonly RecordedEvent[]> {
    this.#assertOpen();
    checkAppend(request);
    const repeated = answerToRepetition(request, this.#commands.get(request.commandId) ?? []);
    if (repeated !== undefined) return repeated;
    const stored = this.#stamp(request);
    this.#keep(request, stored);
    this.#subscriptions.wake();
    return stored;
  }

  async read(stream: string, from: number, limit: number): Promise<readonly RecordedEvent[]> {
    this.#assertOpen();
    checkPage(from, limit);
    return this.#streams.get(stream)?.slice(from, from + limit) ?? [];
  }

  async readAll(after: Position, limit: number): Promise<readonly RecordedEvent[]> {
    this.#assertOpen();
    checkPage(0, limit);
    const first = this.#firstAfter(after);
    return this.#events.slice(first, first + limit);
  }

  subscribe(after: Position): Subscription {
    this.#assertOpen();
    return this.#subscriptions.open(after);
  }

  async end(): Promise<LogEnd> {
    this.#assertOpen();
    const last = this.#events.at(-1);
    return last === undefined ? { position: BEFORE_ALL } : { position: last.position, recordedAt: last.recordedAt };
  }

  async probe(): Promise<void> {
    this.#assertOpen();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#subscriptions.close();
  }

  #stamp(request: Append): readonly RecordedEvent[] {
    const { stream, events } = request;
    const first = nextRevision(request, this.#streams.get(stream)?.at(-1)?.revision);
    const now = this.clock.now();
    const recordedAt = later(now, this.#events.at(-1)?.recordedAt ?? now);
    invariant(!events.some((event) => this.#ids.has(event.id)), 'an event id names one event');
    return events.map((event, place) =>
      recordedOf(event, { stream, revision: first + place, recordedAt }, this.#nextPosition(place)),
    );
  }

  #keep(request: Append, stored: readonly RecordedEvent[]): void {
    const stream = this.#streams.get(request.stream) ?? [];
    stream.push(...stored);
    this.#streams.set(request.stream, stream);
    this.#events.push(...stored);
    this.#commands.set(request.commandId, stored);
    for (const event of stored) this.#ids.add(event.id);
  }

  #nextPosition(place: number): Position {
    this.#lastNumber += STEPS[(this.#events.length + place) % STEPS.length] ?? 1;
    return String(this.#lastNumber).padStart(TOKEN_DIGITS, '0') as Position;
  }

  /** The index of the first event after a position, by halving. */
  #firstAfter(after: Position): number {
    let [low, high] = [0, this.#events.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const event = this.#events[middle];
      if (event !== undefined && event.position <= after) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #assertOpen(): void {
    if (this.#closed) throw new LogUnavailable('the log is closed');
  }
}

/** A copy that nobody can change, with what a stored text would keep: no undefined members. */
function recordedOf(event: EventToAppend, stamp: Stamp, position: Position): RecordedEvent {
  const { id, type, schemaVersion, personal } = event;
  return frozen({
    id,
    type,
    schemaVersion,
    ...stamp,
    position,
    data: dataFrom(canonicalJson(event.data)),
    ...(personal === undefined ? {} : { personal: structuredClone(personal) }),
    metadata: { ...event.metadata },
  });
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) frozen(member);
  }
  return value;
}
