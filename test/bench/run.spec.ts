import { describe, expect, it } from '@jest/globals';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { atLeast, CannotMeasure, type Measure } from '../../bench/figure.js';
import { readOptions, UsageFault } from '../../bench/options.js';
import { measureAll } from '../../bench/run.js';
import { median, percentile } from '../../bench/statistics.js';

const FIGURE = atLeast('a', 1, 1);
const TELL = { rounds: 1, say: () => undefined };
const KNOWN: Readonly<Record<string, Measure>> = { writing: async () => [], reading: async () => [] };

describe('a run of benchmarks', () => {
  it('gives each an empty folder and takes it away again', async () => {
    const folders: string[] = [];
    const measure: Measure = async ({ folder }) => {
      folders.push(folder);
      expect(readdirSync(folder)).toEqual([]);
      writeFileSync(join(folder, 'log'), 'x');
      return [FIGURE];
    };
    expect(await measureAll([['one', measure]], TELL)).toEqual({ figures: [FIGURE], skipped: [] });
    expect(() => readdirSync(folders[0] ?? '.')).toThrow('ENOENT');
  });

  it('leaves out what cannot be measured here, says why, and goes on', async () => {
    const cannot: Measure = () => Promise.reject(new CannotMeasure('no server is here'));
    const measured = await measureAll(
      [
        ['far', cannot],
        ['near', async () => [FIGURE]],
      ],
      TELL,
    );
    expect(measured).toEqual({ figures: [FIGURE], skipped: [{ subject: 'far', why: 'no server is here' }] });
  });

  it('fails with a benchmark that breaks', async () => {
    const broken: Measure = () => Promise.reject(new Error('it broke'));
    await expect(measureAll([['broken', broken]], TELL)).rejects.toThrow('it broke');
  });
});

describe('the words of the command line', () => {
  it('ask for everything, or for some by name, whatever their order', () => {
    const names = (...words: string[]): string[] => readOptions(words, KNOWN).subjects.map(([name]) => name);
    expect(names()).toEqual(['writing', 'reading']);
    expect(names('--json', 'reading')).toEqual(['reading']);
    expect(names('reading', 'writing')).toEqual(['writing', 'reading']);
  });

  it('ask for JSON and for a number of rounds', () => {
    expect(readOptions(['--json', '--rounds=3'], KNOWN)).toMatchObject({ json: true, rounds: 3 });
    expect(readOptions([], KNOWN)).toMatchObject({ json: false, rounds: 5 });
  });

  it.each([['nothing'], ['--quick'], ['--rounds=0'], ['toString']])(
    'are refused where they are not known: %s',
    (word) => {
      expect(() => readOptions([word], KNOWN)).toThrow(UsageFault);
    },
  );
});

describe('medians and percentiles', () => {
  it('are those of the sorted values', () => {
    expect([median([3, 1, 2]), median([4, 1, 3, 2]), median([])]).toEqual([2, 2.5, NaN]);
    const hundred = Array.from({ length: 100 }, (_, place) => 100 - place);
    expect([percentile(hundred, 99), percentile(hundred, 100), percentile([5], 1)]).toEqual([99, 100, 5]);
  });
});
