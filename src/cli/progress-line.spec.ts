import { beforeEach, describe, expect, it } from '@jest/globals';
import { ProgressLine } from './progress-line.js';

let shown: string[];
let now: number;

beforeEach(() => {
  shown = [];
  now = 0;
});

function lineOn(errIsTerminal: boolean): ProgressLine {
  return new ProgressLine('scripts', { errIsTerminal, err: (text) => shown.push(text), elapsedMs: () => now });
}

describe('a line that says how far long work has come', () => {
  it.each([
    [{ done: 1, perSecond: 1, total: 4 }, '1 of 4 scripts, 1.0 a second, 3 s left'],
    [{ done: 400, perSecond: 123.4, total: 1_000 }, '400 of 1000 scripts, 123 a second, 5 s left'],
    [{ done: 5, perSecond: 20 }, '5 scripts, 20 a second'],
    [{ done: 0, perSecond: 0, total: 4 }, '0 of 4 scripts, 0.0 a second'],
    [{ done: 6, perSecond: 20, total: 4 }, '6 of 6 scripts, 20 a second, 0 s left'],
  ])('tells rate and remaining time, as far as they are known: %j', (done, text) => {
    lineOn(true).show(done);
    expect(shown).toEqual([`\r\u001b[K${text}`]);
  });

  it('is silent where nobody watches', () => {
    const line = lineOn(false);
    line.show({ done: 1, perSecond: 1 });
    line.end();
    expect(shown).toEqual([]);
  });

  it('is not rewritten more often than anyone can read, and is taken away at the end', () => {
    const line = lineOn(true);
    line.show({ done: 1, perSecond: 1 });
    now = 249;
    line.show({ done: 2, perSecond: 1 });
    expect(shown).toHaveLength(1);
    now = 250;
    line.show({ done: 3, perSecond: 1 });
    line.end();
    expect(shown.slice(1)).toEqual([expect.stringContaining('3 scripts'), '\r\u001b[K']);
  });
});
