import { describe, expect, it } from '@jest/globals';
import { id } from '../../../test/support/given.js';
import { instant } from '../../kernel/instant.js';
import type { AssessmentPoint } from './assessments-around.js';
import { effectOf } from './effect.js';

const [RC, ANN, BEN] = [id('rc'), id('ann'), id('ben')];
const OPENED_AT = instant('2020-01-07T22:59:00Z');
const UNHEARD = { accountability: 'UNKNOWN', condition: 'NOT_REPORTED', standing: 'MEMBER' };
const SAFE = { accountability: 'ACCOUNTED', condition: 'SAFE', standing: 'MEMBER' };

const BEFORE: AssessmentPoint = {
  claim: 'PARTIAL',
  counts: { denominator: 2, accounted: 0, safe: 0 },
  people: [
    { deployment: ANN, ...UNHEARD },
    { deployment: BEN, ...UNHEARD },
  ],
};

describe('the effect of an event', () => {
  it('is nothing where nothing differs', () => {
    expect(effectOf(RC, OPENED_AT, { before: BEFORE, after: BEFORE })).toBeUndefined();
  });

  it('is what differs and nothing else', () => {
    const after = { ...BEFORE, people: [{ deployment: ANN, ...SAFE }, ...BEFORE.people.slice(1)] };
    expect(effectOf(RC, OPENED_AT, { before: BEFORE, after })).toEqual({
      rollCall: RC,
      openedAt: OPENED_AT,
      people: [{ deployment: ANN, before: UNHEARD, after: SAFE }],
    });
  });

  it('is the claim and the counts, where these differ', () => {
    const after = { ...BEFORE, claim: 'ALL_SAFE', counts: { denominator: 2, accounted: 2, safe: 1 } };
    expect(effectOf(RC, OPENED_AT, { before: BEFORE, after })).toEqual({
      rollCall: RC,
      openedAt: OPENED_AT,
      claim: { before: 'PARTIAL', after: 'ALL_SAFE' },
      counts: { before: BEFORE.counts, after: after.counts },
      people: [],
    });
  });

  it('is seen in each single count, and in what impairs a person', () => {
    for (const count of ['denominator', 'accounted', 'safe'] as const) {
      const after = { ...BEFORE, counts: { ...BEFORE.counts, [count]: 3 } };
      expect(effectOf(RC, OPENED_AT, { before: BEFORE, after })).toHaveProperty('counts');
    }
    const after = {
      ...BEFORE,
      people: [{ deployment: ANN, ...UNHEARD, impaired: 'DURESS' }, ...BEFORE.people.slice(1)],
    };
    expect(effectOf(RC, OPENED_AT, { before: BEFORE, after })?.people).toHaveLength(1);
  });

  it('is one-sided for whoever comes in or goes out', () => {
    const after = { ...BEFORE, people: [{ deployment: id('carl'), ...UNHEARD }, ...BEFORE.people.slice(1)] };
    expect(effectOf(RC, OPENED_AT, { before: BEFORE, after })?.people).toEqual([
      { deployment: ANN, before: UNHEARD },
      { deployment: id('carl'), after: UNHEARD },
    ]);
  });

  it('has no claim for a reader who gets none', () => {
    const without = { before: { ...BEFORE, claim: null }, after: { ...BEFORE, claim: null } };
    expect(effectOf(RC, OPENED_AT, without)).toBeUndefined();
  });
});
