import type { KeySubject } from '../kernel/event.js';
import type { DataKey } from './data-key.js';
import type { MasterKey } from './master-key.js';

/**
 * What a store knows of a subject. `destroyed` is an erasure and final. `damaged` is a key that is there and cannot be
 * unwrapped: its texts are lost too unless a backup has it, and nobody may call that an erasure.
 */
export type FoundKey = DataKey | 'destroyed' | 'damaged';

/** How many subjects stand how: each of a store's is counted once. */
export interface KeyCensus {
  readonly kept: number;
  readonly destroyed: number;
  readonly damaged: number;
}

/**
 * The keys of everybody, apart from the log, so that destroying one erases a person there without touching it.
 * One contract suite (test/contract/key-store.spec.ts) holds every engine to these sentences.
 *
 * Every method rejects with KeyStoreUnavailable where the store cannot be read or written now, and after `close`.
 */
export interface KeyStore {
  /**
   * The subject's key, created where there is none; durable before it is answered, and the same to all callers.
   * Rejects with KeyDestroyed or KeyDamaged.
   */
  keyFor(subject: KeySubject): Promise<DataKey>;
  /**
   * Takes over the key that the subject has in another store, where it has none here; durable before it is answered.
   * Answers the one it then has, which is another where it had one. Rejects with KeyDestroyed or KeyDamaged.
   */
  adopt(subject: KeySubject, key: DataKey): Promise<DataKey>;
  /** Undefined where the subject never had a key. */
  find(subject: KeySubject): Promise<FoundKey | undefined>;
  /** As `find`, of a page at once; subjects that never had a key are left out. */
  findMany(subjects: Iterable<KeySubject>): Promise<ReadonlyMap<KeySubject, FoundKey>>;
  /**
   * Destroys the key for good, also one that was never created, and remembers that. Durable before it answers; to
   * repeat it is allowed, and needed after KeyStoreUnavailable.
   */
  destroy(subject: KeySubject): Promise<void>;
  /** Everybody who has a key or had one, damaged and destroyed ones too: for whoever copies a store. */
  subjects(): Promise<readonly KeySubject[]>;
  /**
   * The installation's secret for keyed fingerprints: created once, the same whatever the master key. A store that begins
   * takes the one that it is given, if any.
   */
  fingerprintKey(): Promise<DataKey>;
  /** Unwraps every key that there is: for whoever checks the store, and not for every day. */
  census(): Promise<KeyCensus>;
  /**
   * Wraps every key anew under another master key, under which this store then goes on. The keys themselves, tombstones
   * and the fingerprint key stay what they were; a damaged key stays damaged, as it is. Durable before it answers, and
   * from then on the former master key opens neither the store nor anything in it. Where the process dies meanwhile,
   * the former or the new master key opens it, whole; to repeat it is allowed, and needed after KeyStoreUnavailable.
   * Whoever else has the store open still has the former key and is told KeyStoreUnavailable from then on.
   */
  rewrap(next: MasterKey): Promise<KeyCensus>;
  /** Resolves where a key could be stored now, as far as is known; rejects with KeyStoreUnavailable, saying why. */
  probe(): Promise<void>;
  /** How many keys are kept at hand in memory. */
  cachedKeys(): number;
  close(): Promise<void>;
}

/** The subject was erased: nothing can be sealed under its key any more. */
export class KeyDestroyed extends Error {
  override readonly name = 'KeyDestroyed';

  constructor(readonly subject: KeySubject) {
    super(`the key of ${subject} was destroyed`);
  }
}

/** The subject's key is stored and cannot be unwrapped, although the master key fits the store. */
export class KeyDamaged extends Error {
  override readonly name = 'KeyDamaged';

  constructor(readonly subject: KeySubject) {
    super(`the stored key of ${subject} is damaged: restore the key store from a backup`);
  }
}

/** The configured master key is not the one that this store was made with. */
export class WrongMasterKey extends Error {
  override readonly name = 'WrongMasterKey';

  constructor(readonly store: string) {
    super(`the master key does not fit the key store ${store}`);
  }
}

/** The file is no key store, or one of a format that this version does not know. Nothing in it was changed. */
export class KeyStoreFormat extends Error {
  override readonly name = 'KeyStoreFormat';
}

/** The store cannot be read or written now (closed, locked, disk full, connection gone). */
export class KeyStoreUnavailable extends Error {
  override readonly name = 'KeyStoreUnavailable';
}
