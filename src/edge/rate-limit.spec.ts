import { describe, expect, it } from '@jest/globals';
import { RateLimit } from './rate-limit.js';
import { networkOf } from './rate-limits.js';

function limit(perSecond: number): { readonly rate: RateLimit; readonly pass: (ms: number) => void } {
  let nowMs = 1_000;
  const rate = new RateLimit(perSecond, () => nowMs);
  return { rate, pass: (ms) => (nowMs += ms) };
}

function asked(rate: RateLimit, caller: string, times: number): number {
  return Array.from({ length: times }, () => rate.allows(caller)).filter(Boolean).length;
}

describe('a rate limit', () => {
  it('allows ten seconds’ worth at once, and then as many a second as it says', () => {
    const { rate, pass } = limit(5);
    expect(asked(rate, 'ann', 100)).toBe(50);
    pass(1_000);
    expect(asked(rate, 'ann', 100)).toBe(5);
    pass(200);
    expect(asked(rate, 'ann', 100)).toBe(1);
  });

  it('gives back no more than it holds, however long nobody asks', () => {
    const { rate, pass } = limit(5);
    expect(asked(rate, 'ann', 1)).toBe(1);
    pass(86_400_000);
    expect(asked(rate, 'ann', 100)).toBe(50);
  });

  it('counts those who are refused for nothing', () => {
    const { rate, pass } = limit(1);
    asked(rate, 'ann', 1_000);
    pass(1_000);
    expect(asked(rate, 'ann', 10)).toBe(1);
  });

  it('counts each caller for himself', () => {
    const { rate } = limit(5);
    asked(rate, 'ann', 100);
    expect(asked(rate, 'ben', 100)).toBe(50);
  });

  it('forgets the caller who has asked longest ago where there are too many', () => {
    const { rate } = limit(1);
    asked(rate, 'ann', 100);
    asked(rate, 'ben', 100);
    for (let other = 0; other < 19_999; other += 1) rate.allows(`other ${other}`);
    expect(rate.allows('ben')).toBe(false);
    expect(rate.allows('ann')).toBe(true);
  });
});

describe('the network of an address', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::6', '2001:db8:1:2'],
    ['2001:db8::6', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::', 'fe80:0:0:0'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
