import type { LiveRows, RowsBeside } from './applying.js';
import { ApplyingHere, BesideHere } from './applying-here.js';
import { ApplyingThread, BesideThread, type StartRowsThread } from './applying-thread.js';
import type { Projection } from './projection.js';
import {
  closeViewsFile,
  connectAlone,
  connectToRead,
  createBeside,
  discardBeside,
  flushBeside,
  IN_MEMORY,
  openViewsFile,
  putInPlace,
  syncBeside,
} from './views-file.js';
import { lockViews, type ViewsLock } from './views-lock.js';

/** The rows of views, open at their place, and whoever changes them. */
export class OpenRows {
  #lock: ViewsLock | undefined;
  #applying: LiveRows;

  private constructor(
    readonly path: string,
    private readonly projections: readonly Projection[],
    private readonly thread: StartRowsThread | undefined,
  ) {
    if (path === IN_MEMORY || thread === undefined) {
      this.#applying = new ApplyingHere(openViewsFile(path, projections), projections);
      return;
    }
    this.#lock = lockViews(path);
    try {
      // Alone, until it is known to be whole.
      openViewsFile(path, projections).close();
      this.#applying = this.#opened();
    } catch (error) {
      this.#lock.release();
      throw error;
    }
  }

  /** Rejects with ViewsInUse, or with why the thread cannot open the file. */
  static async open(
    path: string,
    projections: readonly Projection[],
    thread: StartRowsThread | undefined,
  ): Promise<OpenRows> {
    const rows = new OpenRows(path, projections, thread);
    try {
      await rows.#applying.opened;
      return rows;
    } catch (error) {
      await rows.close();
      throw error;
    }
  }

  get applying(): LiveRows {
    return this.#applying;
  }

  /** Empty rows for a rebuild. `atOnce` leaves them within one transaction, which `complete` ends. */
  async beside(atOnce: boolean): Promise<RowsBeside> {
    if (this.path === IN_MEMORY || this.thread === undefined) {
      return new BesideHere(createBeside(this.path, this.projections, atOnce), this.projections);
    }
    const beside = new BesideThread(this.thread({ rows: 'beside', path: this.path, atOnce }));
    await beside.opened;
    return beside;
  }

  /** Makes whole what was rebuilt, and gives the disk most of it, so that `replace` has little left to wait for. */
  async complete(rebuilt: RowsBeside): Promise<void> {
    await rebuilt.complete();
    await flushBeside(this.path);
  }

  /** Puts rows that were rebuilt beside these in their place. Nothing may be applied meanwhile; all can be read. */
  async replace(rebuilt: RowsBeside): Promise<LiveRows> {
    const live = this.#applying;
    if (rebuilt instanceof BesideHere && this.path === IN_MEMORY) {
      live.db.close();
      this.#applying = new ApplyingHere(rebuilt.db, this.projections);
    } else {
      await rebuilt.letGo();
      syncBeside(this.path);
      await live.letGo();
      putInPlace(this.path, live.db);
      this.#applying = this.#opened();
    }
    return this.#applying;
  }

  async discard(rebuilt: RowsBeside): Promise<void> {
    await rebuilt.letGo();
    discardBeside(this.path);
  }

  async close(): Promise<void> {
    await this.#applying.letGo();
    closeViewsFile(this.path, this.#applying.db);
    this.#lock?.release();
  }

  #opened(): LiveRows {
    return this.thread === undefined
      ? new ApplyingHere(connectAlone(this.path), this.projections)
      : new ApplyingThread(connectToRead(this.path), this.thread({ rows: 'live', path: this.path }));
  }
}
