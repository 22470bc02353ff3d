import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodeOf, playFiles, reportJson, reportText, type Stage, type Theatre } from './index.js';

/** Every command is stored, every verdict is PARTIAL; it counts the stages that it has opened and not closed. */
class SmallTheatre implements Theatre {
  opened = 0;
  standing = 0;
  most = 0;

  async open(): Promise<Stage> {
    this.opened += 1;
    this.standing += 1;
    this.most = Math.max(this.most, this.standing);
    return {
      setClock: () => undefined,
      admit: async () => 'token',
      request: async () => ({ status: 200, contentType: 'application/json', body: { claim: 'PARTIAL' } }),
      logEnd: async () => '0',
      close: async () => {
        this.standing -= 1;
      },
    };
  }

  async close(): Promise<void> {}
}

const HOLDS = `people: { watch: dutyOfficer }
steps:
  - { do: LogNote }
  - { check: verdict, rollCall: rc, expect: { claim: PARTIAL } }
`;
const FAILS = HOLDS.replace('claim: PARTIAL', 'claim: ALL_SAFE');

describe('playing files', () => {
  let folder = '';
  let theatre = new SmallTheatre();
  const file = (name: string, text: string | Uint8Array): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'scripts-'));
    theatre = new SmallTheatre();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('plays each on a stage of its own, and closes that', async () => {
    const report = await playFiles(theatre, [file('a.yaml', HOLDS), file('b.yaml', HOLDS)]);
    expect(report).toEqual({ scripts: 2, checks: 2, failed: [], faults: [] });
    expect([theatre.opened, theatre.standing, theatre.most]).toEqual([2, 0, 1]);
    expect(exitCodeOf(report)).toBe(0);
    expect(reportText(report)).toBe('2 scripts, 2 checks: all hold\n');
  });

  it('reports a failing check on one line, and exits with 1', async () => {
    const failing = file('a.yaml', FAILS);
    const report = await playFiles(theatre, [failing]);
    expect(exitCodeOf(report)).toBe(1);
    expect(reportText(report)).toBe(
      `${failing}:4: expected {"claim":"ALL_SAFE"}, got {"claim":"PARTIAL"}\n1 script, 1 check: 1 failed\n`,
    );
    expect(JSON.parse(reportJson(report))).toEqual({
      scripts: 1,
      checks: 1,
      failed: [{ script: failing, line: 4, step: 2, expected: { claim: 'ALL_SAFE' }, actual: { claim: 'PARTIAL' } }],
    });
  });

  it('names every fault of every file, plays nothing, and exits with 2', async () => {
    const [good, bad] = [file('a.yaml', HOLDS), file('b.yaml', 'people: {}\nsteps: 1')];
    const [latin, absent] = [file('c.yaml', new Uint8Array([0x61, 0xff])), join(folder, 'd.yaml')];
    const report = await playFiles(theatre, [good, bad, latin, absent]);
    expect(theatre.opened).toBe(0);
    expect(exitCodeOf(report)).toBe(2);
    expect(report.faults.map((fault) => fault.script)).toEqual([bad, bad, latin, absent]);
    expect(reportText(report).split('\n').slice(-2)).toEqual(['4 faults; nothing was played', '']);
    expect(JSON.parse(reportJson(report))).toMatchObject({ scripts: 0, failed: [], faults: [{ line: 1 }, {}, {}, {}] });
  });

  it('plays several at once, and reports in the order of the files', async () => {
    const files = ['a', 'b', 'c', 'd', 'e'].map((name) => file(`${name}.yaml`, FAILS));
    const report = await playFiles(theatre, files, { atOnce: 2 });
    expect(theatre.most).toBe(2);
    expect(report.failed.map((failure) => failure.script)).toEqual(files);
  });

  it('says after each script how many are played, of how many and how fast', async () => {
    const files = ['a', 'b'].map((name) => file(`${name}.yaml`, HOLDS));
    const told: unknown[] = [];
    let now = 0;
    const elapsedMs = (): number => (now += 500);
    await playFiles(theatre, files, { onProgress: (done) => told.push(done), elapsedMs });
    expect(told).toEqual([
      { done: 1, total: 2, perSecond: 2 },
      { done: 2, total: 2, perSecond: 2 },
    ]);
  });
});
