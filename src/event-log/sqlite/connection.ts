import { closeSync, openSync, realpathSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Id } from '../../kernel/ids.js';
import { LogUnavailable } from '../event-log.js';
import { APPLICATION_ID, FORMAT, SCHEMA } from './schema.js';

export type Connection = Database.Database;

/** How long a statement waits for a reader that is recovering the file, in milliseconds. */
const BUSY_WAIT_MS = 1_000;

/** Only the owner reads the log: the ids in it stand in the clear. */
const FILE_MODE = 0o600;

/** Makes the file where there is none, and answers the one name that all ways to it share. */
export function ensureFile(file: string): string {
  return guarded(`cannot open ${file}`, () => {
    closeSync(openSync(file, 'a', FILE_MODE));
    return realpathSync(file);
  });
}

/** Opens the log for its one writer, who holds the lock; an empty file becomes an empty log. */
export function connectForWriting(file: string, newInstallation: () => Id): Connection {
  return connected(file, {}, (db) => {
    const isNew = !isLog(file, db);
    syncEveryCommit(db);
    if (db.pragma('journal_mode = WAL', { simple: true }) !== 'wal') {
      throw new LogUnavailable(`${file} is on a file system that cannot hold a log`);
    }
    // What a killed process wrote and did not sync is read as recorded: it must be, before anybody is told so.
    db.pragma('wal_checkpoint(TRUNCATE)');
    if (isNew) create(db, newInstallation());
  });
}

/** Opens for writing what this process has open for writing already, from another thread. */
export function connectAgainForWriting(file: string): Connection {
  return connected(file, { fileMustExist: true }, (db) => {
    if (!isLog(file, db)) throw new LogUnavailable(`${file} is empty: no log has been opened there yet`);
    syncEveryCommit(db);
  });
}

/** Opens the log beside its writer, for reading alone. */
export function connectForReading(file: string): Connection {
  return connected(file, { readonly: true, fileMustExist: true }, (db) => {
    if (!isLog(file, db)) throw new LogUnavailable(`${file} is empty: no log has been opened there yet`);
  });
}

/** The id that this log got when it was made, by which a copy of another one is told from it. */
export function installationOf(db: Connection): Id {
  return meta(db, 'installation');
}

function syncEveryCommit(db: Connection): void {
  db.pragma('synchronous = FULL');
  db.pragma('fullfsync = ON');
}

function connected(file: string, options: Database.Options, prepare: (db: Connection) => void): Connection {
  return guarded(`cannot open ${file}`, () => {
    const db = new Database(file, { timeout: BUSY_WAIT_MS, ...options });
    try {
      prepare(db);
      if (Number(meta(db, 'format')) !== FORMAT) {
        throw new LogUnavailable(
          `${file} has format ${meta(db, 'format')}, and this version of Muster knows format ${FORMAT} only`,
        );
      }
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

/** False for an empty file; throws for one that something else has written. */
function isLog(file: string, db: Connection): boolean {
  if (db.pragma('application_id', { simple: true }) === APPLICATION_ID) return true;
  const objects = db.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get();
  if (objects !== 0) throw new LogUnavailable(`${file} is not an event log of Muster`);
  return false;
}

function create(db: Connection, installation: Id): void {
  db.transaction(() => {
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.exec(SCHEMA);
    const insert = db.prepare<[string, string]>('INSERT INTO meta (key, value) VALUES (?, ?)');
    insert.run('format', String(FORMAT));
    insert.run('installation', installation);
  }).immediate();
}

function meta(db: Connection, key: string): string {
  const value = db.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck().get(key);
  if (value === undefined) throw new LogUnavailable(`the log does not say its ${key}`);
  return value;
}

/** Whatever keeps a file from being opened is for an operator to read, with its cause. */
function guarded<T>(what: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (error instanceof LogUnavailable) throw error;
    throw new LogUnavailable(`${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
