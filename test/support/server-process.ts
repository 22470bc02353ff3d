import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import type { ServerAddress } from '../../src/installation/server-file.js';

const run = promisify(execFile);

/** Of a machine that has much other work, and of a log that three nodes must agree on. */
const STARTED_WITHIN_MS = 600_000;
const POLL_MS = 20;

/** What is served, compiled into a folder of its own. */
export interface Compiled {
  readonly folder: string;
  readonly main: string;
  remove(): void;
}

export async function compileSources(): Promise<Compiled> {
  const place = mkdtempSync(join(tmpdir(), 'muster-compiled-'));
  const compiler = join(process.cwd(), 'test', 'support', 'compile-sources.mjs');
  await run(process.execPath, [compiler, process.cwd(), place]);
  const folder = join(place, 'dist');
  return { folder, main: join(folder, 'main.js'), remove: () => rmSync(place, { recursive: true, force: true }) };
}

/** How a process ended: with an exit code, or by a signal. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface ServerOptions {
  readonly main: string;
  /** The data folder. */
  readonly folder: string;
  /** What the process is started by, for example a tracer with its arguments; it must pass signals and the exit code on. */
  readonly under?: readonly string[];
  /** Of Node. */
  readonly flags?: readonly string[];
  /** Further settings. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** The real server in a process of its own, on a folder that lasts and a port that the machine chooses. */
export class ServerProcess {
  private static readonly running = new Set<ServerProcess>();

  /** What it has said, on both streams, line by line. */
  readonly lines: string[] = [];
  readonly ended: Promise<Ending>;
  private ending: Ending | undefined;

  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {
    ServerProcess.running.add(this);
    const heard = [child.stdout, child.stderr].map((stream) => this.listen(stream));
    this.ended = once(child, 'exit').then(async (exited) => {
      await Promise.all(heard);
      const [code, signal] = exited as [Ending['code'], Ending['signal']];
      this.ending = { code, signal };
      ServerProcess.running.delete(this);
      return this.ending;
    });
  }

  /** Leaves none behind, whatever became of those who began them. */
  static async killAll(): Promise<void> {
    await Promise.all([...ServerProcess.running].map((server) => server.kill()));
  }

  /** Begins, and waits for nothing. */
  static begin({ main, folder, under = [], flags = [], settings = {} }: ServerOptions): ServerProcess {
    // What a killed server left would pass for the address of this one.
    rmSync(join(folder, 'server.json'), { force: true });
    const [command, ...args] = [...under, process.execPath, ...flags, main];
    // A crowd under one token is what most tests are about.
    const unlimited = { MUSTER_RATE_LIMIT: '0' };
    const place = { MUSTER_DATA: folder, PORT: '0', HOST: '127.0.0.1', EVENT_LOG: 'sqlite', ...unlimited };
    const env = { ...process.env, ...place, ...settings };
    return new ServerProcess(spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] }), folder);
  }

  /** The address, once it serves; undefined where it ends first. */
  async serving(): Promise<ServerAddress | undefined> {
    const file = join(this.folder, 'server.json');
    const deadline = Date.now() + STARTED_WITHIN_MS;
    while (this.ending === undefined) {
      if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as ServerAddress;
      if (Date.now() > deadline) throw new Error(`the server did not start: ${this.lines.join('\n')}`);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    return undefined;
  }

  /** The address; throws where it ends before it serves. */
  async address(): Promise<ServerAddress> {
    const address = await this.serving();
    if (address === undefined) throw new Error(`the server ended at once: ${this.lines.join('\n')}`);
    return address;
  }

  /** Bytes of memory that the process has at the moment. */
  residentBytes(): number {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1_024;
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<Ending> {
    this.child.kill(signal);
    return this.ended;
  }

  /** The lines of the operations log with this name of an event. */
  told(event: string): readonly Readonly<Record<string, unknown>>[] {
    return this.lines.flatMap((line) => {
      const parsed = line.startsWith('{') ? (JSON.parse(line) as Readonly<Record<string, unknown>>) : {};
      return parsed['event'] === event ? [parsed] : [];
    });
  }

  private async listen(stream: Readable | null): Promise<void> {
    if (stream === null) throw new Error('the process has no output to listen to');
    for await (const line of createInterface({ input: stream })) this.lines.push(line);
  }
}
