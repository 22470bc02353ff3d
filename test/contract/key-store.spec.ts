import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeySubject } from '../../src/kernel/event.js';
import { newDataKey, secureRandomness } from '../../src/sealing/data-key.js';
import { KeyDestroyed, KeyStoreUnavailable, type FoundKey, type KeyStore } from '../../src/sealing/key-store.js';
import { MemoryKeyStore } from '../../src/sealing/memory-key-store.js';
import { SqliteKeyStore } from '../../src/sealing/sqlite-key-store.js';

const ANN: KeySubject = 'officer:ann';
const BEA: KeySubject = 'officer:bea';
const STRIKE: KeySubject = 'incident:strike';

const master = newDataKey(secureRandomness);

const ENGINES: readonly [string, (folder: string) => KeyStore][] = [
  ['memory', () => new MemoryKeyStore()],
  ['sqlite', (folder) => SqliteKeyStore.open(join(folder, 'keys.db'), master)],
  [
    'sqlite with room for one key',
    (folder) => SqliteKeyStore.open(join(folder, 'keys.db'), master, { maxCachedKeys: 1 }),
  ],
];

function bytesOf(key: FoundKey | undefined): Buffer {
  if (key === undefined || typeof key === 'string') throw new Error(`no key, but ${key ?? 'nothing'}`);
  return key.export();
}

describe.each(ENGINES)('the key store (%s)', (_, open) => {
  let folder: string;
  let store: KeyStore;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'muster-keys-'));
    store = open(folder);
  });

  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true });
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

  it('is unavailable once it is closed', async () => {
    await store.keyFor(ANN);
    await store.close();
    await expect(store.keyFor(ANN)).rejects.toBeInstanceOf(KeyStoreUnavailable);
    await expect(store.find(ANN)).rejects.toBeInstanceOf(KeyStoreUnavailable);
    await expect(store.findMany([ANN])).rejects.toBeInstanceOf(KeyStoreUnavailable);
    await expect(store.destroy(ANN)).rejects.toBeInstanceOf(KeyStoreUnavailable);
    await expect(store.fingerprintKey()).rejects.toBeInstanceOf(KeyStoreUnavailable);
    await store.close();
  });
});
