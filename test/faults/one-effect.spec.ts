import { describe, expect, it } from '@jest/globals';
import { NO_FAULTS } from './folder-check.js';
import { giveOften } from './one-effect.js';

const KEYS = 60;

/** Milliseconds for some starts of a server, on a machine that has much other work. */
const PATIENCE_MS = 300_000;

describe('a command that is given several times under one key', () => {
  it(
    'has one effect and one answer: at once over several connections, unheard, and again after the server was killed',
    async () => {
      const figures = await giveOften({ seed: 20200108, keys: KEYS });
      expect(figures).toMatchObject({
        ...{ keys: KEYS, notOnce: [], answeredOtherwise: [], faults: NO_FAULTS, surprises: [] },
        judged: { falseAllSafe: 0, differing: 0 },
      });
      expect(figures.sent).toBeGreaterThan(2 * KEYS);
      expect(figures.unheard).toBeGreaterThan(0);
    },
    PATIENCE_MS,
  );
});
