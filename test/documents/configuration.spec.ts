import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

/** How the code reads a variable of its environment. */
const READ = /\benv(?:ironment)?\['([A-Z_]+)'\]/g;

const ROW = /^\| `([A-Z_]+)` +\|/gm;

function names(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, name = '']) => name);
}

describe('The configuration in docs/operating.md', () => {
  it('is every variable that the code reads, and no other', () => {
    const files = globSync('src/**/*.ts', { cwd: PROJECT, exclude: ['**/*.spec.ts'] });
    const read = files.flatMap((file) => names(readFileSync(`${PROJECT}/${file}`, 'utf8'), READ));
    const page = readFileSync(`${PROJECT}/docs/operating.md`, 'utf8');
    expect(names(page, ROW).toSorted()).toEqual([...new Set(read)].sort());
  });
});
