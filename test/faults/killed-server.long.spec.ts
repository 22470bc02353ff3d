import { describe, expect, it } from '@jest/globals';
import { counted, printFigures } from '../support/figures.js';
import { NO_FAULTS } from './folder-check.js';
import { killServers, type KillFigures } from './killed-server.js';

const SEED = Number(process.env['MUSTER_TEST_SEED'] ?? '20200108');
const KILLS = 200;
const KILLS_PER_FOLDER = 20;
const MS_A_KILL = 120_000;

describe('a server that is killed 200 times under 64 writers', () => {
  it(
    'has lost nothing that it answered, doubles nothing that is repeated, has views that are the log, and never says falsely that all are safe',
    async () => {
      const progress = (done: number): void => {
        if (done % KILLS_PER_FOLDER === 0) printFigures(`${done} kills`);
      };
      const figures = await killServers({ seed: SEED, kills: KILLS, killsPerFolder: KILLS_PER_FOLDER, progress });
      for (const line of linesOf(figures)) printFigures(line);
      expect(figures).toMatchObject({
        ...{ kills: KILLS, faults: NO_FAULTS, answeredOtherwise: 0, surprises: [] },
        judged: { falseAllSafe: 0, differing: 0 },
      });
      expect(figures.judged.allSafe).toBeGreaterThan(KILLS);
    },
    KILLS * MS_A_KILL,
  );
});

function linesOf({ kills, killedStarting, told, faults, answeredOtherwise, judged }: KillFigures): readonly string[] {
  return [
    `process: ${kills} kills under 64 writers and ${killedStarting} of starting servers; ${counted(told)} answered ` +
      `commands, ${faults.lost} lost, ${faults.doubled} doubled after retry, ${answeredOtherwise} answered otherwise, ` +
      `${faults.textsLost} texts lost, ${faults.logFaults} faults in the log`,
    `views after each kill: ${faults.viewsDiffer} of ${kills} differ from a fold of the log`,
    `never a false ALL_SAFE, under kills: ${counted(judged.claims)} claims, ${counted(judged.allSafe)} ALL_SAFE, ` +
      `${judged.falseAllSafe} false, ${judged.differing} otherwise than the plain reading`,
  ];
}
