import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { describeWithAnyServer, freshNamespace } from '../support/eventstoredb.js';
import { muster, temporaryFolder, type Ran } from './support.js';

jest.setTimeout(120_000);

const KEY = Buffer.alloc(32, 5).toString('base64');
const OTHER = Buffer.alloc(32, 6).toString('base64');

describeWithAnyServer('the keys on an EventStoreDB', (connectionString) => {
  let folder: ReturnType<typeof temporaryFolder>;
  let namespace: string;

  beforeEach(() => {
    folder = temporaryFolder();
    namespace = freshNamespace();
  });

  afterEach(() => folder.remove());

  const run = (args: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<Ran> => {
    const env = { EVENT_LOG: connectionString(), MUSTER_NAMESPACE: namespace, MUSTER_DATA: folder.path, ...more };
    return muster(args, { env });
  };
  const grantToSomebody = async (more: Readonly<Record<string, string>> = {}): Promise<string> => {
    const args = ['token', 'create', '--role', 'auditor', '--name', 'Somebody', '--json'];
    const { code, out, err } = await run(args, more);
    expect([code, err]).toEqual([0, '']);
    return (JSON.parse(out) as { readonly id: string }).id;
  };
  const masterKey = (): string => readFileSync(join(folder.path, 'master.key'), 'utf8').trim();

  it('are wrapped under a new master key, which is put into the folder, and the former opens nothing any more', async () => {
    await grantToSomebody();
    const former = masterKey();
    const rotated = await run(['keys', 'rotate']);
    expect([rotated.code, rotated.err]).toEqual([0, '']);
    expect(rotated.out).toMatch(/^1 keys are wrapped anew; 0 were destroyed before/);
    expect(rotated.out).toContain('Every other instance needs it too');
    expect(rotated.out).not.toContain(masterKey());
    expect(masterKey()).not.toBe(former);
    expect((await run(['token', 'list'])).out).toContain('auditor  Somebody');
    const withFormer = await run(['token', 'list'], { MUSTER_MASTER_KEY: former });
    expect([withFormer.code, withFormer.err]).toEqual([2, expect.stringContaining('the master key does not fit')]);
  });

  it('are changed from a configured master key to the one that is given', async () => {
    const configured = { MUSTER_MASTER_KEY: KEY };
    await grantToSomebody(configured);
    const file = join(folder.path, 'next');
    writeFileSync(file, `${OTHER}\n`);
    const without = await run(['keys', 'rotate'], configured);
    expect([without.code, without.err]).toEqual([2, expect.stringContaining('give the new one with --new-key')]);
    const rotated = await run(['keys', 'rotate', '--new-key', file], configured);
    expect([rotated.code, rotated.out]).toEqual([0, expect.stringContaining('Configure the new master key now')]);
    expect((await run(['token', 'list'], { MUSTER_MASTER_KEY: OTHER })).out).toContain('auditor  Somebody');
    expect(existsSync(join(folder.path, 'master.key'))).toBe(false);
  });

  it('are found under whichever master key an interrupted change has left them', async () => {
    await grantToSomebody();
    const [present, next] = ['master.key', 'master.key.new'].map((name) => join(folder.path, name)) as [string, string];
    writeFileSync(next, `${OTHER}\n`);
    expect((await run(['token', 'list'])).out).toContain('auditor  Somebody');
    expect(existsSync(next)).toBe(false);
    const former = join(folder.path, 'former');
    copyFileSync(present, former);
    await run(['keys', 'rotate']);
    copyFileSync(present, next);
    copyFileSync(former, present);
    expect((await run(['token', 'list'])).out).toContain('auditor  Somebody');
    expect(existsSync(next)).toBe(false);
    expect(masterKey()).not.toBe(readFileSync(former, 'utf8').trim());
  });

  it('are refused to a folder without the master key, in which none is made', async () => {
    await grantToSomebody();
    const beside = temporaryFolder();
    const { code, err } = await run(['keys', 'rotate'], { MUSTER_DATA: beside.path });
    expect([code, err]).toEqual([2, expect.stringContaining('has no master key for them')]);
    expect(existsSync(join(beside.path, 'master.key'))).toBe(false);
    beside.remove();
  });

  it('of whom was erased are listed from the log', async () => {
    const token = await grantToSomebody();
    expect((await run(['keys', 'erasures'])).out).toBe('Nothing was erased.\n');
    expect((await run(['token', 'revoke', token])).code).toBe(0);
    const erased = await run(['keys', 'erase', '--token', token, '--reason', 'ORDERED']);
    expect([erased.code, erased.err]).toEqual([0, '']);
    expect((await run(['keys', 'erasures'])).out).toMatch(new RegExp(`^access:${token} {2}ORDERED {2}\\S+Z\\n$`));
    const rotated = await run(['keys', 'rotate', '--json']);
    expect(JSON.parse(rotated.out)).toEqual({ kept: 0, destroyed: 1, damaged: 0 });
    expect((await run(['keys', 'erasures', '--json'])).out).toContain(`"subject":"access:${token}"`);
  });

  it.each([['rotate'], ['erasures']])(
    'where no log has begun cannot be asked about (keys %s), and none is begun',
    async (what) => {
      for (let times = 0; times < 2; times += 1) {
        const { code, err } = await run(['keys', what]);
        expect([code, err]).toEqual([2, expect.stringContaining('there is no log of Muster on the server')]);
      }
    },
  );
});
