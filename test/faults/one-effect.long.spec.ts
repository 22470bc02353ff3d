import { describe, expect, it } from '@jest/globals';
import { counted, printFigures } from '../support/figures.js';
import { NO_FAULTS } from './folder-check.js';
import { giveOften } from './one-effect.js';

const SEED = Number(process.env['MUSTER_TEST_SEED'] ?? '20200108');
const KEYS = 1_000;
const PATIENCE_MS = 7_200_000;

describe('a thousand commands, each given several times under its key', () => {
  it(
    'have one effect and one answer each',
    async () => {
      const figures = await giveOften({ seed: SEED, keys: KEYS });
      const { keys, sent, unheard, restarts, notOnce, answeredOtherwise, judged } = figures;
      printFigures(
        `one command, one effect: ${counted(keys)} keys in ${counted(sent)} requests, ${counted(unheard)} of them ` +
          `unheard, ${restarts} killed servers between; ${notOnce.length} keys without exactly one effect, ` +
          `${answeredOtherwise.length} with two different answers`,
      );
      printFigures(
        `never a false ALL_SAFE, under repetitions: ${counted(judged.claims)} claims, ${counted(judged.allSafe)} ` +
          `ALL_SAFE, ${judged.falseAllSafe} false, ${judged.differing} otherwise than the plain reading`,
      );
      expect(figures).toMatchObject({
        ...{ keys: KEYS, notOnce: [], answeredOtherwise: [], faults: NO_FAULTS, surprises: [] },
        judged: { falseAllSafe: 0, differing: 0 },
      });
    },
    PATIENCE_MS,
  );
});
