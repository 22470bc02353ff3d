import { describe, expect, it } from '@jest/globals';
import { given, id } from '../../../test/support/given.js';
import type { ErasureEvent } from './erasure.events.js';
import { decideEraseTexts, ERASURE_STREAMS, erasures, erasureStream, parseSubject } from './erasure.js';

const ANN = `officer:${id('ann')}` as const;
const ERASED: ErasureEvent = { type: 'TextsErased', data: { subject: ANN, ground: 'REQUESTED' } };

describe('EraseTexts', () => {
  it('records whose texts are erased, and on what ground', () => {
    given(erasures, [])
      .when((state) => decideEraseTexts(state, { subject: ANN, ground: 'ORDERED' }, 'over'))
      .then([{ type: 'TextsErased', data: { subject: ANN, ground: 'ORDERED' } }]);
  });

  it('is refused for what is erased already, on whatever ground', () => {
    given(erasures, [ERASED])
      .when((state) => decideEraseTexts(state, { subject: ANN, ground: 'ORDERED' }, 'over'))
      .refuses('already-exists');
  });

  it('is of one subject alone, though another has the same stream', () => {
    const other = `incident:${id('ann')}` as const;
    given(erasures, [ERASED])
      .when((state) => decideEraseTexts(state, { subject: other, ground: 'REQUESTED' }, 'over'))
      .then([{ type: 'TextsErased', data: { subject: other, ground: 'REQUESTED' } }]);
  });

  it('is refused for what nothing was ever recorded of', () => {
    given(erasures, [])
      .when((state) => decideEraseTexts(state, ERASED.data, 'absent'))
      .refuses('not-found');
  });

  it('is refused for what is not over', () => {
    given(erasures, [])
      .when((state) => decideEraseTexts(state, ERASED.data, 'in use'))
      .refuses('in-use');
  });
});

describe('the streams of erasures', () => {
  it('are 64, each of its own name, and every subject has one of them', () => {
    expect(new Set(ERASURE_STREAMS).size).toBe(64);
    const used = new Set(Array.from({ length: 2_000 }, (_, place) => erasureStream(`officer:${id(String(place))}`)));
    expect([...used].sort()).toEqual(ERASURE_STREAMS.toSorted());
  });

  it('are where they always were, for they are stored', () => {
    const subject = 'officer:0f6a4d8e-3c1b-4a52-9d7e-2b8c5f1e6a01';
    expect(erasureStream(subject)).toBe('erasure-6bc3c698-5a28-8df0-b7a6-2d23719c28a0');
  });
});

describe('a subject', () => {
  it.each(['officer', 'mission', 'incident', 'access'])('is an %s by its id', (kind) => {
    expect(parseSubject(`${kind}:${id('it')}`)).toEqual({ kind, id: id('it') });
  });

  it.each([id('it'), `deployment:${id('it')}`, 'officer:ann', `officer:${id('it')}:more`, 'officer', ''])(
    'is nothing else: %s',
    (text) => {
      expect(parseSubject(text)).toBeUndefined();
    },
  );
});
