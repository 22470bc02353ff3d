import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { toNowhere } from '../../src/edge/operations-log.js';
import { dataFolder, type DataFolder } from '../../src/installation/data-folder.js';
import { startServer, type RunningServer } from '../../src/installation/server.js';

let folder: DataFolder;
let server: RunningServer | undefined;

beforeEach(async () => {
  folder = dataFolder(mkdtempSync(join(tmpdir(), 'muster-server-')));
  server = await start();
});

afterEach(async () => {
  await server?.close();
  rmSync(folder.path, { recursive: true, force: true });
});

function start(): Promise<RunningServer> {
  const engine = { engine: 'sqlite', folder: folder.path } as const;
  return startServer({ port: 0, host: '127.0.0.1', engine }, { write: toNowhere });
}

async function grant(role: string): Promise<Response> {
  return fetch(`${server?.url}/api/commands/GrantAccessToken`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server?.secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Somebody', role }),
  });
}

describe('a server', () => {
  it('answers over a socket, and says that nobody has access until somebody was granted it', async () => {
    expect(server?.isEmpty).toBe(true);
    expect((await fetch(`${server?.url}/readyz`)).status).toBe(200);
    expect((await grant('operator')).status).toBe(200);
    await server?.close();
    server = await start();
    expect(server.isEmpty).toBe(false);
  });

  it('keeps what it recorded, and the access that it granted, over a restart', async () => {
    const { secret } = (await (await grant('auditor')).json()) as { secret: string };
    await server?.close();
    server = await start();
    const headers = { authorization: `Bearer ${secret}` };
    expect((await fetch(`${server.url}/api/missions`, { headers })).status).toBe(200);
  });

  it('is found by the command line of the same machine for as long as it runs, and by nobody else', async () => {
    expect(JSON.parse(readFileSync(folder.server, 'utf8'))).toEqual({ url: server?.url, secret: server?.secret });
    expect(statSync(folder.server).mode & 0o777).toBe(0o600);
    await server?.close();
    server = undefined;
    expect(existsSync(folder.server)).toBe(false);
  });

  it('gives the local operator a new secret on every start', async () => {
    const before = server?.secret;
    await server?.close();
    server = await start();
    expect(server.secret).not.toBe(before);
    const headers = { authorization: `Bearer ${before}` };
    expect((await fetch(`${server.url}/api/projections`, { headers })).status).toBe(401);
  });

  it('refuses to be started a second time on the same folder, and goes on', async () => {
    await expect(start()).rejects.toThrow('already has a writer');
    expect((await fetch(`${server?.url}/readyz`)).status).toBe(200);
  });

  it('lets go of the folder where it cannot listen', async () => {
    const port = Number(new URL(server?.url ?? '').port);
    const other = dataFolder(join(folder.path, 'other'));
    const settings = { port, host: '127.0.0.1', engine: { engine: 'sqlite', folder: other.path } } as const;
    await expect(startServer(settings, { write: toNowhere })).rejects.toThrow('EADDRINUSE');
    const elsewhere = await startServer({ ...settings, port: 0 }, { write: toNowhere });
    await elsewhere.close();
  });

  it('finishes a request that is under way before it is gone', async () => {
    const begun = beginGrant();
    await begun.underWay;
    const closed = server?.close();
    server = undefined;
    begun.finish();
    expect(await begun.answer).toBe(200);
    await closed;
    server = await start();
    expect(server.isEmpty).toBe(false);
  });
});

/** A request whose body is still on its way. */
function beginGrant(): {
  /** The server has its head, and waits for the rest. */
  readonly underWay: Promise<void>;
  readonly answer: Promise<number | undefined>;
  finish(): void;
} {
  const body = JSON.stringify({ name: 'Somebody', role: 'auditor' });
  const outgoing = request(`${server?.url}/api/commands/GrantAccessToken`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${server?.secret}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      expect: '100-continue',
    },
  });
  const underWay = new Promise<void>((resolve) => outgoing.on('continue', resolve));
  const answer = new Promise<number | undefined>((resolve, reject) => {
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
    });
  });
  outgoing.flushHeaders();
  return { underWay, answer, finish: () => outgoing.end(body) };
}
