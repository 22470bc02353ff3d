import { describe, expect, it } from '@jest/globals';
import { NO_FAULTS } from './folder-check.js';
import { killServers } from './killed-server.js';

const KILLS = 3;

/** Milliseconds for some starts of a server, on a machine that has much other work. */
const PATIENCE_MS = 300_000;

describe('a server that is killed again and again under 64 writers', () => {
  it(
    'has lost nothing that it answered, doubles nothing that is repeated, has views that are the log, and never says falsely that all are safe',
    async () => {
      const figures = await killServers({ seed: 20200108, kills: KILLS, killsPerFolder: KILLS });
      expect(figures).toMatchObject({
        ...{ kills: KILLS, faults: NO_FAULTS, answeredOtherwise: 0, surprises: [] },
        judged: { falseAllSafe: 0, differing: 0 },
      });
      expect(figures.told).toBeGreaterThan(100);
      expect(figures.judged.claims).toBeGreaterThan(KILLS);
    },
    PATIENCE_MS,
  );
});
