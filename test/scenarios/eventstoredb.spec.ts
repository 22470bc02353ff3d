import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { playFiles } from '../../src/cli/play/index.js';
import { ApplicationTheatre } from '../../src/cli/play/theatre.js';
import { sampleScripts } from '../second-reading/scripts.js';
import { describeWithServer } from '../support/eventstoredb.js';
import { NIGHTS, SENTENCES } from './own-scripts.js';
import { playCompared } from './play-compared.js';

/** Milliseconds for one script on a loaded machine. */
const SCRIPT_WITHIN_MS = 300_000;

const SEED = Number(process.env['MUSTER_TEST_SEED'] ?? '20200108');
const SCRIPTS = Number(process.env['MUSTER_TEST_SCRIPTS'] ?? '15');

describeWithServer('the application on EventStoreDB', (connectionString) => {
  let theatre: ApplicationTheatre;

  beforeAll(async () => {
    theatre = await ApplicationTheatre.open({ engine: 'kurrentdb', url: connectionString(), repeatLive: true });
  });

  afterAll(async () => {
    await theatre.close();
  });

  it.each([...NIGHTS, ...SENTENCES])(
    '%s holds, live and rebuilt and folded alike',
    async (file) => {
      const { scripts, failed, faults } = await playFiles(theatre, [file]);
      expect({ scripts, failed, faults }).toEqual({ scripts: 1, failed: [], faults: [] });
    },
    SCRIPT_WITHIN_MS,
  );

  it(
    `says the same as the second reading to every question about ${SCRIPTS} generated nights`,
    async () => {
      for (const [index, generated] of sampleScripts(SEED, SCRIPTS).entries()) {
        expect({ index, ...(await playCompared(theatre, generated)) }).toEqual({ index, surprises: [], differing: [] });
      }
    },
    SCRIPTS * SCRIPT_WITHIN_MS,
  );
});
