import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Api, overHttp } from '../../src/cli/api.js';
import type { RebuildAnswer } from '../../src/edge/projection-answers.js';
import { dataFolder } from '../../src/installation/data-folder.js';
import type { ServerAddress } from '../../src/installation/server-file.js';

const REBUILD = '/api/projections/rebuild';
const LOOK_EVERY_MS = 20;
/** Milliseconds. */
const READY_WITHIN_MS = 120_000;
const MAIN = fileURLToPath(new URL('../../src/main.js', import.meta.url));

export interface MusterOnServer {
  readonly connectionString: string;
  readonly namespace: string;
  readonly masterKey: string;
  readonly folder: string;
}

/** An instance of Muster as `npm start` starts it, in a process of its own. */
export class Muster {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    /** The secret of the one who may grant access. */
    readonly operator: string,
  ) {}

  static async start({ connectionString, namespace, masterKey, folder }: MusterOnServer): Promise<Muster> {
    await mkdir(folder);
    const env = {
      ...process.env,
      EVENT_LOG: connectionString,
      MUSTER_NAMESPACE: namespace,
      MUSTER_MASTER_KEY: masterKey,
      MUSTER_DATA: folder,
      MUSTER_RATE_LIMIT: '0',
      MUSTER_LOG_LEVEL: 'warning',
      HOST: '127.0.0.1',
      PORT: '0',
    };
    const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    const said: string[] = [];
    for await (const line of createInterface(child.stderr)) {
      said.push(line);
      if (!/it serves at \S+/.test(line)) continue;
      child.stderr.resume();
      const { url, secret } = JSON.parse(await readFile(dataFolder(folder).server, 'utf8')) as ServerAddress;
      return new Muster(child, url, secret);
    }
    child.kill();
    throw new Error(`an instance of Muster did not start: ${said.join('; ')}`);
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** Resolves once its views are current. */
  async ready(): Promise<void> {
    const until = Date.now() + READY_WITHIN_MS;
    while (!(await fetch(`${this.url}/readyz`)).ok) {
      if (Date.now() > until) throw new Error('an instance of Muster did not become ready');
      await pause(LOOK_EVERY_MS);
    }
  }

  /** Makes all views anew; answers in how many milliseconds. */
  async rebuild(): Promise<number> {
    const api = new Api(overHttp(this.url), this.operator);
    const began = performance.now();
    let { state } = (await api.post(REBUILD)) as RebuildAnswer;
    while (state === 'RUNNING') {
      await pause(LOOK_EVERY_MS);
      ({ state } = (await api.get(REBUILD)) as RebuildAnswer);
    }
    if (state !== 'DONE') throw new Error(`a rebuild ended ${state}`);
    return performance.now() - began;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exit = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await exit;
  }
}
