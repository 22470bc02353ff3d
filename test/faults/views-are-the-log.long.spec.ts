import { describe, expect, it } from '@jest/globals';
import { counted, printFigures } from '../support/figures.js';
import { FATES, sufferFates } from './views-are-the-log.js';

const SEED = Number(process.env['MUSTER_TEST_SEED'] ?? '20200108');
const HISTORIES = 28;
const TIMES_EACH = 2;
const PATIENCE_MS = 7_200_000;

describe('the views of many histories, whatever befalls them', () => {
  it(
    'are byte for byte a fold of the log',
    async () => {
      const figures = await sufferFates({ seed: SEED, histories: HISTORIES, timesEach: TIMES_EACH });
      const { histories, cases, events, differing } = figures;
      printFigures(
        `views are the log: ${counted(cases)} cases of ${FATES.length} kinds in ${histories} histories of together ` +
          `${counted(events)} events, ${differing.length} not byte-equal`,
      );
      expect(differing).toEqual([]);
      expect(cases).toBeGreaterThanOrEqual(500);
    },
    PATIENCE_MS,
  );
});
