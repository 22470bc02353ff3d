import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { printFigures } from '../support/figures.js';
import { compileSources, type Compiled } from '../support/server-process.js';
import { FailingDisk } from './failing-disk.js';
import { NO_FAULTS } from './folder-check.js';
import { cannotTrace } from './traced-server.js';

const SEED = 20200108;

/** Milliseconds for some starts of a server, on a machine that has much other work. */
const PATIENCE_MS = 400_000;

const reason = cannotTrace();
if (reason !== undefined) printFigures(`disk: 1 of 3 tests is skipped, since ${reason}`);

describe('a server whose disk fails', () => {
  let compiled: Compiled;
  let disk: FailingDisk;

  beforeAll(async () => {
    compiled = await compileSources();
    disk = new FailingDisk(compiled.main, SEED);
    await disk.open();
  }, PATIENCE_MS);

  afterAll(async () => {
    await disk.remove();
    compiled.remove();
  });

  const STOPPED = {
    how: expect.stringMatching(/not ready|refused to start/),
    endedWell: true,
    line: expect.any(String),
  };

  it(
    'stops, says so and is not ready when no file can grow any more',
    async () => {
      expect(await disk.meet({ kind: 'limited', kibibytes: 2_048 })).toMatchObject(STOPPED);
    },
    PATIENCE_MS,
  );

  (reason === undefined ? it : it.skip)(
    'stops, says so and is not ready when a sync of the log, of its keys, or of what is moved into its file fails once',
    async () => {
      for (const [file, nth] of [['log.db-wal', 5] as const, ['keys.db-wal', 3] as const, ['log.db', 1] as const]) {
        const fault = { kind: 'injected', file, call: 'fsync', error: 'EIO', nth, forEver: false } as const;
        expect({ file, ...(await disk.meet(fault)) }).toMatchObject({ file, ...STOPPED });
      }
    },
    PATIENCE_MS,
  );

  it(
    'has lost and doubled nothing, and never said falsely that all are safe, once it is started on a sound one',
    async () => {
      expect(await disk.close()).toMatchObject({
        ...{ missed: 0, unnoticed: [], unsaid: [], faults: NO_FAULTS, surprises: [] },
        judged: { falseAllSafe: 0, differing: 0 },
      });
    },
    PATIENCE_MS,
  );
});
