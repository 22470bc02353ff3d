import { closeSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';
import { sqliteCode } from '../kernel/sqlite-code.js';
import { KeyStoreFormat, KeyStoreUnavailable } from './key-store.js';
import { checkFormat } from './sqlite-key-file.js';

const OWNER_ONLY = 0o600;

/** What can be counted without the master key. */
export interface KeyFileCounts {
  /** Subjects whose key is there, whole or damaged. */
  readonly kept: number;
  readonly destroyed: number;
}

/**
 * Copies a key store as it stands at one instant, beside processes that go on with it, into a new file; every key stays
 * wrapped, and no master key is needed. Throws KeyStoreFormat or KeyStoreUnavailable.
 */
export function copyKeys(path: string, to: string): KeyFileCounts {
  return read(path, (db) => {
    const counts = countsOf(db);
    closeSync(openSync(to, 'wx', OWNER_ONLY));
    // A copy page by page would take along what stood in pages that are free now.
    db.prepare('VACUUM INTO ?').run(to);
    return counts;
  });
}

export function countKeys(path: string): KeyFileCounts {
  return read(path, countsOf);
}

function countsOf(db: Database.Database): KeyFileCounts {
  const count = db.prepare<[], KeyFileCounts>(
    'SELECT count(wrapped) AS kept, count(*) - count(wrapped) AS destroyed FROM data_key',
  );
  return count.get() ?? { kept: 0, destroyed: 0 };
}

function read<Result>(path: string, work: (db: Database.Database) => Result): Result {
  try {
    const db = new Database(path, { readonly: true, fileMustExist: true });
    try {
      checkFormat(db, path);
      return work(db);
    } finally {
      db.close();
    }
  } catch (error) {
    if (error instanceof KeyStoreFormat) throw error;
    if (sqliteCode(error) === 'SQLITE_NOTADB') throw new KeyStoreFormat(`${path} is not a key store`, { cause: error });
    throw new KeyStoreUnavailable(`the key store ${path} cannot be read`, { cause: error });
  }
}
