import type { KeySubject } from '../../kernel/event.js';
import { BoundedCache } from '../bounded-cache.js';
import { newDataKey, secureRandomness, type DataKey, type Randomness } from '../data-key.js';
import { FINGERPRINT_KEY, labelOf } from '../key-labels.js';
import {
  KeyDamaged,
  KeyDestroyed,
  KeyStoreUnavailable,
  WrongMasterKey,
  type FoundKey,
  type KeyCensus,
  type KeyStore,
} from '../key-store.js';
import { unwrapKey, wrapKey } from '../key-wrapping.js';
import type { MasterKey } from '../master-key.js';
import { inTurn } from './in-turn.js';
import {
  keyErased,
  keysBegan,
  keyWrapped,
  rewrappingCalledOff,
  STORE_STREAM,
  storeHistory,
  streamOf,
  SUBJECT_PREFIX,
  subjectHistory,
  subjectIn,
  type StoreHistory,
  type SubjectHistory,
} from './key-history.js';
import type { KeyStreams } from './key-streams.js';
import { censusOf, rewrapAll } from './stream-rewrapping.js';

const MAX_CACHED_KEYS = 10_000;

/** How often something is tried anew because somebody else wrote meanwhile. */
const MAX_TRIES = 8;

export interface StreamKeyStoreOptions {
  readonly random?: Randomness;
  /** Keys kept at hand in memory. */
  readonly maxCachedKeys?: number;
  /** Of a store that begins now; otherwise it is a new one. */
  readonly fingerprintKey?: DataKey;
}

/**
 * The keys on a server, a stream for each subject, each key encrypted under the master key. Any number of instances may
 * have the store open. A key is kept at hand only while changes are told, so that what one instance destroys another
 * forgets as soon as it hears of it; until then, which is moments, it may still seal and open under it.
 *
 * Destroying records that first, and from then on the key is given to nobody; then the stream is removed. What stays of
 * it on the server's disks until they are scavenged, and in backups, is encrypted under the master key.
 */
export class StreamKeyStore implements KeyStore {
  private readonly cache: BoundedCache<KeySubject, DataKey>;
  private readonly stopWatching: () => void;
  /** Goes up with everything that is heard: what was read before may be out of date after. */
  private heard = 0;
  private live = false;
  private closed = false;
  /** What was heard of the store itself, and not looked at yet. */
  private unsettled = false;

  private constructor(
    private readonly streams: KeyStreams,
    private master: MasterKey,
    private generation: number,
    private readonly fingerprint: DataKey,
    private readonly random: Randomness,
    maxCachedKeys: number,
  ) {
    this.cache = new BoundedCache(maxCachedKeys);
    this.stopWatching = streams.watch([SUBJECT_PREFIX, STORE_STREAM], {
      live: () => this.hear(() => (this.live = true)),
      changed: (name) => this.hear(() => this.forget(name)),
      lost: () => this.hear(() => (this.live = false)),
    });
  }

  /**
   * Begins a store where there is none, and calls off a change of the master key that somebody left half done or has
   * under way. Takes the streams over. Rejects with WrongMasterKey, KeyStoreFormat or KeyStoreUnavailable.
   */
  static async open(
    streams: KeyStreams,
    master: MasterKey,
    options: StreamKeyStoreOptions = {},
  ): Promise<StreamKeyStore> {
    const { random = secureRandomness, maxCachedKeys = MAX_CACHED_KEYS } = options;
    try {
      const first = (): DataKey => options.fingerprintKey ?? newDataKey(random);
      const { generation, wrapped } = await begun(streams, master, random, first);
      const fingerprint = unwrapKey(master, FINGERPRINT_KEY, wrapped);
      if (fingerprint === undefined) throw new WrongMasterKey('on the server');
      return new StreamKeyStore(streams, master, generation, fingerprint, random, maxCachedKeys);
    } catch (error) {
      await streams.close();
      throw error;
    }
  }

  keyFor(subject: KeySubject): Promise<DataKey> {
    return this.foundOr(subject, () => newDataKey(this.random));
  }

  adopt(subject: KeySubject, key: DataKey): Promise<DataKey> {
    return this.foundOr(subject, () => key);
  }

  private async foundOr(subject: KeySubject, otherwise: () => DataKey): Promise<DataKey> {
    await this.demandUsable();
    const cached = this.cache.get(subject);
    if (cached !== undefined) return cached;
    const before = this.heard;
    const found = await this.found(subject, (history) => this.store(subject, otherwise(), history));
    if (found === 'destroyed') throw new KeyDestroyed(subject);
    if (found === 'damaged') throw new KeyDamaged(subject);
    // After the key was read: whatever is sealed under it was there before any change of the master key began.
    await this.demandSettled();
    this.keepAtHand(subject, found, before);
    return found;
  }

  async find(subject: KeySubject): Promise<FoundKey | undefined> {
    return (await this.findMany([subject])).get(subject);
  }

  async findMany(subjects: Iterable<KeySubject>): Promise<ReadonlyMap<KeySubject, FoundKey>> {
    await this.demandUsable();
    const found = new Map<KeySubject, FoundKey>();
    const answers = await inTurn([...subjects], async (subject) => [subject, await this.lookUp(subject)] as const);
    for (const [subject, key] of answers) if (key !== undefined) found.set(subject, key);
    return found;
  }

  async destroy(subject: KeySubject): Promise<void> {
    await this.demandUsable();
    const name = streamOf(subject);
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      this.cache.delete(subject);
      const stream = await this.streams.read(name);
      if (stream === 'removed') return;
      const { revision, destroyed } = subjectHistory(stream, this.generation);
      if (destroyed || (await this.streams.append(name, revision, keyErased())) === 'stored') {
        await this.streams.remove(name);
        this.cache.delete(subject);
        return;
      }
    }
    throw new KeyStoreUnavailable('others keep writing about the same key: destroy it again');
  }

  async subjects(): Promise<readonly KeySubject[]> {
    await this.demandUsable();
    const all = [...(await this.streams.all(SUBJECT_PREFIX))];
    return all.flatMap(([name, stream]) => {
      const { destroyed, wrapped } = subjectHistory(stream, this.generation);
      return destroyed || wrapped !== undefined ? [subjectIn(name)] : [];
    });
  }

  async fingerprintKey(): Promise<DataKey> {
    await this.demandUsable();
    return this.fingerprint;
  }

  async census(): Promise<KeyCensus> {
    await this.demandUsable();
    return censusOf(await this.streams.all(SUBJECT_PREFIX), this.generation, this.master);
  }

  async rewrap(next: MasterKey): Promise<KeyCensus> {
    await this.demandUsable();
    const store = await this.demandSettled();
    const { streams, master, fingerprint, random } = this;
    const { census, generation } = await rewrapAll({ streams, store, master, next, fingerprint, random });
    [this.master, this.generation] = [next, generation];
    return census;
  }

  async probe(): Promise<void> {
    await this.demandUsable();
  }

  cachedKeys(): number {
    return this.cache.size;
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.stopWatching();
    this.cache.clear();
    await this.streams.close();
  }

  private async lookUp(subject: KeySubject): Promise<FoundKey | undefined> {
    const cached = this.cache.get(subject);
    if (cached !== undefined) return cached;
    const before = this.heard;
    const found = this.stateOf(subject, subjectHistory(await this.streams.read(streamOf(subject)), this.generation));
    if (found !== undefined && typeof found !== 'string') this.keepAtHand(subject, found, before);
    return found;
  }

  private async found(
    subject: KeySubject,
    otherwise: (history: SubjectHistory) => Promise<unknown>,
  ): Promise<FoundKey> {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const history = subjectHistory(await this.streams.read(streamOf(subject)), this.generation);
      const found = this.stateOf(subject, history);
      if (found !== undefined) return found;
      await otherwise(history);
    }
    throw new KeyStoreUnavailable('a key that was made is not there');
  }

  /** Whoever comes first gives the key; it is read back in any case. */
  private store(subject: KeySubject, key: DataKey, { revision }: SubjectHistory): Promise<unknown> {
    const wrapped = wrapKey(this.master, labelOf(subject), key, this.random);
    return this.streams.append(streamOf(subject), revision, keyWrapped(this.generation, wrapped));
  }

  private stateOf(subject: KeySubject, { destroyed, wrapped }: SubjectHistory): FoundKey | undefined {
    if (destroyed) return 'destroyed';
    if (wrapped === undefined) return undefined;
    return unwrapKey(this.master, labelOf(subject), wrapped) ?? 'damaged';
  }

  /** Not where anything was heard since it was asked for: that may have been its end. */
  private keepAtHand(subject: KeySubject, key: DataKey, heardBefore: number): void {
    if (this.live && !this.closed && this.heard === heardBefore) this.cache.set(subject, key);
  }

  private hear(news: () => void): void {
    this.heard += 1;
    news();
    if (!this.live) this.cache.clear();
  }

  private forget(name: string): void {
    if (name === STORE_STREAM) this.unsettled = true;
    else this.cache.delete(subjectIn(name));
  }

  private async demandUsable(): Promise<void> {
    if (this.closed) throw new KeyStoreUnavailable('the key store is closed');
    if (!this.live || this.unsettled) await this.storeNow();
  }

  /** No master key but ours, and none that is about to be. */
  private async demandSettled(): Promise<StoreHistory> {
    const store = await this.storeNow();
    if (store.rewrapping) throw new KeyStoreUnavailable('all keys are being wrapped anew: try again after that');
    return store;
  }

  private async storeNow(): Promise<StoreHistory> {
    const before = this.heard;
    const store = storeHistory(await this.streams.read(STORE_STREAM));
    if (store === undefined) throw new KeyStoreUnavailable('the key store is not there any more');
    if (store.generation !== this.generation) {
      this.cache.clear();
      throw new KeyStoreUnavailable('the keys were wrapped under another master key: open the store with that one');
    }
    if (this.heard === before) this.unsettled = false;
    return store;
  }
}

/** The store as it stands once it has begun and nobody is changing its master key. */
async function begun(
  streams: KeyStreams,
  master: MasterKey,
  random: Randomness,
  fingerprint: () => DataKey,
): Promise<StoreHistory> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const store = storeHistory(await streams.read(STORE_STREAM));
    if (store === undefined) {
      const wrapped = wrapKey(master, FINGERPRINT_KEY, fingerprint(), random);
      await streams.append(STORE_STREAM, 'none', keysBegan(wrapped));
    } else if (store.rewrapping && unwrapKey(master, FINGERPRINT_KEY, store.wrapped) !== undefined) {
      await streams.append(STORE_STREAM, store.revision, rewrappingCalledOff());
    } else {
      return store;
    }
  }
  throw new KeyStoreUnavailable('others keep changing the key store');
}
