import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from './json.js';

/** As RFC 8785 says it, without any thought of speed. */
function plainly(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(plainly).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const sorted = members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, member]) => `${JSON.stringify(key)}:${plainly(member)}`).join(',')}}`;
}

const anyKey = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('10', '9', '__proto__', 'toJSON', '\u{1f600}', '\uffff'),
);
const { value: anyValue } = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, fc.jsonValue(), tie('array'), tie('object')),
  array: fc.array(tie('value'), { maxLength: 4 }),
  object: fc.dictionary(anyKey, fc.option(tie('value'), { nil: undefined, freq: 8 }), { maxKeys: 6 }),
}));

class Dated {
  readonly at = 'then';
  readonly also = 'now';

  toJSON(): string {
    return 'otherwise';
  }
}

describe('canonical JSON', () => {
  it('is sorted by UTF-16 code units all the way down, without white space and undefined members', () => {
    fc.assert(fc.property(anyValue, (value) => expect(canonicalJson(value)).toBe(plainly(value))));
  });

  it('is read and written again byte by byte', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });

  it('sorts keys as texts, also those that look like numbers', () => {
    expect(canonicalJson({ 9: 'nine', 10: 'ten', A: { b: 1, a: 2 } })).toBe(
      '{"10":"ten","9":"nine","A":{"a":2,"b":1}}',
    );
  });

  it('holds the members of an object of a class, however that would write itself', () => {
    expect(canonicalJson([new Dated()])).toBe('[{"also":"now","at":"then"}]');
  });

  it.each([[Infinity], [NaN], [undefined], [10n], [() => 1], [Symbol('a')]])('cannot hold %p', (value) => {
    expect(() => canonicalJson(value)).toThrow('canonical JSON');
    expect(() => canonicalJson({ b: [value], a: 1 })).toThrow('canonical JSON');
    expect(() => canonicalJson({ a: 1, b: [value] })).toThrow('canonical JSON');
  });
});
