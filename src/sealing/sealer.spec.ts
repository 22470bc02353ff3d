import { beforeEach, describe, expect, it } from '@jest/globals';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { KeySubject, PlainTexts, SealedTexts } from '../kernel/event.js';
import { derivedId } from '../kernel/ids.js';
import { KeyDamaged, KeyDestroyed, KeyStoreUnavailable, type FoundKey } from './key-store.js';
import { MemoryKeyStore } from './memory-key-store.js';
import { MAX_SEALED_LENGTH, Sealer } from './sealer.js';

const ANN: KeySubject = 'officer:ann';
const BEA: KeySubject = 'officer:bea';
const COMMAND = derivedId('command');

/** Computed apart from this code, by another library: HKDF, HMAC and AES-GCM under a key of 32 bytes 0x07. */
const SEALED_ANN = 'v1.00F6CaTmzfpmf01PLMA2xFj4idJLP-0HA6w7jjMAxoJnq68_bh2JgUZC';

/** Every string that JavaScript can hold, unpaired surrogates too. */
const anyText = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) });
const anyField = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('__proto__', 'constructor', 'name'));
const anyTexts: fc.Arbitrary<Readonly<Record<string, string>>> = fc
  .uniqueArray(fc.tuple(anyField, anyText), { maxLength: 5, selector: ([field]) => field })
  .map((entries) => Object.fromEntries(entries));
/** As it comes out of a request's body. */
const anyCommand = fc.jsonValue().map((value): unknown => JSON.parse(JSON.stringify(value)));
const anyOrigin = fc.record({ commandId: fc.uuid(), index: fc.nat(63) });

let keys: MemoryKeyStore;
let sealer: Sealer;

beforeEach(() => {
  keys = new MemoryKeyStore();
  sealer = new Sealer(keys);
});

async function sealOne(
  text: string,
  { subject = ANN, field = 'name', commandId = COMMAND, index = 0 } = {},
): Promise<string> {
  const { sealed } = await sealer.seal({ subject, texts: { [field]: text } }, commandId, index);
  return only(sealed);
}

function only(sealed: Readonly<Record<string, string>>): string {
  const [value] = Object.values(sealed);
  if (value === undefined) throw new Error('nothing was sealed');
  return value;
}

describe('sealing', () => {
  it('gives back every text of every field', async () => {
    await fc.assert(
      fc.asyncProperty(anyTexts, anyOrigin, async (texts, { commandId, index }) => {
        const opened = await sealer.open(await sealer.seal({ subject: ANN, texts }, commandId, index));
        expect(Object.entries(opened)).toEqual(Object.entries(texts).map(([field, text]) => [field, { text }]));
      }),
    );
  });

  it('gives an exact retry the same bytes, also from another sealer', async () => {
    await fc.assert(
      fc.asyncProperty(anyTexts, anyOrigin, async (texts, { commandId, index }) => {
        const plain: PlainTexts = { subject: ANN, texts };
        const first = await sealer.seal(plain, commandId, index);
        expect(await new Sealer(keys).seal(plain, commandId, index)).toEqual(first);
      }),
    );
  });

  it('gives one version and base64url, in which the text does not stand', async () => {
    const sealed = await sealOne('Ann Example');
    expect(sealed).toMatch(/^v1\.[0-9A-Za-z_-]+$/);
    expect(Buffer.from(sealed.slice(3), 'base64url').includes('Ann Example')).toBe(false);
  });

  it('keeps its format: a log that was written once can be read for ever', async () => {
    const seeded = new Sealer(new MemoryKeyStore((bytes) => Buffer.alloc(bytes, 7)));
    const sealed = { subject: ANN, sealed: { name: SEALED_ANN } };
    const commandId = '00000000-0000-4000-8000-000000000000';
    expect(await seeded.seal({ subject: ANN, texts: { name: 'Ann Ëxample' } }, commandId, 3)).toEqual(sealed);
    expect(await seeded.open(sealed)).toEqual({ name: { text: 'Ann Ëxample' } });
  });

  it('looks different, nonce and all, for another command, index, field, subject or text', async () => {
    const sealed = await Promise.all([
      sealOne('Ann'),
      sealOne('Ann', { commandId: derivedId('another command') }),
      sealOne('Ann', { index: 1 }),
      sealOne('Ann', { field: 'note' }),
      sealOne('Ann', { subject: BEA }),
      sealOne('Anm'),
    ]);
    const nonces = sealed.map((text) => Buffer.from(text.slice(3), 'base64url').toString('hex', 0, 12));
    expect(new Set(nonces).size).toBe(sealed.length);
  });

  it('holds a text of the greatest length, and takes a longer one for a bug', async () => {
    const longest = 'x'.repeat(MAX_SEALED_LENGTH);
    const opened = await sealer.open({ subject: ANN, sealed: { note: await sealOne(longest, { field: 'note' }) } });
    expect(opened).toEqual({ note: { text: longest } });
    await expect(sealOne(`${longest}x`)).rejects.toThrow('invariant broken');
  });

  it('is impossible for a person who was erased', async () => {
    await keys.destroy(ANN);
    await expect(sealOne('Ann')).rejects.toBeInstanceOf(KeyDestroyed);
  });
});

describe('opening', () => {
  it('says erased once the key is destroyed, and only for that subject', async () => {
    const [ann, bea] = [await sealOne('Ann'), await sealOne('Bea', { subject: BEA })];
    const page: readonly SealedTexts[] = [
      { subject: ANN, sealed: { name: ann } },
      { subject: BEA, sealed: { name: bea } },
    ];
    expect(await sealer.openMany(page)).toEqual([{ name: { text: 'Ann' } }, { name: { text: 'Bea' } }]);
    await keys.destroy(ANN);
    expect(await sealer.openMany(page)).toEqual([{ name: 'erased' }, { name: { text: 'Bea' } }]);
  });

  it('says erased where the key was never here', async () => {
    const sealed = await sealOne('Ann');
    const elsewhere = new Sealer(new MemoryKeyStore());
    expect(await elsewhere.open({ subject: ANN, sealed: { name: sealed } })).toEqual({ name: 'erased' });
  });

  it('says unreadable of a text in which any one character was changed', async () => {
    const sealed = await sealOne('Ann Example');
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.length - 1), fc.string({ minLength: 1, maxLength: 1 }), async (at, character) => {
        fc.pre(sealed[at] !== character);
        const changed = sealed.slice(0, at) + character + sealed.slice(at + 1);
        expect(await sealer.open({ subject: ANN, sealed: { name: changed } })).toEqual({ name: 'unreadable' });
      }),
      { numRuns: 500 },
    );
  });

  it('says unreadable of a text that was cut or lengthened', async () => {
    const sealed = await sealOne('Ann Example');
    for (const changed of [
      '',
      'v1.',
      sealed.slice(0, 20),
      sealed.slice(0, -1),
      `${sealed}A`,
      `${sealed}AAAA`,
      `${sealed}=`,
    ]) {
      expect(await sealer.open({ subject: ANN, sealed: { name: changed } })).toEqual({ name: 'unreadable' });
    }
  });

  it('says unreadable of a text that was moved to another field or another person', async () => {
    const sealed = await sealOne('Ann');
    await keys.keyFor(BEA);
    expect(await sealer.open({ subject: ANN, sealed: { note: sealed } })).toEqual({ note: 'unreadable' });
    expect(await sealer.open({ subject: BEA, sealed: { name: sealed } })).toEqual({ name: 'unreadable' });
  });

  it('says unreadable, not erased, where the stored key is damaged', async () => {
    class Damaged extends MemoryKeyStore {
      override async keyFor(subject: KeySubject): Promise<never> {
        throw new KeyDamaged(subject);
      }
      override async findMany(subjects: Iterable<KeySubject>): Promise<ReadonlyMap<KeySubject, FoundKey>> {
        return new Map(Array.from(subjects, (subject) => [subject, 'damaged']));
      }
    }
    const damaged = new Sealer(new Damaged());
    const sealed = await sealOne('Ann');
    expect(await damaged.open({ subject: ANN, sealed: { name: sealed } })).toEqual({ name: 'unreadable' });
    await expect(damaged.seal({ subject: ANN, texts: {} }, COMMAND, 0)).rejects.toBeInstanceOf(KeyDamaged);
  });

  it('says unreadable, not erased, while the key store is out of reach', async () => {
    const sealed = await sealOne('Ann');
    await keys.close();
    expect(await sealer.open({ subject: ANN, sealed: { name: sealed } })).toEqual({ name: 'unreadable' });
    await expect(sealOne('Ann')).rejects.toBeInstanceOf(KeyStoreUnavailable);
  });

  it('does not hide a bug of the store', async () => {
    class Broken extends MemoryKeyStore {
      override async findMany(): Promise<never> {
        throw new TypeError('a bug');
      }
    }
    await expect(new Sealer(new Broken()).open({ subject: ANN, sealed: {} })).rejects.toThrow('a bug');
  });
});

describe('a fingerprint', () => {
  it('is the same for the same command, in whatever order its fields were written', async () => {
    const one = await sealer.fingerprint({ name: 'Ann', at: { day: 1, hour: 2 } });
    expect(await sealer.fingerprint({ at: { hour: 2, day: 1 }, name: 'Ann' })).toBe(one);
    expect(one).toMatch(/^[0-9A-Za-z_-]{22}$/);
  });

  it('is another for every other command', async () => {
    await fc.assert(
      fc.asyncProperty(anyCommand, anyCommand, async (one, other) => {
        const [first, second] = [await sealer.fingerprint(one), await sealer.fingerprint(other)];
        expect(first === second).toBe(isDeepStrictEqual(one, other));
      }),
    );
  });

  it('cannot be made without the secret of the installation', async () => {
    const command = { name: 'Ann' };
    const elsewhere = new Sealer(new MemoryKeyStore());
    expect(await elsewhere.fingerprint(command)).not.toBe(await sealer.fingerprint(command));
  });
});
