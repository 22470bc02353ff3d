import { describe, expect, it } from '@jest/globals';
import { asTyped, instantTyped } from '../../web/src/parts/form/instants.js';

describe('A time that is typed with its zone', () => {
  it.each([
    ['2020-01-08 02:30', 'Asia/Baghdad', '2020-01-07T23:30:00.000Z'],
    ['2020-01-07 18:30', 'America/Toronto', '2020-01-07T23:30:00.000Z'],
    ['2020-01-07T17:30', 'America/Regina', '2020-01-07T23:30:00.000Z'],
    ['2020-07-01 00:00', 'America/St_Johns', '2020-07-01T02:30:00.000Z'],
    ['2020-01-08', 'UTC', '2020-01-08T00:00:00.000Z'],
    [' 2020-01-08 2:30 ', 'UTC', '2020-01-08T02:30:00.000Z'],
  ])('is %s in %s at the right instant', (text, zone, instant) => {
    expect(instantTyped(text, zone)).toBe(instant);
  });

  it.each(['', 'tomorrow', '2020-02-30', '2020-01-08 24:00', '2020-01-08 12:60', '08/01/2020', '2020-13-01'])(
    'is no time where it is %j',
    (text) => {
      expect(instantTyped(text, 'UTC')).toBeUndefined();
    },
  );

  it('is none where the clocks of the zone jumped over it, and none in a zone that does not exist', () => {
    expect(instantTyped('2020-03-08 02:30', 'America/Toronto')).toBeUndefined();
    expect(instantTyped('2020-03-08 03:30', 'America/Toronto')).toBe('2020-03-08T07:30:00.000Z');
    expect(instantTyped('2020-03-08 02:30', 'America/Nowhere')).toBeUndefined();
  });

  it('is the first of the two where the clocks showed it twice', () => {
    expect(instantTyped('2020-11-01 01:30', 'America/Toronto')).toBe('2020-11-01T05:30:00.000Z');
  });

  it('is typed as the clocks there show it', () => {
    expect(asTyped('2020-01-07T23:30:00Z', 'Asia/Baghdad')).toBe('2020-01-08 02:30');
    expect(asTyped(Date.parse('2020-07-01T02:30:59Z'), 'America/St_Johns')).toBe('2020-07-01 00:00');
  });
});
