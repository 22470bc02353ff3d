import { closeSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';
import { LogUnavailable } from '../event-log.js';
import { connectForReading } from './connection.js';

/** Pages copied before the process does anything else: some four megabytes. */
const PAGES_PER_TURN = 1_024;

const OWNER_ONLY = 0o600;

export interface CopyProgress {
  readonly bytes: number;
  readonly total: number;
}

/**
 * Copies a log's file as it stands at one instant, beside a process that goes on writing to it, into a new file that
 * needs no other beside it. What `onProgress` throws calls it off. Rejects with LogUnavailable.
 */
export async function copyLog(
  file: string,
  to: string,
  onProgress: (progress: CopyProgress) => void = () => undefined,
): Promise<void> {
  const source = connectForReading(file);
  try {
    closeSync(openSync(to, 'wx', OWNER_ONLY));
    const pageSize = Number(source.pragma('page_size', { simple: true }));
    // What is read first fixes what all of the copy shows; without it every commit would begin the copy anew.
    source.exec('BEGIN');
    source.prepare('SELECT count(*) FROM meta').get();
    await source.backup(to, {
      progress: ({ totalPages, remainingPages }) => {
        onProgress({ bytes: (totalPages - remainingPages) * pageSize, total: totalPages * pageSize });
        return PAGES_PER_TURN;
      },
    });
    makeOneFile(to);
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    throw new LogUnavailable(`the log cannot be copied (${error.code})`, { cause: error });
  } finally {
    source.close();
  }
}

/** A copy bears the mark of a write-ahead log, and could not be opened where nothing may be written beside it. */
function makeOneFile(file: string): void {
  const db = new Database(file);
  try {
    db.pragma('journal_mode = DELETE');
  } finally {
    db.close();
  }
}
