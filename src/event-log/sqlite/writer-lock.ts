import Database from 'better-sqlite3';
import { sqliteCode } from '../../kernel/sqlite-code.js';
import { LogUnavailable } from '../event-log.js';

export interface WriterLock {
  release(): void;
}

/**
 * Makes this process the only writer of a log until it lets go or dies. The lock is the operating system's, on an empty
 * database beside the log: a killed process leaves none behind, and readers of the log itself are not kept out.
 */
export function lockForWriting(file: string): WriterLock {
  const name = `${file}.lock`;
  const db = new Database(name, { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (sqliteCode(error)?.startsWith('SQLITE_BUSY') === true) {
      throw new LogUnavailable(`${file} already has a writer: only one process may write to a log at a time`);
    }
    throw new LogUnavailable(`cannot lock ${name} (${sqliteCode(error) ?? 'no code'})`, { cause: error });
  }
  return { release: () => db.close() };
}
