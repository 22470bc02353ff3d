import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { MAX_SILENCE_MS, SilenceWatch } from './silence-watch.js';

describe('a watch over a subscription that gives nothing', () => {
  const onStalled = jest.fn();
  let watch: SilenceWatch | undefined;

  beforeEach(() => {
    jest.useFakeTimers();
    onStalled.mockClear();
  });

  afterEach(() => {
    watch?.stop();
    jest.useRealTimers();
  });

  function watching(isBehind: () => Promise<boolean>): SilenceWatch {
    watch = new SilenceWatch(isBehind, onStalled);
    return watch;
  }

  it('says that it is stalled once there was something to give in two looks', async () => {
    watching(() => Promise.resolve(true));
    await jest.advanceTimersByTimeAsync(MAX_SILENCE_MS);
    expect(onStalled).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(MAX_SILENCE_MS);
    expect(onStalled).toHaveBeenCalledTimes(1);
  });

  it('says nothing while the server reports that it searches', async () => {
    const watched = watching(() => Promise.resolve(true));
    for (let looks = 0; looks < 4; looks += 1) {
      await jest.advanceTimersByTimeAsync(MAX_SILENCE_MS);
      watched.heard();
    }
    expect(onStalled).not.toHaveBeenCalled();
  });

  it.each([
    ['there was nothing to give in between', () => Promise.resolve(false)],
    ['the log could not be asked in between', () => Promise.reject(new Error('gone'))],
  ])('says nothing where %s', async (_, between) => {
    const looks = [() => Promise.resolve(true), between, () => Promise.resolve(true)];
    watching(() => (looks.shift() ?? between)());
    await jest.advanceTimersByTimeAsync(3 * MAX_SILENCE_MS);
    expect(looks).toHaveLength(0);
    expect(onStalled).not.toHaveBeenCalled();
  });

  it('says nothing once it is stopped, even in the middle of a look', async () => {
    let answer: (behind: boolean) => void = () => undefined;
    const watched = watching(() => new Promise((resolve) => (answer = resolve)));
    await jest.advanceTimersByTimeAsync(MAX_SILENCE_MS);
    answer(true);
    await jest.advanceTimersByTimeAsync(MAX_SILENCE_MS);
    watched.stop();
    answer(true);
    await jest.advanceTimersByTimeAsync(MAX_SILENCE_MS);
    expect(onStalled).not.toHaveBeenCalled();
  });
});
