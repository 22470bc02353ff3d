import type Database from 'better-sqlite3';
import type { KeySubject } from '../kernel/event.js';
import { invariant } from '../kernel/failure.js';
import { sqliteCode } from '../kernel/sqlite-code.js';
import { BoundedCache } from './bounded-cache.js';
import { newDataKey, secureRandomness, type DataKey, type Randomness } from './data-key.js';
import { labelOf } from './key-labels.js';
import {
  KeyDamaged,
  KeyDestroyed,
  KeyStoreUnavailable,
  type FoundKey,
  type KeyCensus,
  type KeyStore,
} from './key-store.js';
import { unwrapKey, wrapKey } from './key-wrapping.js';
import type { MasterKey } from './master-key.js';
import { openKeyFile, type KeyFile } from './sqlite-key-file.js';
import { censusOf, isKeptUnder, rewrapAll } from './sqlite-rewrapping.js';

const MAX_CACHED_KEYS = 10_000;
const BUSY_TIMEOUT = 2_000;

export interface SqliteKeyStoreOptions {
  readonly random?: Randomness;
  /** Keys kept at hand in memory. */
  readonly maxCachedKeys?: number;
  /** Milliseconds to wait for another process that writes. */
  readonly busyTimeout?: number;
  /** Of a store that begins now; otherwise it is a new one. */
  readonly fingerprintKey?: DataKey;
}

/**
 * The keys in a file of their own beside the embedded log, each encrypted under the master key. Several processes may
 * have it open: none answers from memory what another has destroyed.
 *
 * Destroying writes zeroes over the key in the file and empties the write-ahead log. What the file system or the disk
 * keeps of overwritten blocks, and what older backups hold, is encrypted under the master key.
 */
export class SqliteKeyStore implements KeyStore {
  private readonly db: Database.Database;
  private readonly fingerprint: DataKey;
  private readonly statements: Statements;
  private readonly cache: BoundedCache<KeySubject, DataKey>;
  /** SQLite's count of what other connections have committed; the cache holds for this one. */
  private cachedAt: unknown;
  /** In this turn of the event loop. */
  private hasLooked = false;
  private stopped: KeyStoreUnavailable | undefined;

  private constructor(
    file: KeyFile,
    private master: MasterKey,
    private readonly random: Randomness,
    maxCachedKeys: number,
  ) {
    this.db = file.db;
    this.fingerprint = file.fingerprintKey;
    this.statements = prepare(file.db);
    this.cache = new BoundedCache(maxCachedKeys);
  }

  /** Throws WrongMasterKey, KeyStoreFormat or KeyStoreUnavailable. A path that is absent becomes a new store. */
  static open(path: string, master: MasterKey, options: SqliteKeyStoreOptions = {}): SqliteKeyStore {
    const { random = secureRandomness, maxCachedKeys = MAX_CACHED_KEYS, busyTimeout = BUSY_TIMEOUT } = options;
    const file = openKeyFile(path, master, { random, busyTimeout, fingerprintKey: options.fingerprintKey });
    return new SqliteKeyStore(file, master, random, maxCachedKeys);
  }

  async keyFor(subject: KeySubject): Promise<DataKey> {
    return this.foundOr(subject, () => newDataKey(this.random));
  }

  async adopt(subject: KeySubject, key: DataKey): Promise<DataKey> {
    return this.foundOr(subject, () => key);
  }

  async find(subject: KeySubject): Promise<FoundKey | undefined> {
    return (await this.findMany([subject])).get(subject);
  }

  async findMany(subjects: Iterable<KeySubject>): Promise<ReadonlyMap<KeySubject, FoundKey>> {
    return this.available(() => {
      this.forgetWhatOthersChanged();
      const found = new Map<KeySubject, FoundKey>();
      for (const subject of subjects) {
        const key = this.lookUp(subject);
        if (key !== undefined) found.set(subject, key);
      }
      return found;
    });
  }

  async destroy(subject: KeySubject): Promise<void> {
    this.available(() => {
      this.cache.delete(subject);
      this.writing(() => {
        this.statements.destroy.run(subject);
        this.emptyWriteAheadLog('the key is destroyed, but a reader keeps the write-ahead log: destroy it again');
      });
    });
  }

  async subjects(): Promise<readonly KeySubject[]> {
    return this.available(() => this.statements.subjects.all());
  }

  async fingerprintKey(): Promise<DataKey> {
    return this.available(() => this.fingerprint);
  }

  async census(): Promise<KeyCensus> {
    return this.available(() => {
      this.forgetWhatOthersChanged();
      return censusOf(this.db, this.master);
    });
  }

  async rewrap(next: MasterKey): Promise<KeyCensus> {
    return this.available(() => {
      const census = this.exclusively(() => rewrapAll(this.db, this.master, next, this.random));
      this.master = next;
      const otherwise = 'the keys are wrapped anew, but a reader keeps the write-ahead log: do it again';
      this.writing(() => this.emptyWriteAheadLog(otherwise));
      return census;
    });
  }

  async probe(): Promise<void> {
    // SQLite moves what is committed into the file by itself, and keeps silent where that fails.
    this.available(() => this.writing(() => this.db.pragma('wal_checkpoint(PASSIVE)')));
  }

  cachedKeys(): number {
    return this.cache.size;
  }

  async close(): Promise<void> {
    this.cache.clear();
    this.db.close();
  }

  private foundOr(subject: KeySubject, otherwise: () => DataKey): DataKey {
    return this.available(() => {
      this.lookOnceATurn();
      const found = this.lookUp(subject) ?? this.store(subject, otherwise());
      if (found === 'destroyed') throw new KeyDestroyed(subject);
      if (found === 'damaged') throw new KeyDamaged(subject);
      return found;
    });
  }

  private lookUp(subject: KeySubject): FoundKey | undefined {
    const cached = this.cache.get(subject);
    if (cached !== undefined) return cached;
    const wrapped = this.statements.select.get(subject);
    if (wrapped === undefined) return undefined;
    if (wrapped === null) return 'destroyed';
    const key = unwrapKey(this.master, labelOf(subject), wrapped);
    if (key === undefined) return 'damaged';
    this.cache.set(subject, key);
    return key;
  }

  /** Whoever comes first gives the key; where that was another process, it is read back. */
  private store(subject: KeySubject, key: DataKey): FoundKey {
    const wrapped = wrapKey(this.master, labelOf(subject), key, this.random);
    this.exclusively(() => this.statements.insert.run(subject, wrapped));
    const stored = this.lookUp(subject);
    invariant(stored !== undefined, 'a key that was stored can be found');
    return stored;
  }

  /** Of what others have done: a key that they destroyed is forgotten, and under another master key nothing is done. */
  private forgetWhatOthersChanged(): void {
    const version = this.statements.dataVersion.get();
    if (version === this.cachedAt) return;
    this.cache.clear();
    if (!isKeptUnder(this.db, this.master)) {
      throw new KeyStoreUnavailable('the keys were wrapped under another master key: open the store with that one');
    }
    this.cachedAt = version;
  }

  /**
   * What is sealed within a turn is sealed under what its beginning knew: whoever destroys a key meanwhile does so at the
   * same time, and under a key that is gone nothing can be opened, whenever it was sealed.
   */
  private lookOnceATurn(): void {
    if (this.hasLooked) return;
    this.forgetWhatOthersChanged();
    this.hasLooked = true;
    setImmediate(() => (this.hasLooked = false));
  }

  /** Nobody else writes meanwhile, nor has he put the store under another master key before. */
  private exclusively<Result>(work: () => Result): Result {
    const whole = this.db.transaction(() => {
      this.forgetWhatOthersChanged();
      return work();
    });
    return this.writing(() => whole.immediate());
  }

  /** The first failure of the file stops all writing, as in the log: what a failing disk holds is nothing to build on. */
  private writing<Result>(work: () => Result): Result {
    this.demandNotStopped();
    try {
      return work();
    } catch (error) {
      if (!isFailureOfFile(error)) throw error;
      const message = 'the key store could not be written and takes nothing more until it is opened anew';
      this.stopped = new KeyStoreUnavailable(message, { cause: error });
      throw this.stopped;
    }
  }

  private demandNotStopped(): void {
    if (this.stopped !== undefined) throw this.stopped;
  }

  /** What was overwritten still stands in the write-ahead log until all of it is in the file and it has no length. */
  private emptyWriteAheadLog(otherwise: string): void {
    if (this.statements.checkpoint.get() !== 0) throw new KeyStoreUnavailable(otherwise);
  }

  private available<Result>(work: () => Result): Result {
    if (!this.db.open) throw new KeyStoreUnavailable('the key store is closed');
    try {
      return work();
    } catch (error) {
      if (sqliteCode(error) === undefined) throw error;
      throw new KeyStoreUnavailable('the key store cannot be read or written', { cause: error });
    }
  }
}

/** Another may hold the file for a moment; any other error of SQLite says that it cannot be trusted. */
function isFailureOfFile(error: unknown): boolean {
  const code = sqliteCode(error);
  return code !== undefined && !/^SQLITE_(BUSY|LOCKED|CONSTRAINT)/.test(code);
}

interface Statements {
  readonly subjects: Database.Statement<[], KeySubject>;
  readonly select: Database.Statement<[KeySubject], Buffer | null>;
  readonly insert: Database.Statement<[KeySubject, Buffer]>;
  readonly destroy: Database.Statement<[KeySubject]>;
  readonly dataVersion: Database.Statement<[], number>;
  /** Answers 0 when it could do all of it. */
  readonly checkpoint: Database.Statement<[], number>;
}

function prepare(db: Database.Database): Statements {
  return {
    subjects: db.prepare<[], KeySubject>('SELECT subject FROM data_key').pluck(),
    select: db.prepare<[KeySubject], Buffer | null>('SELECT wrapped FROM data_key WHERE subject = ?').pluck(),
    insert: db.prepare('INSERT INTO data_key (subject, wrapped) VALUES (?, ?) ON CONFLICT (subject) DO NOTHING'),
    destroy: db.prepare(`
      INSERT INTO data_key (subject, wrapped) VALUES (?, NULL) ON CONFLICT (subject) DO UPDATE SET wrapped = NULL`),
    dataVersion: db.prepare<[], number>('PRAGMA data_version').pluck(),
    checkpoint: db.prepare<[], number>('PRAGMA wal_checkpoint(TRUNCATE)').pluck(),
  };
}
