import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { runningServer } from '../../src/cli/running-server.js';
import type { RebuildAnswer } from '../../src/edge/projection-answers.js';
import { CannotMeasure } from '../figure.js';
import type { History } from '../million.js';

/** Of a server as `npm start` starts it, in MiB. */
export interface Resident {
  readonly started: number;
  /** The most while it was asked. */
  readonly asked: number;
  readonly rebuilding: number;
}

const SERVER = fileURLToPath(new URL('../../src/main.js', import.meta.url));
const SAMPLE_MS = 100;
const MAKING_VIEWS_MS = 3_600_000;
const KIB_PER_MIB = 1_024;
/** How often each question is put. */
const TIMES = 25;
const PAGES = 10;

export async function residentMemory(history: History): Promise<Resident> {
  const server = await start(history);
  try {
    const started = await residentOf(server.process);
    const asked = await mostWhile(server.process, () => askAll(server.url, history));
    const rebuilding = await mostWhile(server.process, () => rebuild(history));
    return { started, asked, rebuilding };
  } finally {
    const ended = once(server.process, 'exit');
    server.process.kill('SIGTERM');
    await ended;
  }
}

async function start({ folder }: History): Promise<{ process: ChildProcess; url: string }> {
  const env = { ...process.env, MUSTER_DATA: folder.path, PORT: '0', HOST: '127.0.0.1', MUSTER_RATE_LIMIT: '0' };
  const child = spawn(process.execPath, [SERVER], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  for await (const line of createInterface(child.stderr)) {
    const url = /it serves at (?<url>\S+)/.exec(line)?.groups?.['url'];
    if (url === undefined) continue;
    child.stderr.resume();
    await ready(url);
    return { process: child, url };
  }
  throw new Error('a server did not start');
}

/** Where the views have to be made first, that takes minutes. */
async function ready(url: string): Promise<void> {
  const until = performance.now() + MAKING_VIEWS_MS;
  while (!(await fetch(`${url}/readyz`)).ok) {
    if (performance.now() > until) throw new Error('the views have not been made');
    await sleep(SAMPLE_MS);
  }
}

async function residentOf({ pid }: ChildProcess): Promise<number> {
  if (process.platform === 'win32') throw new CannotMeasure('resident memory is read with ps, which is not here');
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout) / KIB_PER_MIB;
}

async function mostWhile(server: ChildProcess, work: () => Promise<void>): Promise<number> {
  let [most, working] = [0, true];
  const done = work().finally(() => (working = false));
  done.catch(() => undefined);
  while (working) {
    most = Math.max(most, await residentOf(server));
    await sleep(SAMPLE_MS);
  }
  await done;
  return Math.max(most, await residentOf(server));
}

/** What a watch asks: who is not accounted for, now and as it was known, what happened, who is where. */
async function askAll(
  url: string,
  { secret, rollCall, incident, mission, deployments, halfway }: History,
): Promise<void> {
  const ask = (path: string): Promise<unknown> => answerOf(`${url}/api/${path}`, secret);
  for (let time = 0; time < TIMES; time += 1) {
    await ask(`roll-calls/${rollCall}/board?limit=100`);
    await ask(`roll-calls/${rollCall}/board?limit=100&knownAt=${halfway.position}`);
    await ask(`roll-calls/${rollCall}/verdict`);
    await ask(`missions/${mission}`);
    await ask(`deployments/${deployments[time % deployments.length] ?? ''}`);
  }
  for (const list of [`incidents/${incident}/timeline?effects=true`, 'officers?limit=100', 'incidents?limit=100']) {
    await walk(ask, list);
  }
}

async function walk(ask: (path: string) => Promise<unknown>, list: string): Promise<void> {
  let path = list;
  for (let page = 0; page < PAGES; page += 1) {
    const { next } = (await ask(path)) as { readonly next?: string | null };
    if (typeof next !== 'string') return;
    path = `${list}${list.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(next)}`;
  }
}

async function rebuild({ folder }: History): Promise<void> {
  const running = await runningServer(folder);
  if (running === undefined) throw new Error('a server that serves can be found');
  const path = '/api/projections/rebuild';
  let { state } = (await running.api.post(path)) as RebuildAnswer;
  while (state === 'RUNNING') {
    await sleep(SAMPLE_MS);
    ({ state } = (await running.api.get(path)) as RebuildAnswer);
  }
  if (state !== 'DONE') throw new Error(`a rebuild ended ${state}`);
}

async function answerOf(path: string, secret: string): Promise<unknown> {
  const answer = await fetch(path, { headers: { authorization: `Bearer ${secret}` } });
  if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}
