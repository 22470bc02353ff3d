import { existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { toNowhere } from '../../src/edge/operations-log.js';
import { startServer, type RunningServer } from '../../src/installation/server.js';
import { describeWithServer, freshNamespace } from '../support/eventstoredb.js';
import { muster, temporaryFolder } from './support.js';

jest.setTimeout(60_000);

interface Answered {
  readonly position: string;
  readonly id: string;
}

describeWithServer('an installation on EventStoreDB', (connectionString) => {
  let folders: readonly ReturnType<typeof temporaryFolder>[];
  let env: Readonly<Record<string, string>>;
  const servers: RunningServer[] = [];

  beforeEach(() => {
    folders = [temporaryFolder(), temporaryFolder()];
    env = { EVENT_LOG: connectionString(), MUSTER_NAMESPACE: freshNamespace() };
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
    for (const folder of folders) folder.remove();
  });

  const folder = (place: 0 | 1): string => folders[place]?.path ?? '';
  const secretFor = async (role: string): Promise<string> => {
    const args = ['token', 'create', '--role', role, '--name', 'Somebody', '--json', '--data', folder(0)];
    const { code, out, err } = await muster(args, { env });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    return (JSON.parse(out) as { readonly secret: string }).secret;
  };
  const serve = async (place: 0 | 1): Promise<RunningServer> => {
    const engine = {
      engine: 'kurrentdb',
      url: env['EVENT_LOG'] ?? '',
      namespace: env['MUSTER_NAMESPACE'] ?? '',
    } as const;
    const settings = { port: 0, host: '127.0.0.1', engine: { ...engine, folder: folder(place) } };
    const server = await startServer(settings, { write: toNowhere });
    servers.push(server);
    return server;
  };

  it('is worked on by the command line, which keeps nothing of its log in the folder', async () => {
    const secret = await secretFor('operator');
    expect(existsSync(join(folder(0), 'log.db'))).toBe(false);
    const { url } = await serve(0);
    const tokens = await fetch(`${url}/api/access-tokens`, { headers: { authorization: `Bearer ${secret}` } });
    expect(tokens.status).toBe(200);
  });

  it('is refused to an instance that has not its master key', async () => {
    await secretFor('operator');
    await expect(serve(1)).rejects.toThrow('has no master key');
  });

  it('is one for two instances: what one was told, the other answers with from its position on', async () => {
    const secret = await secretFor('dutyOfficer');
    await copyFile(join(folder(0), 'master.key'), join(folder(1), 'master.key'));
    const [one, other] = [await serve(0), await serve(1)];
    const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ name: 'Police training', zone: 'Asia/Baghdad' });
    const given = await fetch(`${one.url}/api/commands/EstablishMission`, {
      method: 'POST',
      headers: { ...headers, 'idempotency-key': 'the-same' },
      body,
    });
    const { position, id } = (await given.json()) as Answered;
    const asked = await fetch(`${other.url}/api/missions/${id}?after=${position}`, { headers });
    expect(asked.status).toBe(200);
    expect(await asked.json()).toMatchObject({ name: { text: 'Police training' } });
    const again = await fetch(`${other.url}/api/commands/EstablishMission`, {
      method: 'POST',
      headers: { ...headers, 'idempotency-key': 'the-same' },
      body,
    });
    expect((await again.json()) as Answered).toMatchObject({ position, id });
  });
});
