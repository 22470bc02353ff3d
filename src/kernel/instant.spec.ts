import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { instantOf, isInstant } from './instant.js';

const two = (number: number): string => String(number).padStart(2, '0');

/** Spelled like an instant, whether or not there is such a day, such an hour or such a year here. */
const anyAlike = fc
  .tuple(fc.integer({ min: 1890, max: 9010 }), fc.nat(14), fc.nat(33), fc.nat(25), fc.nat(61), fc.nat(61), fc.nat(999))
  .map(([year, month, day, hour, minute, second, ms]) => {
    const time = `${two(hour)}:${two(minute)}:${two(second)}.${String(ms).padStart(3, '0')}`;
    return `${String(year)}-${two(month)}-${two(day)}T${time}Z`;
  });

describe('the canonical spelling of an instant', () => {
  it('is recognised exactly where the calendar gives the same text back, in the years that are taken', () => {
    fc.assert(
      fc.property(anyAlike, (text) => {
        const ms = Date.parse(text);
        const isTaken = ms >= Date.UTC(1900, 0, 1) && ms < Date.UTC(9000, 0, 1);
        expect(isInstant(text)).toBe(isTaken && instantOf(ms) === text);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is no other spelling of the same instant', () => {
    const others = ['2020-01-07T22:30:00Z', '2020-01-07T22:30:00.000+00:00', '2020-01-07t22:30:00.000z', ''];
    expect(others.filter(isInstant)).toEqual([]);
  });
});
