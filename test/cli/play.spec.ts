import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { muster, temporaryFolder } from './support.js';

// Each test starts the application, perhaps on a machine that has other work.
jest.setTimeout(60_000);

const EXAMPLE = 'scenarios/example.yaml';

describe('playing scripts from the command line', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());

  it.each(['memory', 'sqlite'])('plays the example of the rule in a log that is kept in %s', async (engine) => {
    const { code, out } = await muster(['play', EXAMPLE, '--engine', engine]);
    expect([code, out]).toEqual([0, '1 script, 3 checks: all hold\n']);
  });

  it('asks every check of rebuilt views and of a fold of the log too, where it is told to', async () => {
    const { code, out } = await muster(['play', EXAMPLE, EXAMPLE, '--repeat-live', '--json']);
    expect([code, JSON.parse(out)]).toEqual([0, { scripts: 2, checks: 6, failed: [] }]);
  });

  it('exits with 1 where a check fails', async () => {
    const file = join(folder.path, 'fails.yaml');
    writeFileSync(
      file,
      'people: { review: auditor }\nsteps:\n  - { check: verdict, rollCall: rc, expect: { claim: ALL_SAFE } }\n',
    );
    const { code, out } = await muster(['play', file]);
    expect(code).toBe(1);
    expect(out).toContain(`${file}:3: expected {"claim":"ALL_SAFE"}`);
  });

  it('exits with 2 where a script is not valid', async () => {
    const file = join(folder.path, 'invalid.yaml');
    writeFileSync(file, 'people: {}\nsteps: 1\n');
    const { code, out } = await muster(['play', EXAMPLE, file]);
    expect(code).toBe(2);
    expect(out).toContain('nothing was played');
  });
});
