import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { derivedId } from '../kernel/ids.js';
import { IdSet } from './id-set.js';

const NONE = '00000000-0000-0000-0000-000000000000';
/** Few enough that many come twice, and alike in their first words. */
const anyId = fc.oneof(
  fc.constantFrom(NONE, 'no id', '', '00000001-0000-0000-0000-000000000000', '00000001-0000-0000-0000-000000000001'),
  fc.nat(40).map((number) => derivedId(String(number))),
);

describe('a set of very many ids', () => {
  it('says of each whether it is new, as any set does', () => {
    fc.assert(
      fc.property(fc.array(anyId, { maxLength: 200 }), (ids) => {
        const [set, known] = [new IdSet(), new Set<string>()];
        for (const id of ids) {
          expect(set.add(id)).toBe(!known.has(id));
          known.add(id);
        }
      }),
    );
  });

  it('holds them all when it has grown', () => {
    const set = new IdSet();
    const ids = Array.from({ length: 5_000 }, (_, number) => derivedId(String(number)));
    expect(ids.map((id) => set.add(id))).toEqual(ids.map(() => true));
    expect(ids.map((id) => set.add(id))).toEqual(ids.map(() => false));
  });
});
