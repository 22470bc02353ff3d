import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeySubject } from '../../src/kernel/event.js';
import { newDataKey, secureRandomness, type DataKey } from '../../src/sealing/data-key.js';
import {
  KeyDestroyed,
  KeyStoreUnavailable,
  WrongMasterKey,
  type FoundKey,
  type KeyStore,
} from '../../src/sealing/key-store.js';
import type { MasterKey } from '../../src/sealing/master-key.js';

/** Milliseconds. */
const PATIENCE_MS = 20_000;

const ANN: KeySubject = 'officer:ann';
const BEA: KeySubject = 'officer:bea';
const STRIKE: KeySubject = 'incident:strike';

const master = newDataKey(secureRandomness);
const nextMaster = newDataKey(secureRandomness);

export interface GivenFingerprint {
  readonly fingerprintKey: DataKey;
}

export interface KeyStoreEngine {
  readonly name: string;
  /** What is kept outlives the process: to open it anew is to find it. */
  readonly lasts: boolean;
  /** A store that begins takes the fingerprint key that is given. */
  readonly open: (folder: string, masterKey: MasterKey, given?: GivenFingerprint) => Promise<KeyStore>;
}

/** Who keeps keys at hand on another machine hears of what was changed a moment later. */
async function untilRefused(ask: () => Promise<unknown>): Promise<void> {
  for (const since = Date.now(); Date.now() - since < PATIENCE_MS;) {
    const answer = await ask().catch((error: unknown) => error);
    if (answer instanceof KeyStoreUnavailable) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('it is still answered');
}

function bytesOf(key: FoundKey | undefined): Buffer {
  if (key === undefined || typeof key === 'string') throw new Error(`no key, but ${key ?? 'nothing'}`);
  return key.export();
}

/** The sentences of src/sealing/key-store.ts, for one engine. */
export function describeKeyStore(engine: KeyStoreEngine): void {
  describeAnyKeyStore(engine);
  if (engine.lasts) describeLastingKeyStore(engine);
}

function describeAnyKeyStore({ name, open }: KeyStoreEngine): void {
  describe(`the key store (${name})`, () => {
    let folder: string;
    let store: KeyStore;

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'muster-keys-'));
      store = await open(folder, master);
    });

    afterEach(async () => {
      await store.close();
      await rm(folder, { recursive: true });
    });

    it('begins with the secret for fingerprints that it is given', async () => {
      const fingerprintKey = newDataKey(secureRandomness);
      const begun = await open(join(folder, 'another'), master, { fingerprintKey });
      expect((await begun.fingerprintKey()).equals(fingerprintKey)).toBe(true);
      await begun.close();
    });

    it('creates a key at first and answers the same from then on', async () => {
      const key = await store.keyFor(ANN);
      expect(key.export()).toHaveLength(32);
      expect((await store.keyFor(ANN)).equals(key)).toBe(true);
      expect(await store.find(ANN)).toBe(await store.keyFor(ANN));
    });

    it('gives one key to callers that come together', async () => {
      const keys = await Promise.all(Array.from({ length: 20 }, () => store.keyFor(ANN)));
      expect(new Set(keys.map((key) => key.export().toString('hex'))).size).toBe(1);
    });

    it('gives everybody a key of his own', async () => {
      const subjects: readonly KeySubject[] = [ANN, BEA, STRIKE, 'mission:ann', 'access:ann'];
      const keys = await Promise.all(subjects.map((subject) => store.keyFor(subject)));
      const fingerprint = await store.fingerprintKey();
      const all = [...keys, fingerprint].map((key) => key.export().toString('hex'));
      expect(new Set(all).size).toBe(subjects.length + 1);
    });

    it('does not create a key by looking for one', async () => {
      expect(await store.find(ANN)).toBeUndefined();
      expect(await store.findMany([ANN])).toEqual(new Map());
      expect(await store.find(ANN)).toBeUndefined();
    });

    it('finds the keys of a page at once, and leaves out who has none', async () => {
      const ann = await store.keyFor(ANN);
      await store.keyFor(STRIKE);
      await store.destroy(STRIKE);
      const found = await store.findMany([ANN, BEA, STRIKE]);
      expect([...found.keys()]).toEqual([ANN, STRIKE]);
      expect(bytesOf(found.get(ANN))).toEqual(ann.export());
      expect(found.get(STRIKE)).toBe('destroyed');
    });

    it('never gives a key again once it is destroyed', async () => {
      await store.keyFor(ANN);
      await store.destroy(ANN);
      expect(await store.find(ANN)).toBe('destroyed');
      await expect(store.keyFor(ANN)).rejects.toEqual(new KeyDestroyed(ANN));
      expect(await store.find(ANN)).toBe('destroyed');
    });

    it('destroys the key of one subject only', async () => {
      const bea = await store.keyFor(BEA);
      await store.keyFor(ANN);
      await store.destroy(ANN);
      expect((await store.keyFor(BEA)).equals(bea)).toBe(true);
    });

    it('destroys again without complaint, and ahead of time', async () => {
      await store.destroy(ANN);
      await store.destroy(ANN);
      await expect(store.keyFor(ANN)).rejects.toBeInstanceOf(KeyDestroyed);
    });

    it('has one secret for fingerprints', async () => {
      const secret = await store.fingerprintKey();
      await store.destroy(ANN);
      expect((await store.fingerprintKey()).equals(secret)).toBe(true);
    });

    it('takes over the key that a subject has elsewhere, and gives it from then on', async () => {
      const key = newDataKey(secureRandomness);
      expect((await store.adopt(ANN, key)).equals(key)).toBe(true);
      expect((await store.keyFor(ANN)).equals(key)).toBe(true);
      expect((await store.adopt(ANN, key)).equals(key)).toBe(true);
      expect(await store.census()).toEqual({ kept: 1, destroyed: 0, damaged: 0 });
    });

    it('keeps the key that a subject has, whatever it is to take over, and answers that one', async () => {
      const kept = await store.keyFor(ANN);
      expect((await store.adopt(ANN, newDataKey(secureRandomness))).equals(kept)).toBe(true);
      expect(bytesOf(await store.find(ANN))).toEqual(kept.export());
    });

    it('takes over no key of whoever was erased', async () => {
      await store.destroy(ANN);
      await expect(store.adopt(ANN, newDataKey(secureRandomness))).rejects.toEqual(new KeyDestroyed(ANN));
      expect(await store.find(ANN)).toBe('destroyed');
    });

    it('names everybody who has a key or had one', async () => {
      expect(await store.subjects()).toEqual([]);
      await store.keyFor(ANN);
      await store.keyFor(STRIKE);
      await store.destroy(STRIKE);
      await store.destroy('mission:never');
      await store.find(BEA);
      expect([...(await store.subjects())].sort()).toEqual([STRIKE, 'mission:never', ANN]);
    });

    it('counts its keys by how they stand', async () => {
      expect(await store.census()).toEqual({ kept: 0, destroyed: 0, damaged: 0 });
      for (const subject of [ANN, BEA, STRIKE]) await store.keyFor(subject);
      await store.destroy(STRIKE);
      await store.destroy('officer:nobody');
      expect(await store.census()).toEqual({ kept: 2, destroyed: 2, damaged: 0 });
    });

    it('wraps all keys anew, and they stay what they were', async () => {
      const [ann, secret] = [await store.keyFor(ANN), await store.fingerprintKey()];
      await store.destroy(STRIKE);
      expect(await store.rewrap(nextMaster)).toEqual({ kept: 1, destroyed: 1, damaged: 0 });
      expect((await store.keyFor(ANN)).equals(ann)).toBe(true);
      expect((await store.fingerprintKey()).equals(secret)).toBe(true);
      expect(await store.find(STRIKE)).toBe('destroyed');
      await expect(store.keyFor(STRIKE)).rejects.toEqual(new KeyDestroyed(STRIKE));
    });

    it('creates and destroys keys under the new master key as it did under the former', async () => {
      await store.keyFor(ANN);
      await store.rewrap(nextMaster);
      const bea = await store.keyFor(BEA);
      await store.destroy(ANN);
      expect(await store.find(ANN)).toBe('destroyed');
      expect((await store.keyFor(BEA)).equals(bea)).toBe(true);
      expect(await store.census()).toEqual({ kept: 1, destroyed: 1, damaged: 0 });
    });

    it('wraps anew again without complaint', async () => {
      const ann = await store.keyFor(ANN);
      await store.rewrap(nextMaster);
      expect(await store.rewrap(nextMaster)).toEqual({ kept: 1, destroyed: 0, damaged: 0 });
      expect(await store.rewrap(master)).toEqual({ kept: 1, destroyed: 0, damaged: 0 });
      expect((await store.keyFor(ANN)).equals(ann)).toBe(true);
    });

    it('is unavailable once it is closed', async () => {
      await store.keyFor(ANN);
      await store.close();
      await expect(store.keyFor(ANN)).rejects.toBeInstanceOf(KeyStoreUnavailable);
      await expect(store.find(ANN)).rejects.toBeInstanceOf(KeyStoreUnavailable);
      await expect(store.findMany([ANN])).rejects.toBeInstanceOf(KeyStoreUnavailable);
      await expect(store.destroy(ANN)).rejects.toBeInstanceOf(KeyStoreUnavailable);
      await expect(store.adopt(ANN, newDataKey(secureRandomness))).rejects.toBeInstanceOf(KeyStoreUnavailable);
      await expect(store.subjects()).rejects.toBeInstanceOf(KeyStoreUnavailable);
      await expect(store.fingerprintKey()).rejects.toBeInstanceOf(KeyStoreUnavailable);
      await expect(store.census()).rejects.toBeInstanceOf(KeyStoreUnavailable);
      await expect(store.rewrap(nextMaster)).rejects.toBeInstanceOf(KeyStoreUnavailable);
      await store.close();
    });
  });
}

function describeLastingKeyStore({ name, open }: KeyStoreEngine): void {
  describe(`the key store that lasts (${name})`, () => {
    let folder: string;

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'muster-keys-'));
    });

    afterEach(() => rm(folder, { recursive: true }));

    it('finds the same keys and tombstones when it is opened anew', async () => {
      const first = await open(folder, master);
      const [ann, secret] = [await first.keyFor(ANN), await first.fingerprintKey()];
      await first.destroy(BEA);
      await first.close();
      const again = await open(folder, master);
      expect(bytesOf(await again.find(ANN))).toEqual(ann.export());
      expect((await again.fingerprintKey()).equals(secret)).toBe(true);
      expect(await again.find(BEA)).toBe('destroyed');
      await again.close();
    });

    it('keeps what it took over, and its own secret for fingerprints whatever it is given later', async () => {
      const [key, fingerprintKey] = [newDataKey(secureRandomness), newDataKey(secureRandomness)];
      const first = await open(folder, master, { fingerprintKey });
      await first.adopt(ANN, key);
      await first.close();
      const again = await open(folder, master, { fingerprintKey: newDataKey(secureRandomness) });
      expect(bytesOf(await again.find(ANN))).toEqual(key.export());
      expect((await again.fingerprintKey()).equals(fingerprintKey)).toBe(true);
      await again.close();
    });

    it('is opened by the new master key alone once all keys are wrapped anew', async () => {
      const store = await open(folder, master);
      const ann = await store.keyFor(ANN);
      await store.destroy(BEA);
      await store.rewrap(nextMaster);
      const created = await store.keyFor(STRIKE);
      await store.close();
      await expect(open(folder, master)).rejects.toBeInstanceOf(WrongMasterKey);
      const again = await open(folder, nextMaster);
      expect(bytesOf(await again.find(ANN))).toEqual(ann.export());
      expect(bytesOf(await again.find(STRIKE))).toEqual(created.export());
      expect(await again.census()).toEqual({ kept: 2, destroyed: 1, damaged: 0 });
      await again.close();
    });

    it('has nothing more to do with who still has the former master key', async () => {
      const [one, other] = [await open(folder, master), await open(folder, master)];
      const ann = await one.keyFor(ANN);
      await other.keyFor(ANN);
      await one.rewrap(nextMaster);
      await untilRefused(() => other.keyFor(ANN));
      await expect(other.keyFor(BEA)).rejects.toBeInstanceOf(KeyStoreUnavailable);
      await expect(other.rewrap(master)).rejects.toBeInstanceOf(KeyStoreUnavailable);
      expect(bytesOf(await one.find(ANN))).toEqual(ann.export());
      expect(await one.find(BEA)).toBeUndefined();
      await Promise.all([one.close(), other.close()]);
    });
  });
}
