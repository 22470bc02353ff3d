import { closeSync, existsSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';
import { sqliteCode } from '../kernel/sqlite-code.js';
import { newDataKey, type DataKey, type Randomness } from './data-key.js';
import { FINGERPRINT_KEY } from './key-labels.js';
import { KeyStoreFormat, KeyStoreUnavailable, WrongMasterKey } from './key-store.js';
import { unwrapKey, wrapKey } from './key-wrapping.js';
import type { MasterKey } from './master-key.js';

/** "MKEY": marks the file as a key store of Muster. */
const APPLICATION_ID = 0x4d4b4559;
const FORMAT = 1;

const OWNER_ONLY = 0o600;

/** Keeps everyone from bringing a key back. Wrapping all keys anew has to lift it for as long as that takes. */
export const ONLY_DESTROYED = {
  lift: 'DROP TRIGGER data_key_is_only_destroyed',
  impose: `
  CREATE TRIGGER data_key_is_only_destroyed BEFORE UPDATE ON data_key
    WHEN NEW.subject IS NOT OLD.subject OR NEW.wrapped IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'a key is only ever destroyed'); END;`,
} as const;

/** A row whose `wrapped` is null is a tombstone; nothing brings a key back, and no row goes away. */
const SCHEMA = `
  CREATE TABLE data_key (subject TEXT PRIMARY KEY, wrapped BLOB) STRICT, WITHOUT ROWID;
  CREATE TABLE installation_key (name TEXT PRIMARY KEY, wrapped BLOB NOT NULL) STRICT, WITHOUT ROWID;
  ${ONLY_DESTROYED.impose}
  CREATE TRIGGER data_key_is_not_forgotten BEFORE DELETE ON data_key
    BEGIN SELECT RAISE(ABORT, 'a tombstone stays'); END;
`;

export interface KeyFile {
  readonly db: Database.Database;
  readonly fingerprintKey: DataKey;
}

export interface KeyFileOptions {
  readonly random: Randomness;
  readonly busyTimeout: number;
  /** Of a store that begins now; otherwise it is a new one. */
  readonly fingerprintKey: DataKey | undefined;
}

/**
 * Opens the file at `path`, made and initialised where it is absent or empty, readable by its owner only.
 * Throws WrongMasterKey, KeyStoreFormat or KeyStoreUnavailable, and then leaves what was there as it was.
 */
export function openKeyFile(path: string, master: MasterKey, options: KeyFileOptions): KeyFile {
  const { random, busyTimeout, fingerprintKey } = options;
  return explained(path, () => {
    if (!existsSync(path)) closeSync(openSync(path, 'a', OWNER_ONLY));
    const db = new Database(path, { timeout: busyTimeout });
    try {
      checkFormat(db, path);
      configure(db);
      db.transaction(() => {
        if (isEmpty(db)) initialise(db, wrapKey(master, FINGERPRINT_KEY, fingerprintKey ?? newDataKey(random), random));
        // Another process may have been faster since the format was checked.
        else checkFormat(db, path);
      }).immediate();
      return { db, fingerprintKey: fingerprintKeyOf(db, path, master) };
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

/** Durable when a commit returns, and zeroes are written over whatever is destroyed. */
function configure(db: Database.Database): void {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('secure_delete = ON');
  // What a process that died had just destroyed may still stand there; it is only a reader's if it cannot be done now.
  db.pragma('wal_checkpoint(TRUNCATE)');
}

export function checkFormat(db: Database.Database, path: string): void {
  if (isEmpty(db)) return;
  if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
    throw new KeyStoreFormat(`${path} is not a key store`);
  }
  const format = db.pragma('user_version', { simple: true });
  if (format !== FORMAT) {
    throw new KeyStoreFormat(`${path} has format ${String(format)}; this version reads format ${FORMAT}`);
  }
}

function isEmpty(db: Database.Database): boolean {
  return db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
}

function initialise(db: Database.Database, wrappedFingerprint: Buffer): void {
  db.exec(SCHEMA);
  db.pragma(`application_id = ${APPLICATION_ID}`);
  db.pragma(`user_version = ${FORMAT}`);
  db.prepare('INSERT INTO installation_key (name, wrapped) VALUES (?, ?)').run(FINGERPRINT_KEY, wrappedFingerprint);
}

/** The first key of every store, and so the one by which a master key is recognised. */
function fingerprintKeyOf(db: Database.Database, path: string, master: MasterKey): DataKey {
  const wrapped = wrappedFingerprintKey(db);
  if (wrapped === undefined) throw new KeyStoreFormat(`${path} is a key store without an installation's key`);
  const key = unwrapKey(master, FINGERPRINT_KEY, wrapped);
  if (key === undefined) throw new WrongMasterKey(path);
  return key;
}

export function wrappedFingerprintKey(db: Database.Database): Buffer | undefined {
  const select = db.prepare<[string], Buffer>('SELECT wrapped FROM installation_key WHERE name = ?').pluck();
  return select.get(FINGERPRINT_KEY);
}

function explained<Result>(path: string, open: () => Result): Result {
  try {
    return open();
  } catch (error) {
    if (error instanceof WrongMasterKey || error instanceof KeyStoreFormat) throw error;
    if (sqliteCode(error) === 'SQLITE_NOTADB') {
      throw new KeyStoreFormat(`${path} is not a key store`, { cause: error });
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new KeyStoreUnavailable(`the key store ${path} cannot be opened: ${reason}`, { cause: error });
  }
}
