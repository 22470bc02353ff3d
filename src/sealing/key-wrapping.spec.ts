import { describe, expect, it } from '@jest/globals';
import { newDataKey, secureRandomness } from './data-key.js';
import { unwrapKey, wrapKey, WRAPPED_BYTES } from './key-wrapping.js';

const master = newDataKey(secureRandomness);
const key = newDataKey(secureRandomness);

describe('a wrapped key', () => {
  it('is unwrapped under the same master key and label', () => {
    const wrapped = wrapKey(master, 'ann', key, secureRandomness);
    expect(wrapped).toHaveLength(WRAPPED_BYTES);
    expect(unwrapKey(master, 'ann', wrapped)?.equals(key)).toBe(true);
  });

  it('does not show the key, and looks different each time', () => {
    const [one, other] = [1, 2].map(() => wrapKey(master, 'ann', key, secureRandomness));
    expect(one?.includes(key.export())).toBe(false);
    expect(one).not.toEqual(other);
  });

  it('is refused under another master key', () => {
    const wrapped = wrapKey(master, 'ann', key, secureRandomness);
    expect(unwrapKey(newDataKey(secureRandomness), 'ann', wrapped)).toBeUndefined();
  });

  it('is refused for another label', () => {
    expect(unwrapKey(master, 'bea', wrapKey(master, 'ann', key, secureRandomness))).toBeUndefined();
  });

  it.each(Array.from({ length: WRAPPED_BYTES }, (_, index) => index))('is refused with byte %i changed', (index) => {
    const wrapped = wrapKey(master, 'ann', key, secureRandomness);
    wrapped.writeUInt8(wrapped.readUInt8(index) ^ 1, index);
    expect(unwrapKey(master, 'ann', wrapped)).toBeUndefined();
  });

  it.each([0, 1, WRAPPED_BYTES - 1])('is refused when cut to %i bytes', (length) => {
    const wrapped = wrapKey(master, 'ann', key, secureRandomness);
    expect(unwrapKey(master, 'ann', wrapped.subarray(0, length))).toBeUndefined();
  });
});
