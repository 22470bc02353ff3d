import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { fileVariableOf, type Setting } from '../../src/installation/setting.js';
import { SETTINGS } from '../../src/installation/settings-table.js';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

const ROW = /^\| (`[A-Z_]+`) +\| (.+?) +\| (.+?) +\|$/gm;

/** How a file reads a variable of its environment itself. */
const READ = /\benv(?:ironment)?(?:\['[A-Z_]+'\]|\.[A-Z_]+\b)/g;

function rowsOf(setting: Setting<unknown>): readonly (readonly string[])[] {
  const { name, says, otherwise, secret } = setting;
  const row = [`\`${name}\``, says, otherwise];
  if (secret !== true) return [row];
  return [row, [`\`${fileVariableOf(setting)}\``, `a file that holds \`${name}\`; not both`, otherwise]];
}

describe('The configuration in docs/operating.md', () => {
  it('is every setting that there is, with what it says and what holds without it', () => {
    const page = readFileSync(`${PROJECT}/docs/operating.md`, 'utf8');
    const table = page.slice(page.indexOf('## Configuration'), page.indexOf('## The data folder'));
    expect([...table.matchAll(ROW)].map(([, ...cells]) => cells)).toEqual(Object.values(SETTINGS).flatMap(rowsOf));
  });

  it('is all that the code reads of its environment, for nothing reads it but by the table', () => {
    const files = globSync('src/**/*.ts', { cwd: PROJECT, exclude: ['**/*.spec.ts'] });
    const reads = files.flatMap((file) => readFileSync(`${PROJECT}/${file}`, 'utf8').match(READ) ?? []);
    expect(reads).toEqual([]);
  });
});
