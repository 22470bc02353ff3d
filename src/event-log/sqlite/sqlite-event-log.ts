import type { Clock } from '../../kernel/clock.js';
import type { RecordedEvent } from '../../kernel/event.js';
import type { Id, IdSource } from '../../kernel/ids.js';
import type { Position } from '../../kernel/position.js';
import { checkPage } from '../append-rules.js';
import {
  LogUnavailable,
  NOT_OBSERVED,
  type Append,
  type EventLog,
  type LogEnd,
  type LogObserver,
  type Subscription,
} from '../event-log.js';
import type { Verifiable, VerifiableLog } from '../verify.js';
import { Subscriptions } from '../waking-subscription.js';
import { connectForReading, connectForWriting, ensureFile, installationOf, type Connection } from './connection.js';
import { EventReader } from './event-reader.js';
import { GroupCommit } from './group-commit.js';
import { lockForWriting, type WriterLock } from './writer-lock.js';

export interface SqliteLogOptions {
  /** The log's file; made where it is absent, in a folder that is there. */
  readonly file: string;
  readonly clock: Pick<Clock, 'now'>;
  /** Names a log that is made now. */
  readonly ids: IdSource;
  readonly observer?: LogObserver;
}

/** What reading alone needs, beside the process that writes. */
export interface ReadableLog extends Pick<EventLog, 'read' | 'readAll' | 'end' | 'close'>, VerifiableLog {
  readonly installation: Id;
  /** How many events there are. */
  count(): Promise<number>;
}

/**
 * Opens a log's file for reading only: a running writer is neither needed nor disturbed.
 * Throws LogUnavailable, saying why, where there is no log of this format.
 */
export function openForReading(file: string): ReadableLog {
  return new OpenedFile(connectForReading(file));
}

/** Reading from an open file, the same beside a writer and as one. */
class OpenedFile implements ReadableLog {
  readonly installation: Id;
  protected readonly reader: EventReader;

  constructor(protected readonly db: Connection) {
    this.installation = installationOf(db);
    this.reader = new EventReader(db);
  }

  async read(stream: string, from: number, limit: number): Promise<readonly RecordedEvent[]> {
    this.assertOpen();
    return this.reader.read(stream, from, limit);
  }

  async readAll(after: Position, limit: number): Promise<readonly RecordedEvent[]> {
    this.assertOpen();
    return this.reader.readAll(after, limit);
  }

  async verifiable(after: Position, limit: number): Promise<readonly Verifiable[]> {
    this.assertOpen();
    return this.reader.verifiable(after, limit);
  }

  async end(): Promise<LogEnd> {
    this.assertOpen();
    return this.reader.end();
  }

  async count(): Promise<number> {
    this.assertOpen();
    return this.reader.lastRow();
  }

  async close(): Promise<void> {
    this.db.close();
  }

  protected assertOpen(): void {
    if (!this.db.open) throw new LogUnavailable('the log is closed');
  }
}

/** The embedded engine: one file, one writer, every answer after a commit that is on the disk. */
export class SqliteEventLog extends OpenedFile implements EventLog {
  readonly #lock: WriterLock;
  readonly #writer: GroupCommit;
  readonly #subscriptions: Subscriptions;

  /** Throws LogUnavailable, saying why, where the file has a writer, a newer format, or is no log. */
  static open(options: SqliteLogOptions): SqliteEventLog {
    const file = ensureFile(options.file);
    const lock = lockForWriting(file);
    try {
      return new SqliteEventLog(
        connectForWriting(file, () => options.ids.next()),
        lock,
        options.clock,
        options.observer ?? NOT_OBSERVED,
      );
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  private constructor(db: Connection, lock: WriterLock, clock: Pick<Clock, 'now'>, observer: LogObserver) {
    super(db);
    this.#lock = lock;
    this.#subscriptions = new Subscriptions(this);
    const onStored = (): void => this.#subscriptions.wake();
    this.#writer = new GroupCommit(db, this.reader, clock, onStored, observer);
  }

  append(request: Append): Promise<readonly RecordedEvent[]> {
    return this.#writer.append(request);
  }

  /** Who reads on from what he knows, as every decision does, mostly finds nothing, and is told so without a look. */
  override async read(stream: string, from: number, limit: number): Promise<readonly RecordedEvent[]> {
    if (!this.#writer.endsBefore(stream, from)) return super.read(stream, from, limit);
    this.assertOpen();
    checkPage(from, limit);
    return [];
  }

  override async end(): Promise<LogEnd> {
    this.assertOpen();
    return this.#writer.end ?? this.reader.end();
  }

  async probe(): Promise<void> {
    this.#writer.probe();
  }

  subscribe(after: Position): Subscription {
    this.assertOpen();
    return this.#subscriptions.open(after);
  }

  override async close(): Promise<void> {
    this.#writer.finish();
    this.#subscriptions.close();
    await super.close();
    this.#lock.release();
  }
}
