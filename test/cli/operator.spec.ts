import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Api, overHttp } from '../../src/cli/api.js';
import type { RunningServer } from '../../src/installation/server.js';
import { muster, playSmallNight, startServerOn, temporaryFolder } from './support.js';

// Each test starts the application several times, perhaps on a machine that has other work.
jest.setTimeout(60_000);

interface Granted {
  readonly id: string;
  readonly actor: string;
  readonly secret: string;
}

/** What is the operator's to do on this machine, the same whether a server runs on the folder or not. */
describe.each(['beside a running server', 'where no server runs'])('the operator, %s,', (where) => {
  let folder = temporaryFolder();
  let server: RunningServer | undefined;

  const inFolder = (...args: readonly string[]) => muster([...args, '--data', folder.path]);
  const granted = async (...args: readonly string[]): Promise<Granted> => {
    const { code, out, err } = await inFolder('token', 'create', '--json', ...args);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    return JSON.parse(out) as Granted;
  };

  beforeEach(async () => {
    folder = temporaryFolder();
    server = where === 'beside a running server' ? await startServerOn(folder.path) : undefined;
  });
  afterEach(async () => {
    await server?.close();
    folder.remove();
  });

  it('grants a token that lets its bearer in, also to a server that starts later', async () => {
    const { secret } = await granted('--role', 'commander', '--name', 'The commander');
    server ??= await startServerOn(folder.path);
    expect(await new Api(overHttp(server.url), secret).get('/api/missions')).toMatchObject({ items: [] });
  });

  it('shows the secret once, and lists tokens without it', async () => {
    const shown = await inFolder('token', 'create', '--role', 'auditor', '--name', 'Annual audit');
    expect(shown.code).toBe(0);
    const secret = shown.out.trimEnd().split('\n').at(-1) ?? '';
    expect(secret).toMatch(/^[\w-]{43}$/);
    const { code, out } = await inFolder('token', 'list');
    expect(code).toBe(0);
    expect(out).toMatch(/^[0-9a-f-]{36} {2}VALID {2}auditor {2}Annual audit {2}granted /);
    expect(out).not.toContain(secret);
  });

  it('makes a link that signs one browser in, and lists it as what it is', async () => {
    const made = await inFolder('link', 'create', '--role', 'auditor', '--name', 'Annual audit');
    expect(made).toMatchObject({ code: 0, err: '' });
    const url = new URL(made.out.trimEnd().split('\n').at(-1) ?? '');
    expect(url.pathname).toMatch(/^\/sign-in\/[\w-]{43}$/);
    expect((await inFolder('token', 'list')).out).toMatch(/VALID {2}auditor {2}Annual audit .* link$/m);
    server ??= await startServerOn(folder.path);
    const page = await fetch(new URL(url.pathname, server.url));
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Sign in on this device')]);
  });

  it('makes a link to where browsers reach the server', async () => {
    const args = ['--role', 'auditor', '--name', 'Annual audit', '--url', 'https://muster.example.org', '--json'];
    const { out } = await inFolder('link', 'create', ...args);
    expect(JSON.parse(out)).toMatchObject({ url: expect.stringMatching(/^https:\/\/muster.example.org\/sign-in\//) });
  });

  it('narrows a token to its scope and its time', async () => {
    const scope = '7b1f7a52-6b5b-4f7e-9d53-0a1b2c3d4e5f';
    await granted(
      '--role',
      'teamLead',
      '--name',
      'Lead',
      '--mission',
      scope,
      '--expires-at',
      '2100-01-01T01:00:00+01:00',
    );
    const { items } = JSON.parse((await inFolder('token', 'list', '--json')).out) as { items: readonly object[] };
    expect(items).toMatchObject([{ role: 'teamLead', missions: [scope], expiresAt: '2100-01-01T00:00:00.000Z' }]);
  });

  it('is refused a token whose scope its role does not have, with exit code 1', async () => {
    const { code, err } = await inFolder(
      'token',
      'create',
      '--role',
      'auditor',
      '--name',
      'X',
      '--agency',
      'Saskatoon',
    );
    expect(code).toBe(1);
    expect(err).toContain('refused (invalid-request)');
  });

  it('takes a token back once', async () => {
    const { id } = await granted('--role', 'auditor', '--name', 'Annual audit');
    const revoke = () => inFolder('token', 'revoke', id, '--reason', 'The audit is over');
    expect(await revoke()).toEqual({ code: 0, out: `Token ${id} is revoked.\n`, err: '' });
    expect((await inFolder('token', 'list')).out).toContain('REVOKED');
    expect(await revoke()).toMatchObject({ code: 1, err: expect.stringContaining('not-in-force') });
  });

  it('has the views made anew', async () => {
    await granted('--role', 'auditor', '--name', 'Annual audit');
    const { code, out } = await inFolder('rebuild');
    expect(code).toBe(0);
    expect(out).toMatch(/^The views are made anew: 1 events applied, \d+ a second\.\n$/);
    expect(JSON.parse((await inFolder('rebuild', '--json')).out)).toMatchObject({ state: 'DONE', events: 1 });
    expect((await inFolder('token', 'list')).out).toContain('Annual audit');
  });
});

describe('the operator', () => {
  const folder = temporaryFolder();
  afterEach(() => folder.remove());

  it('has nothing to list, take back or rebuild in a folder that was never used, and makes none there', async () => {
    for (const args of [['token', 'list'], ['token', 'revoke', 'x'], ['rebuild']]) {
      const ran = await muster([...args, '--data', folder.path]);
      expect(ran).toEqual({ code: 2, out: '', err: `muster: there is no installation in ${folder.path}\n` });
    }
  });

  it('is not misled by the address that a killed server has left behind', async () => {
    const server = await startServerOn(folder.path);
    await server.close();
    writeFileSync(join(folder.path, 'server.json'), JSON.stringify({ url: server.url, secret: server.secret }));
    const listed = await muster(['token', 'list', '--data', folder.path]);
    expect(listed).toEqual({ code: 0, out: 'No token has been granted yet.\n', err: '' });
  });

  it('is told why where the folder belongs to another process that cannot be reached', async () => {
    const server = await startServerOn(folder.path);
    await playSmallNight(server);
    writeFileSync(join(folder.path, 'server.json'), JSON.stringify({ url: server.url, secret: 'of another process' }));
    const { code, err } = await muster(['token', 'list', '--data', folder.path]);
    await server.close();
    expect(code).toBe(2);
    expect(err).toContain('already has a writer');
  });

  it('is told why where the key of the folder is missing', async () => {
    const server = await startServerOn(folder.path);
    await playSmallNight(server);
    await server.close();
    writeFileSync(join(folder.path, 'master.key'), '');
    const { code, err } = await muster(['token', 'list', '--data', folder.path]);
    expect(code).toBe(2);
    expect(err).toContain('the master key of');
  });
});
