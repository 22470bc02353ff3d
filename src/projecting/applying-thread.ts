import type { Worker } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import { AskedThread } from '../kernel/asked-thread.js';
import type { LiveRows, Order, RowsBeside, Share } from './applying.js';
import type { ViewsDb } from './projection.js';
import { CannotApply } from './row-writer.js';
import type { Answer, Fault, Question, RowsTask } from './rows-thread.js';

/** Starts a thread that changes rows of views. */
export type StartRowsThread = (task: RowsTask) => Worker;

/** Commits, or events in them, after which what is committed is moved from the write-ahead log into the file. */
const COMMITS_UNTIL_MOVED = 64;
const EVENTS_UNTIL_MOVED = 2_048;

/** The thread that applies events to the views is gone: only opening or making them anew starts another. */
export class RowsThreadGone extends Error {
  override readonly name = 'RowsThreadGone';

  constructor() {
    super('the thread that applies events to the views has ended');
  }
}

/** A thread that changes rows, with its answers as they were meant. */
class RowsThread {
  readonly #thread: AskedThread<Question>;

  constructor(worker: Worker) {
    this.#thread = new AskedThread(worker, () => new RowsThreadGone());
  }

  get opened(): Promise<unknown> {
    return this.#thread.opened;
  }

  async ask(question: Question): Promise<readonly Share[]> {
    const answer = (await this.#thread.ask(question)) as Answer;
    if ('fault' in answer) throw errorOf(answer.fault);
    return answer.shares;
  }

  async end(): Promise<void> {
    await this.#thread.end({ close: true });
  }
}

/** Rows that are made anew in a thread of their own, so that nobody who reads the live ones waits for that. */
export class BesideThread implements RowsBeside {
  readonly #thread: RowsThread;

  constructor(worker: Worker) {
    this.#thread = new RowsThread(worker);
  }

  get opened(): Promise<unknown> {
    return this.#thread.opened;
  }

  async apply(order: Order, tell: (shares: readonly Share[]) => void): Promise<void> {
    tell(await this.#thread.ask({ apply: JSON.stringify(order) }));
  }

  async complete(): Promise<void> {
    await this.#thread.ask({ complete: true });
  }

  async letGo(): Promise<void> {
    await this.#thread.end();
  }
}

/**
 * Has events applied in a thread of its own, beside everything else. Whoever reads does so over a connection that cannot
 * write and stands still within a transaction, which is moved on at each commit, when it is told of and not before. So all
 * that is read in a turn is of one state, and of the very position that is known.
 */
export class ApplyingThread implements LiveRows {
  readonly #thread: RowsThread;
  readonly #glance: Sqlite.Statement;
  #last: Promise<void> = Promise.resolve();
  #commits = 0;
  #events = 0;
  /** Why nothing more is applied. */
  #blind: Error | undefined;

  constructor(
    readonly db: ViewsDb,
    worker: Worker,
  ) {
    this.#thread = new RowsThread(worker);
    this.#glance = db.prepare('SELECT 1 FROM runner_projection');
    this.#look();
  }

  get opened(): Promise<unknown> {
    return this.#thread.opened;
  }

  apply(order: Order, tell: (shares: readonly Share[]) => void): Promise<void> {
    const done = this.#last.then(() => this.#apply(order, tell));
    this.#last = done.catch(() => undefined);
    return done;
  }

  async letGo(): Promise<void> {
    await this.#thread.end();
  }

  async #apply(order: Order, tell: (shares: readonly Share[]) => void): Promise<void> {
    if (this.#blind !== undefined) throw this.#blind;
    if (this.#commits >= COMMITS_UNTIL_MOVED || this.#events >= EVENTS_UNTIL_MOVED) await this.#move();
    const shares = await this.#thread.ask({ apply: JSON.stringify(order) });
    this.#commits += 1;
    this.#events += order.steps.length;
    this.#look();
    tell(shares);
  }

  /**
   * Asked for while what is read is the newest, for no more than that can be moved; and looked at anew before the next
   * commit, for as long as anybody reads from it the write-ahead log goes on growing in place of beginning anew.
   */
  async #move(): Promise<void> {
    await this.#thread.ask({ move: true });
    [this.#commits, this.#events] = [0, 0];
    this.#look();
  }

  /** Where it fails, what is known no longer tells what is there, and nothing more may be built on it. */
  #look(): void {
    try {
      if (this.db.inTransaction) this.db.exec('COMMIT');
      this.db.exec('BEGIN');
      this.#glance.get();
    } catch (error) {
      this.#blind = error instanceof Error ? error : new Error(String(error));
      throw this.#blind;
    }
  }
}

function errorOf({ message, code, cannotApply }: Fault): Error {
  if (cannotApply) return new CannotApply();
  return code === undefined ? new Error(message) : new Sqlite.SqliteError(message, code);
}
