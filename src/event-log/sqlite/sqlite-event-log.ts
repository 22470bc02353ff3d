import type { Clock } from '../../kernel/clock.js';
import type { RecordedEvent } from '../../kernel/event.js';
import type { Id, IdSource } from '../../kernel/ids.js';
import type { Position } from '../../kernel/position.js';
import { present } from '../../kernel/present.js';
import { checkPage } from '../append-rules.js';
import {
  LogUnavailable,
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
import { WritingHere } from './writing-here.js';
import { WritingThread, type StartThread } from './writing-thread.js';
import type { Writing } from './writing.js';

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
  readonly #writer: GroupCommit;
  readonly #subscriptions: Subscriptions;

  /**
   * Whoever appends waits for the disk himself.
   * Throws LogUnavailable, saying why, where the file has a writer, a newer format, or is no log.
   */
  static open(options: SqliteLogOptions): SqliteEventLog {
    const file = ensureFile(options.file);
    const lock = lockForWriting(file);
    try {
      const db = connectForWriting(file, () => options.ids.next());
      return new SqliteEventLog({ reading: db, writing: new WritingHere(db) }, lock, options);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  /** As `open`, and a thread of its own writes. Rejects with LogUnavailable where that one cannot open the file, too. */
  static async openWithThread(options: SqliteLogOptions, start: StartThread): Promise<SqliteEventLog> {
    const file = ensureFile(options.file);
    const lock = lockForWriting(file);
    try {
      return new SqliteEventLog(await openBoth(file, options, start), lock, options);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  private constructor(
    private readonly opened: Opened,
    private readonly lock: WriterLock,
    { clock, observer }: SqliteLogOptions,
  ) {
    super(opened.reading);
    this.#subscriptions = new Subscriptions(this);
    const onStored = (): void => this.#subscriptions.wake();
    const { writing } = opened;
    this.#writer = new GroupCommit({ writing, end: this.reader.end(), clock, onStored, ...present({ observer }) });
  }

  append(request: Append): Promise<readonly RecordedEvent[]> {
    return this.#writer.append(request);
  }

  /** Who reads on from what he knows, as every decision does, mostly finds nothing, and is told so without a look. */
  override async read(stream: string, from: number, limit: number): Promise<readonly RecordedEvent[]> {
    this.assertOpen();
    checkPage(from, limit);
    return this.#writer.endsBefore(stream, from) ? [] : this.#heard(this.reader.read(stream, from, limit));
  }

  override async readAll(after: Position, limit: number): Promise<readonly RecordedEvent[]> {
    this.assertOpen();
    checkPage(0, limit);
    return this.#writer.recentAfter(after, limit) ?? this.#heard(this.reader.readAll(after, limit));
  }

  override async end(): Promise<LogEnd> {
    this.assertOpen();
    return this.#writer.end ?? this.reader.end();
  }

  async probe(): Promise<void> {
    await this.#writer.probe();
  }

  subscribe(after: Position): Subscription {
    this.assertOpen();
    return this.#subscriptions.open(after);
  }

  override async close(): Promise<void> {
    await this.#writer.finish();
    this.#subscriptions.close();
    await super.close();
    // The last to close the file, so that he moves into it what still stands beside it.
    await this.opened.writing.close();
    this.lock.release();
  }

  #heard(events: readonly RecordedEvent[]): readonly RecordedEvent[] {
    this.#writer.heard(events);
    return events;
  }
}

/** The two ways into a file, which are one connection where no thread of its own writes. */
interface Opened {
  readonly reading: Connection;
  readonly writing: Writing;
}

async function openBoth(file: string, { ids }: SqliteLogOptions, start: StartThread): Promise<Opened> {
  // Makes a log where there is none, and recovers one whose writer was killed.
  const first = connectForWriting(file, () => ids.next());
  try {
    const reading = connectForReading(file);
    try {
      return { reading, writing: await WritingThread.over(start(file)) };
    } catch (error) {
      reading.close();
      throw error;
    }
  } finally {
    first.close();
  }
}
