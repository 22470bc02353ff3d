import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { playFiles } from '../../src/cli/play/index.js';
import { ApplicationTheatre } from '../../src/cli/play/theatre.js';
import { NIGHTS, SENTENCES } from './own-scripts.js';

/** Milliseconds for one script, each check of which is asked three times. */
const SCRIPT_WITHIN_MS = 60_000;

describe('the scripts that come with Muster', () => {
  let theatre: ApplicationTheatre;

  beforeAll(async () => {
    theatre = await ApplicationTheatre.open({ engine: 'memory', repeatLive: true });
  });

  afterAll(async () => {
    await theatre.close();
  });

  it('are there: nights to look at, and the sentences of the rule one by one', () => {
    expect(NIGHTS).toContain(join('scenarios', 'iraq-2020.yaml'));
    expect(SENTENCES.length).toBeGreaterThan(20);
  });

  it.each([...NIGHTS, ...SENTENCES])(
    '%s holds, live and rebuilt and folded alike',
    async (file) => {
      const { scripts, failed, faults } = await playFiles(theatre, [file]);
      expect({ scripts, failed, faults }).toEqual({ scripts: 1, failed: [], faults: [] });
    },
    SCRIPT_WITHIN_MS,
  );
});
