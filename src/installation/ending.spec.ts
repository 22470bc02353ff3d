import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { endOnSignals } from './ending.js';

const SIGNAL = 'SIGUSR2';

let exits: unknown[];
let ends: number;

beforeEach(() => {
  jest.useFakeTimers();
  exits = [];
  ends = 0;
  jest.spyOn(process, 'exit').mockImplementation((code) => {
    exits.push(code);
    return undefined as never;
  });
  endOnSignals(
    [SIGNAL],
    () => (ends += 1),
    () => 42,
  );
});

afterEach(() => {
  process.removeAllListeners(SIGNAL);
  jest.restoreAllMocks();
  jest.useRealTimers();
});

function signal(): void {
  process.emit(SIGNAL, SIGNAL);
}

describe('a process that is told to end', () => {
  it('ends in good order at the first signal', () => {
    signal();
    expect([ends, exits]).toEqual([1, []]);
  });

  it('takes what comes within a second for the echo of it', () => {
    signal();
    jest.advanceTimersByTime(1_000);
    signal();
    expect([ends, exits]).toEqual([1, []]);
  });

  it('exits at once when it is told again by someone who cannot wait', () => {
    signal();
    jest.advanceTimersByTime(1_001);
    signal();
    expect([ends, exits]).toEqual([1, [42]]);
  });
});
