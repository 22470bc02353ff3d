import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshNamespace } from '../support/eventstoredb.js';
import { HttpClient } from '../support/http-client.js';
import { ServerProcess } from '../support/server-process.js';
import type { ServerAddress } from '../../src/installation/server-file.js';

/** Milliseconds for an instance to be ready again, whatever befell it and what it waits for. */
const READY_WITHIN_MS = 240_000;
const POLL_MS = 50;

/** One server of Muster beside an EventStoreDB, with a folder that lasts. */
export class Instance {
  private server: ServerProcess | undefined;
  private address: ServerAddress | undefined;
  private readonly client = new HttpClient(2);
  /** What was said by servers that are gone. */
  private readonly formerLines: string[] = [];

  constructor(
    private readonly main: string,
    readonly folder: string,
    private readonly settings: Readonly<Record<string, string>>,
  ) {}

  get url(): string {
    return this.reached.url;
  }

  /** The address and the token that its command line uses. */
  get reached(): ServerAddress {
    if (this.address === undefined) throw new Error('this instance has never served');
    return this.address;
  }

  /** What it has said in all its lives, line by line. */
  get lines(): readonly string[] {
    return [...this.formerLines, ...(this.server?.lines ?? [])];
  }

  async start(): Promise<void> {
    if (!(await this.starts())) throw new Error(`an instance ended at once:\n${this.lines.slice(-10).join('\n')}`);
  }

  /** Whether it serves; false where it ends first, as it does without its log. */
  async starts(): Promise<boolean> {
    const server = ServerProcess.begin({ main: this.main, folder: this.folder, settings: this.settings });
    this.server = server;
    const address = await server.serving();
    if (address === undefined) {
      this.formerLines.push(...server.lines);
      this.server = undefined;
      return false;
    }
    this.address = address;
    return true;
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const { server } = this;
    if (server === undefined) return;
    await server.kill(signal);
    this.formerLines.push(...server.lines);
    this.server = undefined;
  }

  async isReady(): Promise<boolean> {
    const { url, secret } = this.reached;
    const answer = await this.client.ask(url, '/readyz', { token: secret }).catch(() => undefined);
    return answer?.status === 200;
  }

  async untilReady(): Promise<void> {
    const deadline = Date.now() + READY_WITHIN_MS;
    while (!(await this.isReady())) {
      if (Date.now() > deadline)
        throw new Error(`an instance is not ready again:\n${this.lines.slice(-20).join('\n')}`);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  /** How often the subscriptions of its views were lost, in its present life. */
  async subscriptionsLost(): Promise<number> {
    const { url, secret } = this.reached;
    const { text } = await this.client.ask(url, '/metrics', { token: secret });
    const counts = [...text.matchAll(/^muster_projection_subscriptions_lost_total\{[^}]*\} (\d+)$/gm)];
    return Math.max(0, ...counts.map(([, count = '0']) => Number(count)));
  }

  leave(): void {
    this.client.close();
  }
}

/** Two instances on one log in a namespace of its own; each may reach it by another way. */
export class Instances {
  readonly namespace = freshNamespace();
  readonly all: readonly [Instance, Instance];
  private readonly place = mkdtempSync(join(tmpdir(), 'muster-instances-'));

  constructor(main: string, ways: readonly [string, string]) {
    const instance = (at: 0 | 1): Instance => {
      const settings = { EVENT_LOG: ways[at], MUSTER_NAMESPACE: this.namespace };
      return new Instance(main, join(this.place, String(at)), settings);
    };
    this.all = [instance(0), instance(1)];
  }

  get urls(): readonly string[] {
    return this.all.map(({ url }) => url);
  }

  /** The first makes the log and the master key, which the second is given. */
  async start(): Promise<void> {
    const [first, second] = this.all;
    await first.start();
    mkdirSync(second.folder, { recursive: true });
    cpSync(join(first.folder, 'master.key'), join(second.folder, 'master.key'));
    await second.start();
  }

  async untilReady(): Promise<void> {
    await Promise.all(this.all.map((instance) => instance.untilReady()));
  }

  async remove(): Promise<void> {
    await Promise.all(this.all.map((instance) => instance.kill()));
    for (const instance of this.all) instance.leave();
    rmSync(this.place, { recursive: true, force: true });
  }
}
