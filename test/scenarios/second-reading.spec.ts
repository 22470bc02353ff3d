import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApplicationTheatre } from '../../src/cli/play/theatre.js';
import { sampleScripts } from '../second-reading/scripts.js';
import { playCompared } from './play-compared.js';

/** Every run of the suite tries the same nights; the campaign tries others. */
const SEED = Number(process.env['MUSTER_TEST_SEED'] ?? '20200108');
const SCRIPTS = Number(process.env['MUSTER_TEST_SCRIPTS'] ?? '150');

describe('the application and a second, plain reading of RULE.md', () => {
  let theatre: ApplicationTheatre;

  beforeAll(async () => {
    theatre = await ApplicationTheatre.open({ engine: 'memory' });
  });

  afterAll(async () => {
    await theatre.close();
  });

  it(
    `say the same to every question about ${SCRIPTS} generated nights`,
    async () => {
      for (const [index, generated] of sampleScripts(SEED, SCRIPTS).entries()) {
        expect({ index, ...(await playCompared(theatre, generated)) }).toEqual({ index, surprises: [], differing: [] });
      }
    },
    SCRIPTS * 4_000,
  );
});
