import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_AGAIN_MS = 100;
/** Milliseconds for one answer: a node that is held up gives none. */
const ANSWERS_WITHIN_MS = 5_000;

/** How a node is reached, and by whom. */
export interface Security {
  readonly options: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  isReady(port: number): Promise<boolean>;
}

export const INSECURE: Security = {
  options: ['--insecure'],
  isReady: async (port) => {
    const members = await membersSeenBy(port);
    return members.some(({ state }) => state === 'Leader');
  },
};

/** A node as another one, or itself, sees it. */
export interface Member {
  readonly state: string;
  readonly isAlive: boolean;
  readonly httpEndPointPort: number;
  readonly epochNumber: number;
}

/** The nodes that one knows of. Rejects where it does not answer in time. */
export async function membersSeenBy(port: number): Promise<readonly Member[]> {
  const signal = AbortSignal.timeout(ANSWERS_WITHIN_MS);
  const answer = await fetch(`http://127.0.0.1:${port}/gossip`, { signal });
  const { members } = (await answer.json()) as { readonly members: readonly Member[] };
  return members;
}

/** A server made for much more reads hundreds of megabytes when it starts. */
const SMALL = [
  ...['--chunk-size', '16777216', '--chunks-cache-size', '16777472', '--max-mem-table-size', '10000'],
  ...['--stream-existence-filter-size', '10000', '--stream-info-cache-capacity', '1000', '--index-cache-size', '1000'],
  ...['--worker-threads', '2', '--reader-threads-count', '2', '--stats-storage', 'None', '--disable-log-file'],
];

/** What sets one server apart from others. */
export interface NodeSettings {
  readonly security?: Security;
  readonly ports?: Ports;
  /** Further ones of the program. */
  readonly options?: readonly string[];
  /** Where its data lie; in its own folder, where nothing is said. */
  readonly database?: string;
}

export interface Ports {
  readonly node: number;
  readonly replication: number;
}

export async function freePorts(): Promise<Ports> {
  return { node: await freePort(), replication: await freePort() };
}

/** A node on loopback with folders of its own, that can be killed, held up and started again. */
export class EventStoreDbProcess {
  /** Milliseconds: on a loaded machine it takes its time. */
  static readonly STARTED_WITHIN_MS = 120_000;

  #child: ChildProcess | undefined;

  private readonly security: Security;

  private constructor(
    private readonly program: string,
    readonly folder: string,
    private readonly ports: Ports,
    private readonly settings: NodeSettings,
  ) {
    this.security = settings.security ?? INSECURE;
  }

  /** Resolves once it takes appends. */
  static async start(security: Security = INSECURE, settings: NodeSettings = {}): Promise<EventStoreDbProcess> {
    const server = EventStoreDbProcess.prepare({ ...settings, security, ports: await freePorts() });
    try {
      await server.start();
      return server;
    } catch (error) {
      await server.remove();
      throw error;
    }
  }

  /** To be started. */
  static prepare(settings: NodeSettings & { readonly ports: Ports }): EventStoreDbProcess {
    const program = process.env['MUSTER_TEST_EVENTSTOREDB_BIN'] ?? '';
    const folder = mkdtempSync(join(tmpdir(), 'muster-eventstoredb-'));
    return new EventStoreDbProcess(program, folder, settings.ports, settings);
  }

  get port(): number {
    return this.ports.node;
  }

  get connectionString(): string {
    return `kurrentdb://127.0.0.1:${this.port}?tls=false`;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** With what it had before. Resolves once it takes appends. */
  async start(): Promise<void> {
    await this.#isLeader(this.begin());
  }

  /** As `start`, and waits for nothing. */
  begin(): ChildProcess {
    const loopback = '127.0.0.1';
    const child = spawn(
      this.program,
      [
        ...this.security.options,
        ...['--db', this.settings.database ?? join(this.folder, 'db'), '--log', join(this.folder, 'log')],
        ...['--node-ip', loopback, '--node-port', String(this.port)],
        ...['--replication-ip', loopback, '--replication-port', String(this.ports.replication)],
        ...['--run-projections=None', ...SMALL],
        ...(this.settings.options ?? []),
      ],
      { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...this.security.environment } },
    );
    const output = createWriteStream(join(this.folder, 'output.txt'), { flags: 'a' });
    child.stdout.pipe(output);
    child.stderr.pipe(output);
    this.#child = child;
    return child;
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

  get isRunning(): boolean {
    const child = this.#child;
    return child !== undefined && child.exitCode === null && child.signalCode === null;
  }

  /** Whether it ends by itself in so many milliseconds. */
  async endsWithin(ms: number): Promise<boolean> {
    const until = performance.now() + ms;
    while (this.isRunning && performance.now() < until) await sleep(LOOK_AGAIN_MS);
    return !this.isRunning;
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
