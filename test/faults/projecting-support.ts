import { MemoryEventLog } from '../../src/event-log/memory/memory-event-log.js';
import {
  LogUnavailable,
  MAX_EVENTS_PER_APPEND,
  MAX_EVENTS_PER_READ,
  type Append,
  type EventLog,
  type Subscription,
} from '../../src/event-log/event-log.js';
import type { RecordedEvent } from '../../src/kernel/event.js';
import { derivedId } from '../../src/kernel/ids.js';
import { instant, instantOf, msOf } from '../../src/kernel/instant.js';
import { BEFORE_ALL, type Position } from '../../src/kernel/position.js';
import { LONGEST_DELAY_MS } from '../../src/projecting/backoff.js';
import { THIS_MACHINE, type Machine } from '../../src/projecting/machine.js';
import { prepared } from '../../src/projecting/prepared.js';
import type { Projection, ViewsDb } from '../../src/projecting/projection.js';
import type { ReadableViews } from '../../src/projecting/views.js';

/** Longer than any test waits, so that an answer comes from an event and never from a time-out. */
export const PATIENT_MS = 600_000;

/** Backs off for one turn instead of for seconds; other time-outs run in full. */
export const IMPATIENT_MACHINE: Machine = {
  random: () => 0.5,
  elapsedMs: () => THIS_MACHINE.elapsedMs(),
  after: (ms, callback) => {
    if (ms > LONGEST_DELAY_MS) return THIS_MACHINE.after(ms, callback);
    const turn = setImmediate(callback);
    return () => clearImmediate(turn);
  },
};

/** What one reading of a subscription brings: how many events again, how many new ones, and whether it is then lost. */
export interface Delivery {
  readonly again: number;
  readonly fresh: number;
  readonly then: 'goes on' | 'fails' | 'ends';
}

/** A log whose subscriptions deliver as they are told, and reliably once nothing is told; the rest can be made to fail. */
export class UnreliableLog implements EventLog {
  readonly deliveries: Delivery[] = [];
  subscriptions = 0;
  /** Thrown by every reading while it is set. */
  outage: Error | undefined;
  /** Is waited for before each page of the whole log. */
  beforePage: () => Promise<void> = async () => undefined;
  /** How this log's stamps differ from the inner one's. */
  restamp: (event: RecordedEvent) => RecordedEvent = (event) => event;

  constructor(private readonly inner: EventLog = memoryLog()) {}

  append(request: Append): Promise<readonly RecordedEvent[]> {
    return this.inner.append(request);
  }

  async read(stream: string, from: number, limit: number): Promise<readonly RecordedEvent[]> {
    if (this.outage !== undefined) throw this.outage;
    return (await this.inner.read(stream, from, limit)).map(this.restamp);
  }

  async readAll(after: Position, limit: number): Promise<readonly RecordedEvent[]> {
    await this.beforePage();
    if (this.outage !== undefined) throw this.outage;
    return (await this.inner.readAll(after, limit)).map(this.restamp);
  }

  subscribe(after: Position): Subscription {
    this.subscriptions++;
    const rest = this.inner.subscribe(after);
    return { close: () => rest.close(), [Symbol.asyncIterator]: () => this.#deliver(after, rest) };
  }

  end(): ReturnType<EventLog['end']> {
    if (this.outage !== undefined) throw this.outage;
    return this.inner.end();
  }

  probe(): Promise<void> {
    return this.inner.probe();
  }

  close(): Promise<void> {
    return this.inner.close();
  }

  async *#deliver(after: Position, rest: Subscription): AsyncGenerator<readonly RecordedEvent[]> {
    const events = (await this.inner.readAll(BEFORE_ALL, MAX_EVENTS_PER_READ)).map(this.restamp);
    let next = events.filter(({ position }) => position <= after).length;
    for (let told = this.deliveries.shift(); told !== undefined; told = this.deliveries.shift()) {
      yield events.slice(Math.max(0, next - told.again), next + told.fresh);
      next += told.fresh;
      if (told.then === 'fails') throw new LogUnavailable('the connection is gone');
      if (told.then === 'ends') return;
    }
    for await (const batch of rest) yield batch.map(this.restamp);
  }
}

const START = msOf(instant('2020-01-08T00:00:00Z'));

/** Its clock moves on by a second with every append. */
export function memoryLog(): MemoryEventLog {
  let ms = START;
  return new MemoryEventLog({ now: () => instantOf((ms += 1_000)) });
}

/** A reading of some dial, for the projections below: `stream` is one of few, `value` a small integer. */
export interface Reading {
  readonly stream: number;
  readonly value: number;
}

export function readings(count: number, from = 0): readonly Reading[] {
  return Array.from({ length: count }, (_, index) => ({ stream: (from + index) % 7, value: (from + index) % 100 }));
}

/** Stores the readings, and answers the position of the last. */
export async function record(log: EventLog, ...given: readonly Reading[]): Promise<Position> {
  for (const stream of new Set(given.map((reading) => reading.stream))) {
    const values = given.filter((reading) => reading.stream === stream).map((reading) => reading.value);
    for (let first = 0; first < values.length; first += MAX_EVENTS_PER_APPEND) {
      await append(
        log,
        `deployment-${derivedId('dial', String(stream))}`,
        values.slice(first, first + MAX_EVENTS_PER_APPEND),
      );
    }
  }
  return (await log.end()).position;
}

async function append(log: EventLog, stream: string, values: readonly number[]): Promise<void> {
  const revision = (await log.read(stream, 0, MAX_EVENTS_PER_READ)).length;
  const commandId = derivedId(stream, String(revision));
  await log.append({
    stream,
    expected: revision === 0 ? 'none' : revision - 1,
    commandId,
    events: values.map((value, index) => ({
      id: derivedId(commandId, String(index), String(value)),
      type: 'ContactAttempted',
      schemaVersion: 1,
      data: { value },
      metadata: {
        commandId,
        correlationId: commandId,
        causationId: commandId,
        fingerprint: '',
        actor: 'test',
        role: 'dutyOfficer',
        mode: 'TEST',
      },
    })),
  });
}

function valueOf(event: RecordedEvent): number {
  const value = event.data['value'];
  if (typeof value !== 'number') throw new Error('a reading has a value');
  return value;
}

/** Counts, sums, and keeps a number that every lost, repeated or reordered event changes. */
export const TALLY: Projection = {
  name: 'tally',
  version: 1,
  create: (db) => {
    db.exec('CREATE TABLE tally (stream TEXT PRIMARY KEY, count INTEGER, sum INTEGER, trace INTEGER, at TEXT) STRICT');
  },
  apply: (db, event) => {
    prepared(db, 'INSERT OR IGNORE INTO tally VALUES (?, 0, 0, 0, NULL)').run(event.stream);
    prepared(
      db,
      'UPDATE tally SET count = count + 1, sum = sum + :v, trace = (trace * 31 + :v + 1) % 1000003, at = :at WHERE stream = :s',
    ).run({ v: valueOf(event), s: event.stream, at: event.recordedAt });
  },
};

/** Keeps a row for every event. */
export const JOURNAL: Projection = {
  name: 'journal',
  version: 1,
  create: (db) => {
    db.exec('CREATE TABLE journal (position TEXT PRIMARY KEY, value INTEGER NOT NULL, at TEXT NOT NULL) STRICT');
  },
  apply: (db, event) => {
    prepared(db, 'INSERT INTO journal VALUES (?, ?, ?)').run(event.position, valueOf(event), event.recordedAt);
  },
};

/** Does as the other, but may throw before each event and after it. */
export function failing(other: Projection, step: (event: RecordedEvent, done: boolean) => void): Projection {
  return {
    name: other.name,
    version: other.version,
    create: (db) => other.create(db),
    apply: (db, event) => {
      step(event, false);
      other.apply(db, event);
      step(event, true);
    },
  };
}

/** Every table of the database with every row, the checkpoints included. */
export function dump(db: ViewsDb): Record<string, unknown[]> {
  const names = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .pluck()
    .all() as string[];
  return Object.fromEntries(names.map((name) => [name, db.prepare(`SELECT * FROM ${name}`).all()]));
}

export async function caughtUp(views: ReadableViews, log: EventLog, names?: readonly string[]): Promise<boolean> {
  return views.reached((await log.end()).position, PATIENT_MS, names);
}

export function statusOf(views: ReadableViews, name: string): ReturnType<ReadableViews['status']>[number] {
  const status = views.status().find((candidate) => candidate.name === name);
  if (status === undefined) throw new Error(`no projection ${name}`);
  return status;
}

export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}
