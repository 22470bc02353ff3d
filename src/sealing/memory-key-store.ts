import type { KeySubject } from '../kernel/event.js';
import { newDataKey, secureRandomness, type DataKey, type Randomness } from './data-key.js';
import { KeyDestroyed, KeyStoreUnavailable, type FoundKey, type KeyCensus, type KeyStore } from './key-store.js';

/** Keys that live as long as the process: beside a log in memory, for scripts and tests. */
export class MemoryKeyStore implements KeyStore {
  private readonly keys = new Map<KeySubject, DataKey | 'destroyed'>();
  private readonly fingerprint: DataKey;
  private closed = false;

  constructor(
    private readonly random: Randomness = secureRandomness,
    fingerprint?: DataKey,
  ) {
    this.fingerprint = fingerprint ?? newDataKey(random);
  }

  async keyFor(subject: KeySubject): Promise<DataKey> {
    return this.foundOr(subject, () => newDataKey(this.random));
  }

  async adopt(subject: KeySubject, key: DataKey): Promise<DataKey> {
    return this.foundOr(subject, () => key);
  }

  async find(subject: KeySubject): Promise<FoundKey | undefined> {
    return this.opened().get(subject);
  }

  async findMany(subjects: Iterable<KeySubject>): Promise<ReadonlyMap<KeySubject, FoundKey>> {
    const keys = this.opened();
    const found = new Map<KeySubject, FoundKey>();
    for (const subject of subjects) {
      const key = keys.get(subject);
      if (key !== undefined) found.set(subject, key);
    }
    return found;
  }

  async destroy(subject: KeySubject): Promise<void> {
    this.opened().set(subject, 'destroyed');
  }

  async subjects(): Promise<readonly KeySubject[]> {
    return [...this.opened().keys()];
  }

  async fingerprintKey(): Promise<DataKey> {
    this.opened();
    return this.fingerprint;
  }

  async census(): Promise<KeyCensus> {
    const all = [...this.opened().values()];
    const destroyed = all.filter((key) => key === 'destroyed').length;
    return { kept: all.length - destroyed, destroyed, damaged: 0 };
  }

  /** What is kept nowhere is wrapped under nothing. */
  rewrap(): Promise<KeyCensus> {
    return this.census();
  }

  async probe(): Promise<void> {
    this.opened();
  }

  cachedKeys(): number {
    return this.keys.size;
  }

  async close(): Promise<void> {
    this.closed = true;
    this.keys.clear();
  }

  private foundOr(subject: KeySubject, otherwise: () => DataKey): DataKey {
    const found = this.opened().get(subject);
    if (found === 'destroyed') throw new KeyDestroyed(subject);
    if (found !== undefined) return found;
    const key = otherwise();
    this.keys.set(subject, key);
    return key;
  }

  private opened(): Map<KeySubject, DataKey | 'destroyed'> {
    if (this.closed) throw new KeyStoreUnavailable('the key store is closed');
    return this.keys;
  }
}
