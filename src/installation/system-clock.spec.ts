import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { instant, instantOf } from '../kernel/instant.js';
import { SystemClock } from './system-clock.js';

const START = Date.UTC(2020, 0, 8);
const DAY_MS = 86_400_000;

describe("the machine's clock", () => {
  const clock = new SystemClock();
  beforeEach(() => void jest.useFakeTimers({ now: START }));
  afterEach(() => void jest.useRealTimers());

  function ringsAfter(ms: number): () => number {
    let rung = 0;
    clock.at(instantOf(START + ms), () => (rung += 1));
    return () => rung;
  }

  it('reads the present', () => {
    expect(clock.now()).toBe(instant('2020-01-08T00:00:00Z'));
  });

  it('rings once, at the instant and not before', () => {
    const rung = ringsAfter(1_500);
    jest.advanceTimersByTime(1_499);
    expect(rung()).toBe(0);
    jest.advanceTimersByTime(1);
    expect(rung()).toBe(1);
    jest.advanceTimersByTime(DAY_MS);
    expect(rung()).toBe(1);
  });

  it('sleeps longer than a timer of the machine can', () => {
    const rung = ringsAfter(40 * DAY_MS);
    jest.advanceTimersByTime(40 * DAY_MS - 1);
    expect(rung()).toBe(0);
    jest.advanceTimersByTime(1);
    expect(rung()).toBe(1);
  });

  it('notices within a minute that it was set ahead, past the instant', () => {
    const rung = ringsAfter(DAY_MS);
    jest.setSystemTime(START + 2 * DAY_MS);
    jest.advanceTimersByTime(60_000);
    expect(rung()).toBe(1);
  });

  it('rings what is due already, but not before it has answered', () => {
    const rung = ringsAfter(-DAY_MS);
    expect(rung()).toBe(0);
    jest.advanceTimersByTime(1);
    expect(rung()).toBe(1);
  });

  it('rings nothing that was called off', () => {
    let rung = 0;
    const callOff = clock.at(instantOf(START + 90_000), () => (rung += 1));
    jest.advanceTimersByTime(61_000);
    callOff();
    jest.advanceTimersByTime(DAY_MS);
    expect(rung).toBe(0);
  });
});
