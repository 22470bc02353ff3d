import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { counted, printFigures } from '../support/figures.js';
import { compileSources, type Compiled } from '../support/server-process.js';
import { cutPower, togetherCut, type CutFigures, type PowerCuts } from './power-cuts.js';
import { cannotTrace } from './traced-server.js';

const SEED = Number(process.env['MUSTER_TEST_SEED'] ?? '20200108');
const NIGHTS = 10;
const CUTS_A_NIGHT = 200;
const ANSWERS = 300;
const PATIENCE_MS = 7_200_000;

const reason = cannotTrace();
if (reason !== undefined) printFigures(`power: the campaign is skipped, since ${reason}`);

(reason === undefined ? describe : describe.skip)('two thousand power cuts', () => {
  let compiled: Compiled;

  beforeAll(async () => {
    compiled = await compileSources();
  }, 300_000);

  afterAll(() => compiled.remove());

  async function campaign(nights: number, synchronous: PowerCuts['synchronous']): Promise<CutFigures> {
    let figures: CutFigures | undefined;
    for (let night = 0; night < nights; night += 1) {
      const plan = { main: compiled.main, seed: SEED + night, cuts: CUTS_A_NIGHT, starts: 2, answers: ANSWERS };
      const more = await cutPower({ ...plan, synchronous });
      figures = figures === undefined ? more : togetherCut(figures, more);
      printFigures(`${synchronous}: ${figures.cuts} cuts, ${figures.withLosses} with losses`);
    }
    if (figures === undefined) throw new Error('there was no night');
    return figures;
  }

  it(
    'take nothing that was answered, neither events nor the keys of their texts, and leave a log that opens',
    async () => {
      const figures = await campaign(NIGHTS, 'FULL');
      printFigures(
        `power: ${counted(figures.cuts)} cuts in ${counted(figures.steps)} traced steps with ${counted(figures.syncs)} ` +
          `syncs; ${figures.lost} answered commands lost, ${figures.withTextsLost} cuts with texts lost, ` +
          `${figures.otherLog} with a damaged log, ${figures.unopened.length} not to be opened, ` +
          `${figures.viewsDiffer} of ${figures.folded} with views that are not the log`,
      );
      expect(figures).toMatchObject({
        ...{ cuts: NIGHTS * CUTS_A_NIGHT, unopened: [], withLosses: 0, withTextsLost: 0, lost: 0, otherLog: 0 },
        viewsDiffer: 0,
      });
    },
    PATIENCE_MS,
  );

  it(
    'would take some of it from a log that is synced less often',
    async () => {
      const { cuts, withLosses, lost } = await campaign(1, 'NORMAL');
      printFigures(
        `power with synchronous=NORMAL: ${cuts} cuts, ${withLosses} of them lost answered commands, ` +
          `${counted(lost)} in all: the test can fail`,
      );
      expect(withLosses).toBeGreaterThan(0);
    },
    PATIENCE_MS,
  );
});
