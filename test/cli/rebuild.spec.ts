import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { muster, temporaryFolder } from './support.js';

/** A server whose rebuild goes on until it is called off, or comes to the given end at the second question. */
class SlowServer {
  readonly asked: string[] = [];
  private readonly server: Server;
  private questions = 0;
  private state = 'RUNNING';

  constructor(private readonly end: string | undefined) {
    this.server = createServer((request, response) => {
      const asked = `${request.method ?? ''} ${request.url ?? ''}`;
      this.asked.push(asked);
      response.end(JSON.stringify(this.answer(asked)));
    });
  }

  async listen(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private answer(asked: string): object {
    if (asked.endsWith('/cancel')) this.state = 'CANCELLED';
    if (asked === 'GET /api/projections/rebuild' && ++this.questions > 1) this.state = this.end ?? this.state;
    return { state: this.state, events: 50, eventsPerSecond: 10 };
  }
}

describe('a rebuild that takes long', () => {
  let folder = temporaryFolder();
  let server: SlowServer;

  const serverThatEnds = async (end: string | undefined): Promise<void> => {
    server = new SlowServer(end);
    writeFileSync(join(folder.path, 'server.json'), JSON.stringify({ url: await server.listen(), secret: 'secret' }));
  };
  const rebuild = (run: Parameters<typeof muster>[1]) => muster(['rebuild', '--data', folder.path], run);

  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => {
    server.close();
    folder.remove();
  });

  it('is waited for, and shown to whoever watches', async () => {
    await serverThatEnds('DONE');
    const { code, out, err } = await rebuild({ errIsTerminal: true });
    expect([code, out]).toEqual([0, 'The views are made anew: 50 events applied, 10 a second.\n']);
    expect(err).toContain('50 events, 10 a second');
  });

  it('shows nothing where nobody watches', async () => {
    await serverThatEnds('DONE');
    expect((await rebuild({})).err).toBe('');
  });

  it('is called off, once, when it is interrupted', async () => {
    await serverThatEnds(undefined);
    const { code, out } = await rebuild({ interrupted: AbortSignal.abort() });
    expect([code, out]).toEqual([1, 'The rebuild was called off after 50 events; the views are as they were.\n']);
    expect(server.asked.filter((asked) => asked === 'POST /api/projections/rebuild/cancel')).toHaveLength(1);
  });

  it('says so where it fails', async () => {
    await serverThatEnds('FAILED');
    const { code, out } = await rebuild({});
    expect(code).toBe(1);
    expect(out).toContain('The rebuild failed after 50 events');
  });
});
