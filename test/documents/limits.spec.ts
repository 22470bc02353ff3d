import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

/** What is named like a limit, and is a whole number or a product of some. */
const LIMIT = /^(?:export )?const (MAX_[A-Z_]+|[A-Z_]+_(?:LIMIT|MS|SIZE))(?:: \w+)? = ([\d_]+(?: \* [\d_]+)*);/gm;

const ROW = /^\| .+? +\| ([\d,]+) +\| `([A-Z_]+)` +\| `([^`]+)` +\|$/gm;

function inTheCode(): readonly string[] {
  const files = globSync('src/**/*.ts', { cwd: PROJECT, exclude: ['**/*.spec.ts'] });
  return files.flatMap((file) =>
    [...readFileSync(`${PROJECT}/${file}`, 'utf8').matchAll(LIMIT)].map(([, name = '', factors = '']) => {
      const value = factors.split('*').reduce((product, factor) => product * Number(factor.replaceAll('_', '')), 1);
      return `${name} of ${file.replaceAll('\\', '/')} is ${value}`;
    }),
  );
}

function inThePage(): readonly string[] {
  const rows = readFileSync(`${PROJECT}/docs/limits.md`, 'utf8').matchAll(ROW);
  return [...rows].map(([, value = '', name, file]) => `${name} of ${file} is ${value.replaceAll(',', '')}`);
}

describe('The limits in docs/limits.md', () => {
  it('are all that the code has, each with the value that it has there', () => {
    expect([...inThePage()].sort()).toEqual([...inTheCode()].sort());
  });
});
