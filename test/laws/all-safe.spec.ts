import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { assess } from '../../src/features/accountability/rule.js';
import { anyEvidence, minute } from './any-evidence.js';
import { mayBeSaid } from './plain-reading.js';
import { patience, trials } from './trials.js';

const CASES = 5_000;
const MS_A_CASE = 10;

/** Of a hundred cases at least so many are to be one way, and so many the other: else the law would hold of nothing. */
const FEWEST_PER_HUNDRED = 5;

describe('the claim that all are safe', () => {
  it(
    'is made when a plain reading of the six conditions says that it may be, and never otherwise',
    () => {
      const found = { said: 0, notSaid: 0 };
      fc.assert(
        fc.property(anyEvidence, fc.integer({ min: 58, max: 170 }), (evidence, at) => {
          const { claim, unmet } = assess(evidence, minute(at));
          found[claim === 'ALL_SAFE' ? 'said' : 'notSaid'] += 1;
          expect({ unmet, allSafe: claim === 'ALL_SAFE' }).toEqual({ unmet, allSafe: mayBeSaid(evidence, minute(at)) });
        }),
        trials(CASES),
      );
      const fewest = ((found.said + found.notSaid) * FEWEST_PER_HUNDRED) / 100;
      expect(Math.min(found.said, found.notSaid)).toBeGreaterThan(fewest);
    },
    patience(CASES, MS_A_CASE),
  );
});
