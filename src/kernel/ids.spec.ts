import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { derivedId, isId } from './ids.js';

/** Each part with its length in bytes before it, as the storage format has it. */
function digestOf(parts: readonly string[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return hash.digest();
}

describe('a derived id', () => {
  it('is the beginning of the digest of its parts, but for the version 8 and the variant of a UUID', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (parts) => {
        const bytes = digestOf(parts).subarray(0, 16);
        const derived = Buffer.from(derivedId(...parts).replaceAll('-', ''), 'hex');
        const differing = bytes.map((byte, place) => byte ^ (derived[place] ?? 0));
        expect(isId(derivedId(...parts))).toBe(true);
        expect([(derived[6] ?? 0) >> 4, (derived[8] ?? 0) >> 6]).toEqual([8, 2]);
        expect(differing.map((byte, place) => (place === 6 ? byte & 0x0f : place === 8 ? byte & 0x3f : byte))).toEqual(
          Buffer.alloc(16),
        );
      }),
    );
  });

  it('never changes: it is part of what is stored', () => {
    expect(derivedId('event', 'é', '')).toBe('41db3bb8-f293-81ef-be91-a27b536dad8e');
  });
});
