import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_AGAIN_MS = 100;

/** How a node is reached, and by whom. */
export interface Security {
  readonly options: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  isReady(port: number): Promise<boolean>;
}

export const INSECURE: Security = {
  options: ['--insecure'],
  isReady: async (port) => {
    const answer = await fetch(`http://127.0.0.1:${port}/gossip`);
    return /"state":\s*"Leader"/.test(await answer.text());
  },
};

/** A single node on loopback with folders of its own, that can be killed, held up and started again. */
export class EventStoreDbProcess {
  /** Milliseconds: on a loaded machine it takes its time. */
  static readonly STARTED_WITHIN_MS = 120_000;

  #child: ChildProcess | undefined;

  private constructor(
    private readonly program: string,
    readonly folder: string,
    readonly port: number,
    private readonly replicationPort: number,
    private readonly security: Security,
  ) {}

  /** Resolves once it takes appends. */
  static async start(security: Security = INSECURE): Promise<EventStoreDbProcess> {
    const program = process.env['MUSTER_TEST_EVENTSTOREDB_BIN'] ?? '';
    const folder = mkdtempSync(join(tmpdir(), 'muster-eventstoredb-'));
    const server = new EventStoreDbProcess(program, folder, await freePort(), await freePort(), security);
    try {
      await server.start();
      return server;
    } catch (error) {
      await server.remove();
      throw error;
    }
  }

  get connectionString(): string {
    return `kurrentdb://127.0.0.1:${this.port}?tls=false`;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** With what it had before. Resolves once it takes appends. */
  async start(): Promise<void> {
    const loopback = '127.0.0.1';
    const child = spawn(
      this.program,
      [
        ...this.security.options,
        ...['--db', join(this.folder, 'db'), '--log', join(this.folder, 'log')],
        ...['--node-ip', loopback, '--node-port', String(this.port)],
        ...['--replication-ip', loopback, '--replication-port', String(this.replicationPort)],
        '--run-projections=None',
      ],
      { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...this.security.environment } },
    );
    const output = createWriteStream(join(this.folder, 'output.txt'), { flags: 'a' });
    child.stdout.pipe(output);
    child.stderr.pipe(output);
    this.#child = child;
    await this.#isLeader(child);
  }

  /** Resolves once the process is gone. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  /** SIGSTOP holds it up, SIGCONT lets it go on. */
  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  async remove(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  async #isLeader(child: ChildProcess): Promise<void> {
    const until = performance.now() + EventStoreDbProcess.STARTED_WITHIN_MS;
    while (!(await this.#saysLeader())) {
      if (child.exitCode !== null || performance.now() > until) {
        throw new Error(
          `the server did not start:\n${readFileSync(join(this.folder, 'output.txt'), 'utf8').slice(-4_000)}`,
        );
      }
      await sleep(LOOK_AGAIN_MS);
    }
  }

  async #saysLeader(): Promise<boolean> {
    try {
      return await this.security.isReady(this.port);
    } catch {
      return false;
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a listening server has a port');
  server.close();
  await once(server, 'close');
  return address.port;
}
