import { describe, expect, it } from '@jest/globals';
import { Chance } from '../support/chance.js';
import { counted, printFigures } from '../support/figures.js';
import { compileSources } from '../support/server-process.js';
import { FailingDisk, type DiskFault, type DiskFigures } from './failing-disk.js';
import { NO_FAULTS } from './folder-check.js';
import { NOTHING_HEARD, together } from './heard-check.js';
import { cannotTrace } from './traced-server.js';

const SEED = Number(process.env['MUSTER_TEST_SEED'] ?? '20200108');
const RUNS = 200;
/** A longer log shows nothing more. */
const RUNS_A_FOLDER = 10;
const PATIENCE_MS = 14_400_000;

/**
 * What fails, how often of a hundred, and after how many calls at most: so many that it strikes at the start, in the
 * first commits or later on. The files themselves are written when a write-ahead log is emptied into them.
 */
const KINDS = [
  { file: 'log.db-wal', call: 'pwrite64', often: 20, most: 500 },
  { file: 'log.db-wal', call: 'fsync', often: 20, most: 20 },
  { file: 'log.db', call: 'pwrite64', often: 8, most: 10 },
  { file: 'log.db', call: 'fsync', often: 4, most: 1 },
  { file: 'keys.db-wal', call: 'pwrite64', often: 10, most: 24 },
  { file: 'keys.db-wal', call: 'fsync', often: 10, most: 8 },
  { file: 'views.db-wal', call: 'pwrite64', often: 18, most: 900 },
  { file: 'views.db', call: 'pwrite64', often: 6, most: 30 },
  { file: 'views.db', call: 'fsync', often: 4, most: 1 },
] as const;

const reason = cannotTrace();
if (reason !== undefined) printFigures(`disk: the campaign is skipped, since ${reason}`);

(reason === undefined ? describe : describe.skip)('a server whose disk fails, in two hundred ways', () => {
  it(
    'stops or refuses to start, says so and is not ready, and has lost nothing that it answered',
    async () => {
      const compiled = await compileSources();
      const chance = new Chance(SEED);
      const folders: DiskFigures[] = [];
      try {
        for (let struck = 0; struck < RUNS; struck = sumOf(folders, strikesIn)) {
          const runs = Math.min(RUNS_A_FOLDER, RUNS - struck);
          folders.push(await oneFolder(compiled.main, chance, SEED + folders.length, runs));
          printFigures(`${sumOf(folders, strikesIn)} faults, ${sumOf(folders, ({ missed }) => missed)} missed`);
        }
      } finally {
        compiled.remove();
      }
      for (const line of linesOf(folders)) printFigures(line);
      for (const figures of folders) {
        expect(figures).toMatchObject({
          ...{ unnoticed: [], unsaid: [], endedBadly: [], faults: NO_FAULTS, surprises: [] },
          judged: { falseAllSafe: 0, differing: 0 },
        });
      }
    },
    PATIENCE_MS,
  );
});

async function oneFolder(main: string, chance: Chance, seed: number, runs: number): Promise<DiskFigures> {
  const disk = new FailingDisk(main, seed);
  try {
    await disk.open();
    for (let struck = 0; struck < runs;) {
      const { how } = await disk.meet(faultBy(chance));
      if (how !== 'missed' && how !== 'unnoticed') struck += 1;
    }
    return await disk.close();
  } finally {
    await disk.remove();
  }
}

function faultBy(chance: Chance): DiskFault {
  if (chance.happens(0.05)) return { kind: 'limited', kibibytes: chance.between(1_024, 4_096) };
  const { file, call, most } = chance.oneOf(KINDS.flatMap((kind) => Array.from({ length: kind.often }, () => kind)));
  const error = chance.oneOf(['EIO', 'ENOSPC', 'EDQUOT'] as const);
  const nth = chance.between(1, most);
  // Views are tried again, so that only a disk that goes on failing is seen; log and keys stop at the first failure.
  const forEver = file.startsWith('views') || chance.happens(0.5);
  return { kind: 'injected', file, call, error, nth, forEver };
}

function strikesIn({ notReady, refusedToStart }: DiskFigures): number {
  return notReady + refusedToStart;
}

function sumOf(folders: readonly DiskFigures[], count: (figures: DiskFigures) => number): number {
  return folders.reduce((sum, figures) => sum + count(figures), 0);
}

function linesOf(folders: readonly DiskFigures[]): readonly string[] {
  const judged = folders.map((figures) => figures.judged).reduce(together, NOTHING_HEARD);
  const of = (count: (figures: DiskFigures) => number): number => sumOf(folders, count);
  return [
    `disk: ${of(strikesIn)} faults of writing, syncing and space: ${of((one) => one.notReady)} servers not ready, ` +
      `${of((one) => one.refusedToStart)} that refused to start, ${of((one) => one.unsaid.length)} without a clear ` +
      `line, ${of((one) => one.unnoticed.length)} unnoticed (and ${of((one) => one.missed)} did not strike); ${counted(of((one) => one.told))} answered commands, ` +
      `${of((one) => one.faults.lost)} lost, ${of((one) => one.faults.doubled)} doubled, ` +
      `${of((one) => one.faults.logFaults + one.faults.textsLost + one.faults.viewsDiffer)} inconsistent`,
    `never a false ALL_SAFE, under disk faults: ${counted(judged.claims)} claims, ${counted(judged.allSafe)} ALL_SAFE, ` +
      `${judged.falseAllSafe} false, ${judged.differing} otherwise than the plain reading`,
  ];
}
