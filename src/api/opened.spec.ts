import { beforeEach, describe, expect, it } from '@jest/globals';
import type { SealedTexts } from '../kernel/event.js';
import { derivedId } from '../kernel/ids.js';
import { MemoryKeyStore } from '../sealing/memory-key-store.js';
import { Sealer } from '../sealing/sealer.js';
import { openTexts } from './opened.js';

let keys: MemoryKeyStore;
let sealer: Sealer;

beforeEach(() => {
  keys = new MemoryKeyStore();
  sealer = new Sealer(keys);
});

function sealed(officer: string, name: string): Promise<SealedTexts> {
  return sealer.seal({ subject: `officer:${officer}`, texts: { name } }, derivedId(name), 0);
}

describe('a page of sealed texts', () => {
  it('is opened, each text where it was', async () => {
    const [ann, bob] = [await sealed('ann', 'Ann'), await sealed('bob', 'Bob')];
    const opened = await openTexts(sealer, [ann, bob]);
    expect([opened(bob, 'name'), opened(ann, 'name')]).toEqual([{ text: 'Bob' }, { text: 'Ann' }]);
  });

  it('tells a text that was erased from one that is damaged and one that was never given', async () => {
    const [ann, bob] = [await sealed('ann', 'Ann'), await sealed('bob', 'Bob')];
    const damaged = { ...bob, sealed: { name: 'v1.damaged' } };
    await keys.destroy('officer:ann');
    const opened = await openTexts(sealer, [ann, damaged]);
    expect(opened(ann, 'name')).toEqual({ erased: true });
    expect(opened(damaged, 'name')).toEqual({ unreadable: true });
    expect(opened(damaged, 'place')).toBeUndefined();
  });

  it('answers for what was on it alone', async () => {
    const [ann, bob] = [await sealed('ann', 'Ann'), await sealed('bob', 'Bob')];
    const opened = await openTexts(sealer, [ann]);
    expect(() => opened(bob, 'name')).toThrow('invariant broken');
  });
});
