import type { Statement } from 'better-sqlite3';
import { invariant } from '../../kernel/failure.js';
import { later, type Instant } from '../../kernel/instant.js';
import { sqliteCode } from '../../kernel/sqlite-code.js';
import { answerToRepetition, nextRevision } from '../append-rules.js';
import { CommandIdReused, WrongRevision } from '../event-log.js';
import type { EventRow } from './codec.js';
import type { Connection } from './connection.js';
import { EventReader } from './event-reader.js';
import { LastRevisions } from './last-revisions.js';
import {
  faultOf,
  type Batch,
  type BatchResult,
  type Fault,
  type Order,
  type Outcome,
  type ProbeResult,
} from './writing.js';

/** Milliseconds for which a commit is taken for proof that the next one can be made too. */
const PROVEN_FOR_MS = 5_000;

/**
 * Writes batches to the file, each in one commit, in which every append is undone for itself where it fails. The first
 * failure of the file stops all writing until the log is opened anew: what a failing disk holds is not known well enough
 * to build on.
 */
export class BatchWriter {
  readonly #reader: EventReader;
  readonly #insert: Statement<[EventRow]>;
  readonly #begin: Statement<[]>;
  readonly #commit: Statement<[]>;
  readonly #savepoint: Statement<[]>;
  readonly #release: Statement<[]>;
  readonly #lastRevisions = new LastRevisions();
  #stopped: Fault | undefined;
  #lastRow: number;
  #lastStamp: Instant | undefined;
  /** When the file last took a commit, by the machine's own count. */
  #provenMs = -Infinity;
  /** When what is committed was last moved from the write-ahead log into the file, where somebody looked. */
  #movedMs = -Infinity;

  constructor(private readonly db: Connection) {
    this.#reader = new EventReader(db);
    this.#insert = db.prepare(INSERT);
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
    this.#savepoint = db.prepare('SAVEPOINT append');
    this.#release = db.prepare('RELEASE append');
    this.#lastRow = this.#reader.lastRow();
    this.#lastStamp = this.#reader.end().recordedAt;
  }

  /** Returns once what it says of the batch is durable. */
  store({ orders }: Batch): BatchResult {
    if (this.#stopped !== undefined) return { kind: 'stopped', fault: this.#stopped, inDoubt: false };
    const [lastRow, beganMs] = [this.#lastRow, performance.now()];
    let committing = false;
    try {
      this.#begin.run();
      invariant(this.#reader.lastRow() === lastRow, 'nobody else writes to the log');
      const outcomes = orders.map((order) => this.#apply(order));
      committing = true;
      this.#commit.run();
      const [events, endedMs] = [this.#lastRow - lastRow, performance.now()];
      if (events > 0) this.#provenMs = endedMs;
      return { kind: 'committed', outcomes, events, milliseconds: endedMs - beganMs };
    } catch (error) {
      return this.#stop(error, committing);
    }
  }

  /**
   * Whether the file takes a commit: tried out, unless one has just gone well, with one that writes a page and changes
   * nothing. Nobody's events are at stake in it, so that only a broken file stops the log.
   */
  probe(): ProbeResult {
    if (this.#stopped !== undefined) return { kind: 'stopped', fault: this.#stopped };
    try {
      if (isLongAgo(this.#provenMs)) {
        this.db.pragma('user_version = 0');
        this.#provenMs = performance.now();
      }
      // SQLite moves what is committed into the file by itself, and keeps silent where that fails.
      if (isLongAgo(this.#movedMs)) {
        this.db.pragma('wal_checkpoint(PASSIVE)');
        this.#movedMs = performance.now();
      }
      return { kind: 'sound' };
    } catch (cause) {
      const code = sqliteCode(cause);
      if (code === undefined) throw cause;
      if (!isPassing(code)) this.#stop(cause, false);
      return { kind: 'held up', fault: faultOf(cause) };
    }
  }

  /**
   * One append inside the shared commit; what is wrong with it alone does not touch the others. A single event is stored
   * by a single statement, which leaves nothing behind where it fails.
   */
  #apply(order: Order): Outcome {
    const [lastRow, lastStamp] = [this.#lastRow, this.#lastStamp];
    const inParts = order.rows.length > 1;
    if (inParts) this.#savepoint.run();
    try {
      const outcome = this.#outcomeOf(order);
      if (inParts) this.#release.run();
      return outcome;
    } catch (error) {
      if (isFailureOfFile(error)) throw error;
      if (inParts) this.db.exec('ROLLBACK TO append; RELEASE append');
      [this.#lastRow, this.#lastStamp] = [lastRow, lastStamp];
      return failureOf(error);
    }
  }

  #outcomeOf(order: Order): Outcome {
    const { now, stream, commandId, rows } = order;
    const repeated = answerToRepetition({ stream, commandId, events: rows }, this.#reader.rowsOfCommand(commandId));
    if (repeated !== undefined) return { kind: 'repeated', rows: repeated };
    const revision = nextRevision(order, this.#lastRevisions.of(stream) ?? this.#reader.lastRevision(stream));
    const recordedAt = later(now, this.#lastStamp ?? now);
    this.#lastStamp = recordedAt;
    const position = this.#lastRow + 1;
    for (const [place, row] of rows.entries()) {
      this.#lastRow += 1;
      const placed = { stream, position: this.#lastRow, revision: revision + place, recorded_at: recordedAt };
      this.#insert.run({ ...row, ...placed });
    }
    this.#lastRevisions.note(stream, revision + rows.length - 1);
    return { kind: 'stored', revision, position, recordedAt };
  }

  /**
   * A commit that failed for any reason but a full disk may still have reached it, and only opening the log anew can
   * say. Everything else is rolled back, and certainly not stored.
   */
  #stop(cause: unknown, committing: boolean): BatchResult {
    this.#stopped = faultOf(cause);
    this.#lastRevisions.forget();
    rollBack(this.db);
    return { kind: 'stopped', fault: this.#stopped, inDoubt: committing && !isFullDisk(cause) };
  }
}

const INSERT = `
  INSERT INTO events
    (position, stream, revision, id, command_id, place, type, schema_version, recorded_at, data, personal, metadata)
  VALUES
    (@position, @stream, @revision, @id, @command_id, @place, @type, @schema_version, @recorded_at, @data, @personal, @metadata)
`;

function failureOf(error: unknown): Outcome {
  if (error instanceof WrongRevision) return { kind: 'wrong revision', actual: error.actual };
  if (error instanceof CommandIdReused) return { kind: 'command id reused' };
  return { kind: 'failed', fault: faultOf(error) };
}

/** A broken constraint is a bug of one caller; any other error of SQLite says that the file cannot be trusted. */
function isFailureOfFile(error: unknown): boolean {
  return sqliteCode(error)?.startsWith('SQLITE_CONSTRAINT') === false;
}

function isLongAgo(ms: number): boolean {
  return performance.now() - ms >= PROVEN_FOR_MS;
}

function isFullDisk(error: unknown): boolean {
  return sqliteCode(error) === 'SQLITE_FULL';
}

/** Another holds the file for a moment, or the disk is full until somebody makes room: the file itself is sound. */
function isPassing(code: string): boolean {
  return code.startsWith('SQLITE_BUSY') || code === 'SQLITE_FULL';
}

/** SQLite may have rolled back by itself, or be unable to: either way nothing more is written. */
function rollBack(db: Connection): void {
  try {
    if (db.inTransaction) db.exec('ROLLBACK');
  } catch (error) {
    if (sqliteCode(error) === undefined) throw error;
  }
}
