import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Api, overHttp } from '../../src/cli/api.js';
import { grant, muster, startServerOn, temporaryFolder, type Ran } from './support.js';

jest.setTimeout(60_000);

const KEY = Buffer.alloc(32, 5).toString('base64');
const OTHER = Buffer.alloc(32, 6).toString('base64');

let folder: ReturnType<typeof temporaryFolder>;

beforeEach(() => {
  folder = temporaryFolder();
});

afterEach(() => folder.remove());

function keys(...args: readonly string[]): Promise<Ran> {
  return muster(['keys', ...args, '--data', folder.path]);
}

/** Answers his id. */
async function registerSomebody(): Promise<string> {
  const server = await startServerOn(folder.path);
  const api = new Api(overHttp(server.url), await grant(server, 'commander'));
  const somebody = { name: 'Ann Example', rank: 'Constable', homeAgency: 'Saskatoon' };
  const { id } = (await api.give('RegisterOfficer', somebody)) as { readonly id: string };
  await server.close();
  return id;
}

describe('muster keys erase', () => {
  it('erases through the running server, says so, and says it again when it is repeated', async () => {
    const officer = await registerSomebody();
    const server = await startServerOn(folder.path);
    const erased = await keys('erase', '--officer', officer, '--reason', 'REQUESTED');
    expect([erased.code, erased.err]).toEqual([0, '']);
    expect(erased.out).toContain(`The texts of officer:${officer} are erased.`);
    const again = await keys('erase', '--officer', officer, '--reason', 'requested', '--json');
    expect([again.code, JSON.parse(again.out)]).toEqual([0, { erasedBefore: true }]);
    const auditor = new Api(overHttp(server.url), await grant(server, 'auditor'));
    expect(await auditor.get(`/api/officers/${officer}`)).toMatchObject({ name: { erased: true } });
    await server.close();
  });

  it('erases in the folder where no server runs, and lists what was erased', async () => {
    const officer = await registerSomebody();
    expect((await keys('erasures')).out).toBe('Nothing was erased.\n');
    expect((await keys('erase', '--officer', officer, '--reason', 'ORDERED')).code).toBe(0);
    expect((await keys('erasures')).out).toMatch(new RegExp(`^officer:${officer} {2}ORDERED {2}\\S+Z\\n$`));
    const listed = JSON.parse((await keys('erasures', '--json')).out) as object;
    expect(listed).toMatchObject({ erasures: [{ subject: `officer:${officer}`, ground: 'ORDERED' }] });
  });

  it.each([
    [['--reason', 'ORDERED'], 'exactly one of --officer'],
    [['--officer', KEY, '--mission', KEY, '--reason', 'ORDERED'], 'exactly one of --officer'],
    [['--officer', KEY], '--reason is missing'],
    [['--officer', KEY, '--reason', 'he asked'], '--reason must be one of REQUESTED'],
  ])('is not understood with %j', async (args, why) => {
    const { code, err } = await keys('erase', ...args);
    expect([code, err]).toEqual([2, expect.stringContaining(why)]);
  });

  it('is refused for nobody, with exit code 1', async () => {
    await registerSomebody();
    const nobody = '0f6a4d8e-3c1b-4a52-9d7e-2b8c5f1e6a01';
    const { code, err } = await keys('erase', '--officer', nobody, '--reason', 'ORDERED');
    expect([code, err]).toEqual([1, expect.stringContaining('not-found')]);
  });
});

describe('muster keys rotate', () => {
  it('puts a new master key into the folder, and everything is readable as before', async () => {
    const officer = await registerSomebody();
    const before = readFileSync(join(folder.path, 'master.key'), 'utf8');
    const rotated = await keys('rotate');
    expect([rotated.code, rotated.err]).toEqual([0, '']);
    expect(rotated.out).toMatch(/^2 keys are wrapped anew; 0 were destroyed before/);
    expect(rotated.out).not.toContain(readFileSync(join(folder.path, 'master.key'), 'utf8').trim());
    expect(readFileSync(join(folder.path, 'master.key'), 'utf8')).not.toBe(before);
    const server = await startServerOn(folder.path);
    const auditor = new Api(overHttp(server.url), await grant(server, 'auditor'));
    expect(await auditor.get(`/api/officers/${officer}`)).toMatchObject({ name: { text: 'Ann Example' } });
    await server.close();
  });

  it('is refused while a server runs', async () => {
    const server = await startServerOn(folder.path);
    const { code, err } = await keys('rotate');
    expect([code, err]).toEqual([2, expect.stringContaining('stop it, rotate, and start it with the new master key')]);
    await server.close();
  });

  it('changes a configured one to the one that it is given, and only to that', async () => {
    const env = { MUSTER_MASTER_KEY: KEY };
    await muster(['token', 'create', '--role', 'auditor', '--name', 'A', '--data', folder.path], { env });
    const file = join(folder.path, 'next');
    writeFileSync(file, `${OTHER}\n`);
    const without = await muster(['keys', 'rotate', '--data', folder.path], { env });
    expect([without.code, without.err]).toEqual([2, expect.stringContaining('give the new one with --new-key')]);
    const rotated = await muster(['keys', 'rotate', '--data', folder.path, '--new-key', file], { env });
    expect([rotated.code, rotated.out]).toEqual([0, expect.stringContaining('Configure the new master key now')]);
    const list = (key: string): Promise<Ran> =>
      muster(['token', 'list', '--data', folder.path], { env: { MUSTER_MASTER_KEY: key } });
    expect((await list(OTHER)).out).toContain('auditor  A');
    expect((await list(KEY)).err).toContain('the master key does not fit');
  });

  it('cannot be done where there is no installation', async () => {
    expect(await keys('rotate')).toMatchObject({ code: 2, err: expect.stringContaining('there is no installation') });
  });
});
