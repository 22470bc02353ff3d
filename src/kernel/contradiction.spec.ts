import { describe, expect, it } from '@jest/globals';
import { isSignOfLife, safeContradicts } from './contradiction.js';

/** Observed at an instant, give or take as much. */
const seen = (observedAt: number, uncertainty = 0) => ({
  lo: observedAt - uncertainty,
  hi: observedAt + uncertainty,
  observedAt,
});

describe('A SAFE', () => {
  it.each([
    ['is observed later', seen(11), seen(10), true],
    ['is observed at the same instant', seen(10), seen(10), true],
    ['is observed earlier and touches it', seen(8, 1), seen(10, 1), true],
    ['is observed earlier and ends before it', seen(8), seen(10, 1), false],
  ])('that %s: contradicts bad news as the rule says', (_, safe, bad, expected) => {
    expect(safeContradicts(safe, bad)).toBe(expected);
  });
});

describe('A check-in', () => {
  it.each([
    ['is observed later', seen(11), seen(10), true],
    ['cannot have been made as early', seen(9), seen(10, 2), true],
    ['is observed at the same instant', seen(10), seen(10), false],
    ['is observed earlier', seen(9), seen(10), false],
  ])('that %s than a report of death: is a sign of life as the rule says', (_, checkIn, report, expected) => {
    expect(isSignOfLife({ ...checkIn, grade: 3 }, report)).toBe(expected);
  });

  it.each([4, 5])('of grade %i is no sign of life, however late', (grade) => {
    expect(isSignOfLife({ ...seen(99), grade }, seen(10))).toBe(false);
  });
});
