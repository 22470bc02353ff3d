import type { LiveRows, Order, RowsBeside, Share } from './applying.js';
import type { Projection, ViewsDb } from './projection.js';
import { RowWriter } from './row-writer.js';
import { completeBeside } from './views-file.js';

/** About as many as SQLite itself would wait for. */
const COMMITS_UNTIL_MOVED = 64;

/** Applies events over the connection that is read, in the thread of those who read. */
export class ApplyingHere implements LiveRows {
  readonly opened = Promise.resolve();
  readonly #writer: RowWriter;
  #commits = 0;

  constructor(
    readonly db: ViewsDb,
    projections: readonly Projection[],
  ) {
    this.#writer = new RowWriter(db, projections);
  }

  async apply(order: Order, tell: (shares: readonly Share[]) => void): Promise<void> {
    this.#moveCommitted();
    tell(this.#writer.apply(order));
  }

  async letGo(): Promise<void> {
    return;
  }

  /**
   * SQLite moves what is committed into the file by itself, and keeps silent where that fails: a disk that fails is
   * found out here, before anything more is applied.
   */
  #moveCommitted(): void {
    this.#commits += 1;
    if (this.#commits < COMMITS_UNTIL_MOVED || this.db.inTransaction) return;
    this.db.pragma('wal_checkpoint(PASSIVE)');
    this.#commits = 0;
  }
}

/** Rows that are made anew in the thread of those who read the live ones. */
export class BesideHere implements RowsBeside {
  readonly opened = Promise.resolve();
  readonly #writer: RowWriter;

  constructor(
    readonly db: ViewsDb,
    private readonly projections: readonly Projection[],
  ) {
    this.#writer = new RowWriter(db, projections);
  }

  async apply(order: Order, tell: (shares: readonly Share[]) => void): Promise<void> {
    tell(this.#writer.apply(order));
  }

  async complete(): Promise<void> {
    completeBeside(this.db, this.projections);
  }

  async letGo(): Promise<void> {
    this.db.close();
  }
}
