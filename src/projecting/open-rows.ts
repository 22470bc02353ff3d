import type { Applying } from './applying.js';
import { ApplyingHere } from './applying-here.js';
import { ApplyingThread, type StartRowsThread } from './applying-thread.js';
import type { Projection, ViewsDb } from './projection.js';
import {
  closeBeside,
  closeViewsFile,
  connectAlone,
  connectToRead,
  IN_MEMORY,
  openViewsFile,
  putInPlace,
} from './views-file.js';
import { lockViews, type ViewsLock } from './views-lock.js';

/** The rows of views, open at their place, and whoever changes them. */
export class OpenRows {
  #lock: ViewsLock | undefined;
  #applying: Applying;

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

  get applying(): Applying {
    return this.#applying;
  }

  /** Puts rows that were rebuilt beside these in their place. Nothing may be applied meanwhile; all can be read. */
  async replace(rebuilt: ViewsDb): Promise<Applying> {
    const live = this.#applying;
    if (this.path === IN_MEMORY) {
      live.db.close();
      this.#applying = new ApplyingHere(rebuilt, this.projections);
    } else {
      closeBeside(this.path, rebuilt);
      await live.letGo();
      putInPlace(this.path, live.db);
      this.#applying = this.#opened();
    }
    return this.#applying;
  }

  async close(): Promise<void> {
    await this.#applying.letGo();
    closeViewsFile(this.path, this.#applying.db);
    this.#lock?.release();
  }

  #opened(): Applying {
    return this.thread === undefined
      ? new ApplyingHere(connectAlone(this.path), this.projections)
      : new ApplyingThread(connectToRead(this.path), this.thread(this.path));
  }
}
