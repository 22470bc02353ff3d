import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { printFigures } from '../support/figures.js';
import { compileSources, type Compiled } from '../support/server-process.js';
import { cutPower, type PowerCuts } from './power-cuts.js';
import { cannotTrace } from './traced-server.js';

const SEED = 20200108;
const CUTS = 16;
const ANSWERS = 100;

/** Milliseconds for some starts of a traced server, on a machine that has much other work. */
const PATIENCE_MS = 400_000;

const reason = cannotTrace();
if (reason !== undefined) printFigures(`power: 2 tests are skipped, since ${reason}`);

(reason === undefined ? describe : describe.skip)('a power cut at any instant', () => {
  let compiled: Compiled;

  beforeAll(async () => {
    compiled = await compileSources();
  }, PATIENCE_MS);

  afterAll(() => compiled.remove());

  function plan(how: Pick<PowerCuts, 'synchronous' | 'starts'>): PowerCuts {
    return { main: compiled.main, seed: SEED, cuts: CUTS, answers: ANSWERS, ...how };
  }

  it(
    'takes nothing that was answered, neither events nor the keys of their texts, and leaves a log that opens',
    async () => {
      expect(await cutPower(plan({ synchronous: 'FULL', starts: 2 }))).toMatchObject({
        ...{ cuts: CUTS, unopened: [], withLosses: 0, withTextsLost: 0, lost: 0, otherLog: 0, viewsDiffer: 0 },
      });
    },
    PATIENCE_MS,
  );

  it(
    'would take some of it from a log that is synced less often, so that this would be found out',
    async () => {
      const { withLosses, lost } = await cutPower(plan({ synchronous: 'NORMAL', starts: 1 }));
      expect(withLosses).toBeGreaterThan(0);
      expect(lost).toBeGreaterThan(0);
    },
    PATIENCE_MS,
  );
});
