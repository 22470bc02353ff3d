import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { RunningServer } from '../../src/installation/server.js';
import { grant, muster, playSmallNight, startServerOn, temporaryFolder, type SmallNight } from './support.js';

jest.setTimeout(60_000);

describe('roll calls on the command line', () => {
  const folder = temporaryFolder();
  let server: RunningServer;
  let night: SmallNight;

  const asCommander = () => ({ env: { MUSTER_TOKEN: night.token, MUSTER_DATA: folder.path } });
  const checkInOf = (deployment: string, ...more: readonly string[]): readonly string[] => [
    ...['checkin', deployment, '--condition', 'SAFE', '--observed-at', '2020-01-07T23:09:00Z'],
    ...['--channel', 'PHONE', '--grade', '1', ...more],
  ];

  beforeAll(async () => {
    server = await startServerOn(folder.path);
    night = await playSmallNight(server);
  });
  afterAll(async () => {
    await server.close();
    folder.remove();
  });

  it('show the claim, what is missing for it, and the people in groups, whoever was never heard before the others', async () => {
    const { code, out, err } = await muster(['board', night.rollCall], asCommander());
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('Claim: NO_KNOWN_CASUALTY  (1 of 2 accounted for, 1 safe)');
    expect(out).toMatch(/EVIDENCE {2}1: Bob Example\n/);
    expect(out).toMatch(/NEVER HEARD \(1\)\n {2}Bob Example {2}Saskatoon {2}UNKNOWN NOT_REPORTED/);
    expect(out).toMatch(/ACCOUNTED FOR \(1\)\n {2}Ann Example {2}Saskatoon {2}ACCOUNTED SAFE .*lapses .*grade 1/);
    expect(out.indexOf('NEVER HEARD')).toBeLessThan(out.indexOf('ACCOUNTED FOR'));
  });

  it('are shown as of an instant, and say so where it has not come yet', async () => {
    const { out } = await muster(['board', night.rollCall, '--as-of', '2200-01-01T00:00:00Z'], asCommander());
    expect(out).toContain('which has not come yet');
    expect(out).toMatch(/STALE \(1\)\n {2}Ann Example .*lapsed /);
  });

  it('answer machines with what the API answers', async () => {
    const { code, out } = await muster(['board', night.rollCall, '--json'], asCommander());
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      claim: 'NO_KNOWN_CASUALTY',
      counts: { denominator: 2, accounted: 1, safe: 1 },
      lines: [
        { group: 'NEVER_HEARD', deployment: night.silent },
        { group: 'ACCOUNTED', deployment: night.heard },
      ],
    });
  });

  it('are replayed as they were known at a position', async () => {
    const args = ['replay', night.rollCall, '--known-at', night.opened];
    expect((await muster(args, asCommander())).out).toContain('NEVER HEARD (2)');
    expect(JSON.parse((await muster([...args, '--json'], asCommander())).out)).toMatchObject({
      claim: 'PARTIAL',
      position: night.opened,
    });
  });

  it('tell what differs between two points, in words with the names of the people', async () => {
    const args = ['replay', night.rollCall, '--known-at', night.opened, '--to-known-at', night.checkedIn];
    const { code, out } = await muster(args, asCommander());
    expect(code).toBe(0);
    expect(out).toContain('The claim went from PARTIAL (0 of 2 accounted for) to NO_KNOWN_CASUALTY');
    expect(out).toContain('Ann Example: accountability went from UNKNOWN to ACCOUNTED');
    expect(JSON.parse((await muster([...args, '--json'], asCommander())).out)).toMatchObject({
      changed: { [night.heard]: ['accountability', 'condition'] },
    });
  });

  it('take a check-in, which counts once however often it is given with one key', async () => {
    const args = checkInOf(night.heard, '--note', 'Tired', '--place', 'Bunker', '--key', 'call-7', '--json');
    const [first, second] = [await muster(args, asCommander()), await muster(args, asCommander())];
    expect([first.code, second.code]).toEqual([0, 0]);
    expect(JSON.parse(first.out)).toMatchObject({ id: night.heard, entry: expect.any(String) });
    expect(second.out).toBe(first.out);
    expect((await muster(checkInOf(night.heard, '--key', 'call-7'), asCommander())).err).toContain('command-id-reused');
  });

  it('say which entry a check-in was recorded as', async () => {
    const { code, out } = await muster(checkInOf(night.heard), asCommander());
    expect(code).toBe(0);
    expect(out).toMatch(/^Recorded as entry [\w-]+, at position \w+\.\n$/);
  });

  it('are refused to whoever may not ask, with exit code 1', async () => {
    const env = { MUSTER_TOKEN: await grant(server, 'operator'), MUSTER_URL: server.url };
    const refused = await muster(['board', night.rollCall], { env });
    expect([refused.code, refused.out]).toEqual([1, '']);
    expect(refused.err).toContain('refused (forbidden)');
    const json = await muster(['board', night.rollCall, '--json'], { env });
    expect([json.code, json.err]).toEqual([1, '']);
    expect(JSON.parse(json.out)).toMatchObject({ type: 'urn:muster:problem:forbidden', status: 403 });
  });

  it('name every fault of a check-in that is refused', async () => {
    const { code, err } = await muster(checkInOf('nobody', '--mode', 'PRETENCE'), asCommander());
    expect(code).toBe(1);
    expect(err).toContain('deployment must be a UUID');
    expect(err).toContain('mode must be one of');
  });

  it('cannot be asked about by nobody', async () => {
    const { code, err } = await muster(['board', night.rollCall], { env: { MUSTER_URL: server.url } });
    expect(code).toBe(2);
    expect(err).toContain('set MUSTER_TOKEN');
  });

  it('cannot be asked about where no server is known, or none answers', async () => {
    const nowhere = await muster(['board', 'x', '--token', 't', '--data', '/nowhere']);
    expect([nowhere.code, nowhere.err]).toEqual([2, expect.stringContaining('start one with muster serve')]);
    const silent = await muster([...checkInOf('x', '--key', 'call-8'), '--token', 't', '--url', 'http://127.0.0.1:9']);
    expect(silent.code).toBe(2);
    expect(silent.err).toContain('nobody answers at http://127.0.0.1:9');
    expect(silent.err).toContain('Repeat the command with --key call-8');
    const wrong = await muster(['board', 'x', '--token', 't', '--url', 'muster.example']);
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('is no http address')]);
  });
});
