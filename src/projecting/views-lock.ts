import Sqlite from 'better-sqlite3';
import { isInUse } from './storage-failure.js';
import { ViewsInUse } from './views-file.js';

export interface ViewsLock {
  release(): void;
}

/**
 * Keeps the views at a path for this process, over whichever connections, until it lets go or dies. The lock is the
 * operating system's, on an empty database beside them. Throws ViewsInUse.
 */
export function lockViews(path: string): ViewsLock {
  const db = new Sqlite(`${path}.lock`, { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    throw isInUse(error) ? new ViewsInUse(path) : error;
  }
  return { release: () => db.close() };
}
