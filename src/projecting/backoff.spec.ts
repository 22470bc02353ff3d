import { describe, expect, it } from '@jest/globals';
import { backoffMs, FIRST_DELAY_MS, LONGEST_DELAY_MS } from './backoff.js';

describe('the back-off between subscriptions', () => {
  it('doubles from the first delay', () => {
    expect([1, 2, 3].map((attempt) => backoffMs(attempt, 0.5))).toEqual(
      [0.75, 1.5, 3].map((factor) => factor * FIRST_DELAY_MS),
    );
  });

  it('never exceeds the longest delay, however many attempts there were', () => {
    expect(backoffMs(5_000, 0.999_999)).toBeLessThanOrEqual(LONGEST_DELAY_MS);
    expect(backoffMs(5_000, 0)).toBe(LONGEST_DELAY_MS / 2);
  });

  it('leaves the latter half of a delay to chance', () => {
    expect([backoffMs(1, 0), backoffMs(1, 0.25)]).toEqual([FIRST_DELAY_MS / 2, FIRST_DELAY_MS * 0.625]);
  });
});
