import { describe, expect, it } from '@jest/globals';
import { sqliteCode } from './sqlite-code.js';

describe("SQLite's code in an error", () => {
  it('is found whatever the class of the error', () => {
    expect(sqliteCode(Object.assign(new Error('disk full'), { code: 'SQLITE_FULL' }))).toBe('SQLITE_FULL');
    expect(sqliteCode({ code: 'SQLITE_BUSY' })).toBe('SQLITE_BUSY');
  });

  it.each([
    ['an error of the system', Object.assign(new Error('no such file'), { code: 'ENOENT' })],
    ['an error without a code', new Error('SQLITE_FULL')],
    ['a code that is no text', { code: 13 }],
    ['a text', 'SQLITE_FULL'],
    ['nothing', undefined],
    ['null', null],
  ])('is not there in %s', (_, error) => {
    expect(sqliteCode(error)).toBeUndefined();
  });
});
