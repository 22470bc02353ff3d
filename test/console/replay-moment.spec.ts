import { describe, expect, it } from '@jest/globals';
import { heldMoment, standsApart, type Outline } from '../../web/src/screens/replay/replay-moment.js';

const TIMES = ['2020-01-07T23:00:00Z', '2020-01-07T23:30:00Z', '2020-01-07T23:50:00Z'].map((at) => Date.parse(at));
const OUTLINE: Outline = { positions: ['000000000007', '000000000012', '000000000031'], times: TIMES };

describe('The moment that the address of a replay holds', () => {
  it('is the end of the incident where it holds none', () => {
    expect(heldMoment(OUTLINE, {})).toEqual({ place: 2, at: TIMES[2] });
  });

  it('is the last event that was recorded by a position of the log, or by an instant', () => {
    expect(heldMoment(OUTLINE, { knownAt: '000000000012' })).toMatchObject({ place: 1 });
    expect(heldMoment(OUTLINE, { knownAt: '000000000030' })).toMatchObject({ place: 1 });
    expect(heldMoment(OUTLINE, { knownAt: '2020-01-07T23:40:00Z' })).toMatchObject({ place: 1 });
  });

  it('stands apart where something else was known then than it holds', () => {
    const asOf = '2020-01-07T23:12:00Z';
    expect(standsApart(OUTLINE, heldMoment(OUTLINE, { asOf }))).toBe(false);
    expect(standsApart(OUTLINE, heldMoment(OUTLINE, { asOf, knownAt: '000000000007' }))).toBe(false);
    expect(standsApart(OUTLINE, heldMoment(OUTLINE, { asOf, knownAt: '000000000031' }))).toBe(true);
  });

  it('does not stand apart at an event that shares its instant with a later one', () => {
    const [first = 0] = TIMES;
    const outline = { positions: ['1', '2'], times: [first, first] };
    expect(standsApart(outline, heldMoment(outline, { knownAt: '1' }))).toBe(false);
  });
});
