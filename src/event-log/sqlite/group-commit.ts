import type { Statement } from 'better-sqlite3';
import type { Clock } from '../../kernel/clock.js';
import type { RecordedEvent } from '../../kernel/event.js';
import { invariant } from '../../kernel/failure.js';
import { later, type Instant } from '../../kernel/instant.js';
import { BEFORE_ALL } from '../../kernel/position.js';
import { sqliteCode } from '../../kernel/sqlite-code.js';
import { answerToRepetition, checkAppend, nextRevision } from '../append-rules.js';
import {
  Indeterminate,
  LogUnavailable,
  NOT_OBSERVED,
  type Append,
  type LogEnd,
  type LogObserver,
} from '../event-log.js';
import { decode, encode, tokenOf, type EventRow, type UnplacedRow } from './codec.js';
import type { Connection } from './connection.js';
import type { EventReader } from './event-reader.js';
import { LastRevisions } from './last-revisions.js';

/** Appends that wait for a commit. Who comes on top of these is told at once that the log does not keep up. */
export const MAX_WAITING_APPENDS = 4_096;

/** Appends that share a commit: a full one takes some tens of milliseconds, in which nothing else is answered. */
export const MAX_APPENDS_PER_COMMIT = 512;

/** Milliseconds for which a commit is taken for proof that the next one can be made too. */
const PROVEN_FOR_MS = 5_000;

interface WaitingAppend {
  readonly request: Append;
  readonly rows: readonly UnplacedRow[];
  readonly resolve: (events: readonly RecordedEvent[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Tells one caller how his append went; called only once the commit that it was part of is durable. */
type Answer = () => void;

/**
 * The one way into the file. Appends that arrive in the same turn of the event loop share a commit, each undone
 * for itself where it fails, and are answered after it. The first failure of the file stops all writing until the log is
 * opened anew: what a failing disk holds is not known well enough to build on.
 */
export class GroupCommit {
  readonly #insert: Statement<[EventRow]>;
  readonly #begin: Statement<[]>;
  readonly #commit: Statement<[]>;
  readonly #savepoint: Statement<[]>;
  readonly #release: Statement<[]>;
  readonly #waiting: WaitingAppend[] = [];
  #scheduled = false;
  #stopped: LogUnavailable | undefined;
  #lastRow: number;
  #lastStamp: Instant | undefined;
  readonly #lastRevisions = new LastRevisions();
  /** When the file last took a commit, by the machine's own count. */
  #provenMs = -Infinity;
  /** When what is committed was last moved from the write-ahead log into the file, where somebody looked. */
  #movedMs = -Infinity;

  constructor(
    private readonly db: Connection,
    private readonly reader: EventReader,
    private readonly clock: Pick<Clock, 'now'>,
    private readonly onStored: () => void,
    private readonly observer: LogObserver = NOT_OBSERVED,
  ) {
    this.#insert = db.prepare(INSERT);
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
    this.#savepoint = db.prepare('SAVEPOINT append');
    this.#release = db.prepare('RELEASE append');
    const end: LogEnd = reader.end();
    this.#lastRow = reader.lastRow();
    this.#lastStamp = end.recordedAt;
  }

  append(request: Append): Promise<readonly RecordedEvent[]> {
    return new Promise((resolve, reject) => {
      if (this.#stopped !== undefined) throw this.#stopped;
      if (this.#waiting.length >= MAX_WAITING_APPENDS) throw new LogUnavailable('too many appends are waiting');
      checkAppend(request);
      this.#waiting.push({ request, rows: request.events.map(encode), resolve, reject });
      this.#schedule();
    });
  }

  /** Where the log ends: this writer knows it. Undefined once it has stopped, for then only the file can say. */
  get end(): LogEnd | undefined {
    if (this.#stopped !== undefined) return undefined;
    if (this.#lastStamp === undefined) return { position: BEFORE_ALL };
    return { position: tokenOf(this.#lastRow), recordedAt: this.#lastStamp };
  }

  /** Whether a stream is known to have no event of this revision or a later one. */
  endsBefore(stream: string, revision: number): boolean {
    const last = this.#lastRevisions.of(stream);
    return last !== undefined && last < revision;
  }

  /**
   * Throws LogUnavailable where the file takes no commit: tried out, unless one has just gone well, with one that writes
   * a page and changes nothing. Nobody's events are at stake in it, so that only a broken file stops the log.
   */
  probe(): void {
    if (this.#stopped !== undefined) throw this.#stopped;
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
    } catch (cause) {
      const code = sqliteCode(cause);
      if (code === undefined) throw cause;
      if (!isPassing(code)) for (const answer of this.#stop(cause, [], false)) answer();
      throw new LogUnavailable(`the log takes no commit (${code})`, { cause });
    }
  }

  /** Stores what is waiting, and takes nothing more. */
  finish(): void {
    while (this.#waiting.length > 0) this.#flush();
    this.#stopped ??= new LogUnavailable('the log is closed');
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (this.#waiting.length > 0) this.#flush();
      if (this.#waiting.length > 0) this.#schedule();
    });
  }

  #flush(): void {
    const [lastRow, beganMs] = [this.#lastRow, performance.now()];
    const batch = this.#waiting.splice(0, MAX_APPENDS_PER_COMMIT);
    const answers = this.#store(batch);
    const [events, endedMs] = [this.#lastRow - lastRow, performance.now()];
    for (const answer of answers) answer();
    if (events === 0) return;
    this.onStored();
    if (this.#stopped !== undefined) return;
    this.#provenMs = endedMs;
    this.observer.committed(batch.length, events, endedMs - beganMs);
  }

  #store(batch: readonly WaitingAppend[]): readonly Answer[] {
    let committing = false;
    try {
      this.#begin.run();
      invariant(this.reader.lastRow() === this.#lastRow, 'nobody else writes to the log');
      const answers = batch.map((waiting) => this.#apply(waiting));
      committing = true;
      this.#commit.run();
      return answers;
    } catch (error) {
      return this.#stop(error, batch, committing);
    }
  }

  /**
   * One append inside the shared commit; what is wrong with it alone does not touch the others. A single event is stored
   * by a single statement, which leaves nothing behind where it fails.
   */
  #apply(waiting: WaitingAppend): Answer {
    const [lastRow, lastStamp] = [this.#lastRow, this.#lastStamp];
    const inParts = waiting.rows.length > 1;
    if (inParts) this.#savepoint.run();
    try {
      const events = this.#answerTo(waiting);
      if (inParts) this.#release.run();
      return () => waiting.resolve(events);
    } catch (error) {
      if (isFailureOfFile(error)) throw error;
      if (inParts) this.db.exec('ROLLBACK TO append; RELEASE append');
      [this.#lastRow, this.#lastStamp] = [lastRow, lastStamp];
      return () => waiting.reject(error);
    }
  }

  #answerTo({ request, rows }: WaitingAppend): readonly RecordedEvent[] {
    const repeated = answerToRepetition(request, this.reader.ofCommand(request.commandId));
    if (repeated !== undefined) return repeated;
    const { stream } = request;
    const first = nextRevision(request, this.#lastRevisions.of(stream) ?? this.reader.lastRevision(stream));
    const now = this.clock.now();
    const stamp = later(now, this.#lastStamp ?? now);
    this.#lastStamp = stamp;
    const events = rows.map((row, place) =>
      this.#insertRow({ ...row, stream, revision: first + place, recorded_at: stamp }),
    );
    this.#lastRevisions.note(stream, first + rows.length - 1);
    return events;
  }

  #insertRow(row: Omit<EventRow, 'position'>): RecordedEvent {
    this.#lastRow += 1;
    const placed: EventRow = { ...row, position: this.#lastRow };
    const event = decode(placed);
    this.#insert.run(placed);
    return event;
  }

  /**
   * A commit that failed for any reason but a full disk may still have reached it, and only opening the log anew can
   * say. Everything else is rolled back, and certainly not stored.
   */
  #stop(cause: unknown, batch: readonly WaitingAppend[], committing: boolean): readonly Answer[] {
    const stopped = new LogUnavailable('the log could not be written and takes nothing more until it is opened anew', {
      cause,
    });
    this.#stopped = stopped;
    this.#lastRevisions.forget();
    rollBack(this.db);
    const inDoubt = committing && !isFullDisk(cause);
    const failure = inDoubt
      ? new Indeterminate('the commit failed half way: the outcome is not known', { cause })
      : stopped;
    const others = this.#waiting.splice(0);
    return [
      ...batch.map((waiting) => () => waiting.reject(failure)),
      ...others.map((waiting) => () => waiting.reject(stopped)),
    ];
  }
}

const INSERT = `
  INSERT INTO events
    (position, stream, revision, id, command_id, place, type, schema_version, recorded_at, data, personal, metadata)
  VALUES
    (@position, @stream, @revision, @id, @command_id, @place, @type, @schema_version, @recorded_at, @data, @personal, @metadata)
`;

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
