import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startServer, type RunningServer } from '../../src/installation/server.js';
import { untilTrue } from '../support/waiting.js';

interface Line {
  readonly event: string;
  readonly [field: string]: unknown;
}

let lines: Line[];
let server: RunningServer;

beforeEach(async () => {
  lines = [];
  const settings = { port: 0, host: '127.0.0.1', engine: { engine: 'memory' }, drainSeconds: 5 } as const;
  const environment = { MUSTER_METRICS_TOKEN: 'a-token-nobody-reads', MUSTER_PROT: '1' };
  server = await startServer(settings, { write: (line) => void lines.push(JSON.parse(line) as Line), environment });
});

afterEach(() => server.close());

/** Sends the piece; what comes back until the server ends the connection. */
function restOf(socket: Socket, piece: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.on('data', (data: Buffer) => (text += data.toString()));
    socket.on('error', reject).on('end', () => resolve(text));
    socket.write(piece);
  });
}

function isClosed(url: string): Promise<boolean> {
  return fetch(new URL('/livez', url), { headers: { connection: 'close' } }).then(
    () => false,
    () => true,
  );
}

describe('a server that is told to end', () => {
  it('says first that it is not ready, and goes on serving while it drains', async () => {
    const ask = (path: string): Promise<Response> => fetch(new URL(path, server.url));
    expect((await ask('/readyz')).status).toBe(200);
    const closed = server.close('SIGTERM');
    const [ready, live] = await Promise.all([ask('/readyz'), ask('/livez')]);
    expect([ready.status, await ready.json()]).toMatchObject([503, { details: { serving: false, log: true } }]);
    expect(live.status).toBe(200);
    await closed;
    await expect(fetch(`${server.url}/livez`)).rejects.toThrow();
    expect(lines.find(({ event }) => event === 'stopping')).toMatchObject({ why: 'SIGTERM' });
    expect(lines.at(-1)).toMatchObject({ event: 'stopped' });
  });

  it('answers what still comes on a kept connection with a problem, as anything that it refuses', async () => {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    // A request that has begun keeps its connection from being idle, and idle ones are closed at once.
    socket.write('GET /livez HTTP/1.1\r\n');
    const closed = server.close('SIGTERM');
    await untilTrue(() => isClosed(server.url));
    const answer = await restOf(socket, 'Host: muster\r\n\r\n');
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 503 /);
    expect(head).toMatch(/^content-type: application\/problem\+json/im);
    expect(head).toMatch(/^connection: close$/im);
    expect(JSON.parse(body)).toMatchObject({ type: 'urn:muster:problem:unavailable', status: 503 });
    await closed;
    expect(lines.at(-1)).toMatchObject({ event: 'stopped' });
  });

  it('has said with what it started, and no secret', () => {
    const [configured, unknown] = lines;
    expect(configured).toMatchObject({ event: 'configured', settings: { PORT: { value: '3000', source: 'default' } } });
    expect(unknown).toMatchObject({ event: 'unknown-setting', variable: 'MUSTER_PROT' });
    expect(lines).toContainEqual(expect.objectContaining({ event: 'started', address: server.url, engine: 'memory' }));
    expect(JSON.stringify(lines)).not.toContain('a-token-nobody-reads');
  });
});
