import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const LOOPBACK = '127.0.0.1';
const LOOK_EVERY_MS = 100;
/** Milliseconds. */
const STARTED_WITHIN_MS = 120_000;
const ASKED_FOR_MS = 5_000;

/** One node of EventStoreDB on loopback, without security and with the sizes that it has by itself, in a folder of its own. */
export class OwnServer {
  private constructor(
    private readonly child: ChildProcess,
    private readonly port: number,
  ) {}

  /** Resolves once it takes appends. Rejects where it ends first, or does not come to that. */
  static async start(program: string, folder: string): Promise<OwnServer> {
    const [port, replication] = [await freePort(), await freePort()];
    const child = spawn(
      program,
      [
        ...['--insecure', '--run-projections=None', '--db', join(folder, 'db'), '--log', join(folder, 'log')],
        ...['--node-ip', LOOPBACK, '--node-port', String(port)],
        ...['--replication-ip', LOOPBACK, '--replication-port', String(replication)],
      ],
      { stdio: 'ignore' },
    );
    await once(child, 'spawn');
    const server = new OwnServer(child, port);
    const until = Date.now() + STARTED_WITHIN_MS;
    while (!(await server.leads())) {
      if (Date.now() > until || !server.runs) {
        await server.stop();
        throw new Error('the program in MUSTER_TEST_EVENTSTOREDB_BIN runs no server that takes appends');
      }
      await pause(LOOK_EVERY_MS);
    }
    return server;
  }

  get connectionString(): string {
    return `kurrentdb://${LOOPBACK}:${this.port}?tls=false`;
  }

  async stop(): Promise<void> {
    if (!this.runs) return;
    const exit = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await exit;
  }

  private get runs(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  private async leads(): Promise<boolean> {
    try {
      const signal = AbortSignal.timeout(ASKED_FOR_MS);
      const answer = await fetch(`http://${LOOPBACK}:${this.port}/gossip`, { signal });
      const { members } = (await answer.json()) as { readonly members: readonly { readonly state: string }[] };
      return members.some(({ state }) => state === 'Leader');
    } catch {
      return false;
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, LOOPBACK);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a listening server has a port');
  server.close();
  await once(server, 'close');
  return address.port;
}
