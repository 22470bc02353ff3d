import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { playFiles } from '../../src/cli/play/index.js';
import { ApplicationTheatre } from '../../src/cli/play/theatre.js';
import { NIGHTS, SENTENCES } from './own-scripts.js';

const MANY_IN_A_ROW = 100;

/** More commands one after the other than the views apply one by one, then a look at an early one of them. */
function manyThenALookBack(): string {
  const notes = Array.from({ length: MANY_IN_A_ROW }, (_, n) => `{ id: n${n}, do: LogNote, with: { incident: i, text: "${n}" } }`);
  return [
    'people: { watch: dutyOfficer }',
    'steps:',
    '  - { at: 2020-01-07T05:00:00Z, do: OpenIncident, with: { incident: i, name: Strike, mode: ACTUAL, hazard: { earliest: 2020-01-07T04:00:00Z, latest: 2020-01-07T04:30:00Z } } }',
    ...notes.map((note) => `  - ${note}`),
    '  - { check: timeline, incident: i, knownAt: n0, expect: { contains: [NoteLogged] } }',
  ].join('\n');
}

/** Milliseconds for one script, each check of which is asked three times. */
const SCRIPT_WITHIN_MS = 180_000;

describe('the scripts that come with Muster', () => {
  const folder = mkdtempSync(join(tmpdir(), 'muster-scenarios-'));
  let theatre: ApplicationTheatre;

  beforeAll(async () => {
    theatre = await ApplicationTheatre.open({ engine: 'memory', repeatLive: true });
  });

  afterAll(async () => {
    await theatre.close();
    rmSync(folder, { recursive: true });
  });

  it('are there: nights to look at, and the sentences of the rule one by one', () => {
    expect(NIGHTS).toContain(join('scenarios', 'iraq-2020.yaml'));
    expect(SENTENCES.length).toBeGreaterThan(20);
  });

  it('are answered alike, live and rebuilt, also right after very many commands', async () => {
    const file = join(folder, 'many.yaml');
    writeFileSync(file, manyThenALookBack());
    const { failed, faults } = await playFiles(theatre, [file]);
    expect({ failed, faults }).toEqual({ failed: [], faults: [] });
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
