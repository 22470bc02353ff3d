import { describe, expect, it } from '@jest/globals';
import { cutPage, keyAfter, PageQuery, rowsFor } from './paging.js';

/** A list in the order of its rows, read as a handler reads a view. */
function pageOf(list: readonly string[], limit: number, cursor?: string): { rows: readonly string[]; next?: string } {
  const asked = Object.assign(new PageQuery(), { limit }, cursor === undefined ? {} : { cursor });
  const key = keyAfter(asked);
  const read = list.filter((row) => key === undefined || row > key).slice(0, rowsFor(asked));
  return cutPage(read, asked, (row) => row);
}

function allPages(list: readonly string[], limit: number): readonly (readonly string[])[] {
  const pages: (readonly string[])[] = [];
  for (let cursor: string | undefined, first = true; first || cursor !== undefined; first = false) {
    const { rows, next } = pageOf(list, limit, cursor);
    pages.push(rows);
    cursor = next;
  }
  return pages;
}

describe('a list in pages', () => {
  it.each([
    ['nothing', [], [[]]],
    ['less than a page', ['a'], [['a']]],
    ['just a page', ['a', 'b'], [['a', 'b']]],
    ['one more than a page', ['a', 'b', 'c'], [['a', 'b'], ['c']]],
    ['keys beyond ASCII', ['à', 'é', 'ü'], [['à', 'é'], ['ü']]],
  ])('gives every row once and ends: %s', (_, list, pages) => {
    expect(allPages(list, 2)).toEqual(pages);
  });

  it('goes on after the last row of a page, whatever was put before it meanwhile', () => {
    const { next } = pageOf(['b', 'd', 'f'], 2);
    expect(pageOf(['a', 'b', 'c', 'd', 'e', 'f'], 2, next).rows).toEqual(['e', 'f']);
  });

  it('gives 50 rows where its reader does not say', () => {
    expect(rowsFor(new PageQuery())).toBe(51);
  });
});
