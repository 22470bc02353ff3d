import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startServer, type RunningServer } from '../../src/installation/server.js';

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

  it('has said with what it started, and no secret', () => {
    const [configured, unknown] = lines;
    expect(configured).toMatchObject({ event: 'configured', settings: { PORT: { value: '3000', source: 'default' } } });
    expect(unknown).toMatchObject({ event: 'unknown-setting', variable: 'MUSTER_PROT' });
    expect(lines).toContainEqual(expect.objectContaining({ event: 'started', address: server.url, engine: 'memory' }));
    expect(JSON.stringify(lines)).not.toContain('a-token-nobody-reads');
  });
});
