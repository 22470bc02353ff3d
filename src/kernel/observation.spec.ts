import type { Duration } from './duration.js';
import { instant, msOf } from './instant.js';
import { observe, overlap } from './observation.js';

const at = (text: string): number => msOf(instant(text));

describe('When something was observed', () => {
  it('is the claimed instant where it is exact and not later than its receipt', () => {
    const span = observe({ observedAt: instant('2020-01-07T23:00:00Z'), receivedAt: instant('2020-01-07T23:01:00Z') });
    expect(span).toEqual({
      lo: at('2020-01-07T23:00:00Z'),
      hi: at('2020-01-07T23:00:00Z'),
      observedAt: at('2020-01-07T23:00:00Z'),
      uncertainty: 0,
      received: at('2020-01-07T23:01:00Z'),
      ahead: 0,
      flagged: false,
    });
  });

  it('lies within the uncertainty on either side of the claim', () => {
    const span = observe({
      observedAt: instant('2020-01-07T23:00:00Z'),
      uncertainty: 'PT10M' as Duration,
      receivedAt: instant('2020-01-07T23:30:00Z'),
    });
    expect([span.lo, span.hi]).toEqual([at('2020-01-07T22:50:00Z'), at('2020-01-07T23:10:00Z')]);
  });

  it('is never after its receipt', () => {
    const span = observe({
      observedAt: instant('2020-01-07T23:00:00Z'),
      uncertainty: 'PT10M' as Duration,
      receivedAt: instant('2020-01-07T23:05:00Z'),
    });
    expect([span.lo, span.hi]).toEqual([at('2020-01-07T22:50:00Z'), at('2020-01-07T23:05:00Z')]);
  });

  it('is taken as the receipt where the claim is later, and is the less certain by as much', () => {
    const span = observe({
      observedAt: instant('2020-01-07T23:00:30Z'),
      uncertainty: 'PT1M' as Duration,
      receivedAt: instant('2020-01-07T23:00:00Z'),
    });
    expect(span).toEqual({
      lo: at('2020-01-07T22:58:30Z'),
      hi: at('2020-01-07T23:00:00Z'),
      observedAt: at('2020-01-07T23:00:00Z'),
      uncertainty: 90_000,
      received: at('2020-01-07T23:00:00Z'),
      ahead: 30_000,
      flagged: false,
    });
  });

  it.each([
    ['2020-01-07T23:01:00.000Z', false],
    ['2020-01-07T23:01:00.001Z', true],
  ])('claimed for %s and received at 23:00 is flagged: %s', (observedAt, flagged) => {
    const claim = { observedAt: instant(observedAt), receivedAt: instant('2020-01-07T23:00:00Z') };
    expect(observe(claim).flagged).toBe(flagged);
  });
});

describe('Two spans', () => {
  it.each([
    [{ lo: 0, hi: 10 }, { lo: 10, hi: 20 }, true],
    [{ lo: 0, hi: 10 }, { lo: 11, hi: 20 }, false],
    [{ lo: 0, hi: 30 }, { lo: 10, hi: 20 }, true],
    [{ lo: 10, hi: 10 }, { lo: 10, hi: 10 }, true],
  ])('%j and %j overlap: %s', (a, b, expected) => {
    expect(overlap(a, b)).toBe(expected);
    expect(overlap(b, a)).toBe(expected);
  });
});
