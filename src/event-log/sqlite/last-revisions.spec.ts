import { describe, expect, it } from '@jest/globals';
import { LastRevisions } from './last-revisions.js';

describe('where streams end', () => {
  it('is known of those that were noted last, as they were noted last', () => {
    const revisions = new LastRevisions(2);
    revisions.note('a', 0);
    revisions.note('b', 0);
    revisions.note('a', 1);
    revisions.note('c', 0);
    expect(['a', 'b', 'c'].map((stream) => revisions.of(stream))).toEqual([1, undefined, 0]);
  });

  it('is known of none once all is forgotten', () => {
    const revisions = new LastRevisions();
    revisions.note('a', 0);
    revisions.forget();
    expect(revisions.of('a')).toBeUndefined();
  });
});
