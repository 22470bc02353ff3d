import type { PreparedEvent, RecordedEvent } from '../kernel/event.js';
import type { Id } from '../kernel/ids.js';
import type { Instant } from '../kernel/instant.js';
import { BEFORE_ALL, type Position } from '../kernel/position.js';

export type EventToAppend = PreparedEvent;

/** The exact state of the stream that was decided on: it has no event, or its last one has this revision. */
export type ExpectedRevision = 'none' | number;

export interface Append {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly commandId: Id;
  /** 1 to MAX_EVENTS_PER_APPEND, stored all or none. */
  readonly events: readonly EventToAppend[];
}

export interface LogEnd {
  /** Of the last event; BEFORE_ALL in an empty log. */
  readonly position: Position;
  /** The latest stamp in the log; absent in an empty one. */
  readonly recordedAt?: Instant;
}

/** Runs of events in the log's order, from just after a position; waits for what is appended later. */
export interface Subscription extends AsyncIterable<readonly RecordedEvent[]> {
  /** Ends the iteration without an error. A subscription may also end by itself, with one: who needs more subscribes anew. */
  close(): void;
}

/**
 * The log: the only truth. One contract suite (test/contract) holds every engine to these sentences.
 *
 * `append` answers only once the events are durable. It answers an exact repetition (same command id, same event ids)
 * as it answered before, whatever has been appended since. It throws WrongRevision, CommandIdReused, Indeterminate or
 * LogUnavailable, and then has stored nothing, but for Indeterminate, whose outcome is found by reading.
 */
export interface EventLog {
  append(request: Append): Promise<readonly RecordedEvent[]>;
  /** Events of a stream with a revision of at least `from`, in order; at most `limit`. An absent stream is empty. */
  read(stream: string, from: number, limit: number): Promise<readonly RecordedEvent[]>;
  /** Events of all streams after a position, in the total order; at most `limit`. */
  readAll(after: Position, limit: number): Promise<readonly RecordedEvent[]>;
  subscribe(after: Position): Subscription;
  end(): Promise<LogEnd>;
  /** Resolves where an append could be stored now; rejects with LogUnavailable, saying why, where none could. */
  probe(): Promise<void>;
  close(): Promise<void>;
}

/** What an engine tells of its work to whoever measures it. */
export interface LogObserver {
  /** These are durable, and took so long together: appends that share a commit, where the engine has such. */
  committed(appends: number, events: number, milliseconds: number): void;
}

export const NOT_OBSERVED: LogObserver = { committed: () => undefined };

export const MAX_EVENTS_PER_APPEND = 64;
export const MAX_EVENTS_PER_READ = 4096;

/** The stream is not where the writer thought; `actual` is its last revision. */
export class WrongRevision extends Error {
  override readonly name = 'WrongRevision';

  constructor(
    readonly stream: string,
    readonly expected: ExpectedRevision,
    readonly actual: ExpectedRevision,
  ) {
    super(`${stream} is at ${actual}, not at ${expected}`);
  }
}

/** The command id has been used for other content, or on another stream. */
export class CommandIdReused extends Error {
  override readonly name = 'CommandIdReused';

  constructor(readonly commandId: Id) {
    super(`command id ${commandId} was used for something else`);
  }
}

/** The answer was lost: the events may or may not be stored. */
export class Indeterminate extends Error {
  override readonly name = 'Indeterminate';
}

/** The log cannot be written or read now (closed, disk full, connection gone); nothing was stored. */
export class LogUnavailable extends Error {
  override readonly name = 'LogUnavailable';
}

/** Every event of a stream, in order, however long it is. */
export async function readWhole(log: Pick<EventLog, 'read'>, stream: string): Promise<readonly RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for (;;) {
    const page = await log.read(stream, events.length, MAX_EVENTS_PER_READ);
    events.push(...page);
    if (page.length < MAX_EVENTS_PER_READ) return events;
  }
}

/** Every event of the log, in order: for logs that are known to be small. */
export async function readWholeLog(log: Pick<EventLog, 'readAll'>): Promise<readonly RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for (;;) {
    const page = await log.readAll(events.at(-1)?.position ?? BEFORE_ALL, MAX_EVENTS_PER_READ);
    events.push(...page);
    if (page.length < MAX_EVENTS_PER_READ) return events;
  }
}
