import { beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryKeyServer } from '../../../test/support/memory-key-streams.js';
import type { KeySubject } from '../../kernel/event.js';
import { newDataKey, secureRandomness } from '../data-key.js';
import { KeyDestroyed, KeyStoreFormat, KeyStoreUnavailable, WrongMasterKey } from '../key-store.js';
import type { MasterKey } from '../master-key.js';
import { STORE_STREAM, streamOf } from './key-history.js';
import { StreamKeyStore } from './stream-key-store.js';

const ANN: KeySubject = 'officer:ann';
const BEA: KeySubject = 'officer:bea';

const master = newDataKey(secureRandomness);
const nextMaster = newDataKey(secureRandomness);

let server: MemoryKeyServer;

beforeEach(() => {
  server = new MemoryKeyServer();
});

function open(key: MasterKey = master): Promise<StreamKeyStore> {
  return StreamKeyStore.open(server.connect(), key);
}

describe('keys on a server', () => {
  it('are given by whoever comes first, the same to all instances', async () => {
    const [one, other] = [await open(), await open()];
    const keys = await Promise.all([one.keyFor(ANN), other.keyFor(ANN), one.keyFor(ANN)]);
    expect(new Set(keys.map((key) => key.export().toString('hex'))).size).toBe(1);
    expect((await one.fingerprintKey()).equals(await other.fingerprintKey())).toBe(true);
  });

  it('stand there wrapped, under the name of nobody', async () => {
    const key = await (await open()).keyFor(ANN);
    const kept = JSON.stringify([...server.streams]);
    expect(kept).not.toContain(key.export().toString('base64'));
    expect(kept).toContain(streamOf(ANN));
  });

  it('are kept at hand while changes are told', async () => {
    const store = await open();
    // Its own making of the key is told to it too.
    await store.keyFor(ANN);
    await store.keyFor(ANN);
    const reads = server.reads;
    await store.keyFor(ANN);
    await store.find(ANN);
    expect(server.reads).toBe(reads);
    expect(store.cachedKeys()).toBe(1);
  });

  it('are forgotten by all instances when one destroys them', async () => {
    const [one, other] = [await open(), await open()];
    await other.keyFor(ANN);
    await one.destroy(ANN);
    await expect(other.keyFor(ANN)).rejects.toEqual(new KeyDestroyed(ANN));
  });

  it('are asked for each time while changes may be missed', async () => {
    const [one, other] = [await open(), await open()];
    await other.keyFor(ANN);
    server.loseWatches();
    expect(other.cachedKeys()).toBe(0);
    await other.keyFor(ANN);
    expect(other.cachedKeys()).toBe(0);
    await one.destroy(ANN);
    expect(await other.find(ANN)).toBe('destroyed');
  });

  it('are destroyed also where the account may not remove their stream', async () => {
    server.permitsRemoval = false;
    const store = await open();
    await store.keyFor(ANN);
    await store.destroy(ANN);
    await store.destroy(ANN);
    await expect(store.keyFor(ANN)).rejects.toEqual(new KeyDestroyed(ANN));
    expect(server.streams.get(streamOf(ANN))).toHaveLength(2);
  });

  it('are removed from the server where the account may do that', async () => {
    const store = await open();
    await store.keyFor(ANN);
    await store.destroy(ANN);
    expect(server.streams.get(streamOf(ANN))).toBe('removed');
    expect(await store.census()).toEqual({ kept: 0, destroyed: 1, damaged: 0 });
  });

  it('that cannot be unwrapped are damaged, and never called destroyed or made anew', async () => {
    server.streams.set(streamOf(ANN), [{ type: 'KeyWrapped', data: { generation: 0, wrapped: 'AAAA' } }]);
    const store = await open();
    expect(await store.find(ANN)).toBe('damaged');
    expect(await store.rewrap(nextMaster)).toEqual({ kept: 0, destroyed: 0, damaged: 1 });
    expect(await store.find(ANN)).toBe('damaged');
  });

  it('are refused with another master key, and in a format that is not known', async () => {
    await open();
    await expect(open(nextMaster)).rejects.toBeInstanceOf(WrongMasterKey);
    server.streams.set(STORE_STREAM, [{ type: 'KeysBegan', data: { format: 2, wrapped: '' } }]);
    await expect(open()).rejects.toBeInstanceOf(KeyStoreFormat);
  });
});

describe('while all keys are wrapped anew', () => {
  it('nobody uses a key that is made meanwhile, and it is made anew afterwards', async () => {
    const [one, other] = [await open(), await open()];
    const made: unknown[] = [];
    server.beforeAppend = async (_, { type }) => {
      if (type !== 'KeysRewrapped') return;
      server.beforeAppend = () => undefined;
      made.push(await other.keyFor(BEA).catch((error: unknown) => error));
    };
    await one.rewrap(nextMaster);
    expect(made).toEqual([expect.any(KeyStoreUnavailable)]);
    expect(await one.find(BEA)).toBeUndefined();
    const bea = await one.keyFor(BEA);
    expect((await (await open(nextMaster)).keyFor(BEA)).equals(bea)).toBe(true);
  });

  it('a key that is destroyed meanwhile stays destroyed', async () => {
    const [one, other] = [await open(), await open()];
    await one.keyFor(ANN);
    server.beforeAppend = async (_, { type }) => {
      if (type !== 'KeyWrapped') return;
      server.beforeAppend = () => undefined;
      await other.destroy(ANN);
    };
    expect(await one.rewrap(nextMaster)).toEqual({ kept: 0, destroyed: 1, damaged: 0 });
    await expect(one.keyFor(ANN)).rejects.toEqual(new KeyDestroyed(ANN));
  });

  it('who opens the store with the former master key calls it off', async () => {
    const one = await open();
    const ann = await one.keyFor(ANN);
    server.beforeAppend = async (_, { type }) => {
      if (type !== 'KeysRewrapped') return;
      server.beforeAppend = () => undefined;
      await open();
    };
    await expect(one.rewrap(nextMaster)).rejects.toBeInstanceOf(KeyStoreUnavailable);
    await expect(open(nextMaster)).rejects.toBeInstanceOf(WrongMasterKey);
    expect((await (await open()).keyFor(ANN)).equals(ann)).toBe(true);
    await one.rewrap(nextMaster);
    expect((await (await open(nextMaster)).keyFor(ANN)).equals(ann)).toBe(true);
  });

  it.each([0, 1, 2, 3])('one master key opens everything where it breaks off after %i appends', async (appends) => {
    const store = await open();
    const keys = [await store.keyFor(ANN), await store.keyFor(BEA)];
    let left = appends;
    server.beforeAppend = () => {
      left -= 1;
      if (left < 0) throw new KeyStoreUnavailable('the server is gone');
    };
    await expect(store.rewrap(nextMaster)).rejects.toBeInstanceOf(KeyStoreUnavailable);
    server.beforeAppend = () => undefined;
    await expect(open(nextMaster)).rejects.toBeInstanceOf(WrongMasterKey);
    const again = await open();
    const found = await again.findMany([ANN, BEA]);
    expect([...found.values()]).toEqual(keys);
    expect(await again.rewrap(nextMaster)).toEqual({ kept: 2, destroyed: 0, damaged: 0 });
  });
});
