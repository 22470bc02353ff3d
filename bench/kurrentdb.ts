import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Child } from './child.js';
import { atLeast, CannotMeasure, type Context, type Figure } from './figure.js';
import type { BareAnswer, BareAsk, BareStart, Sample } from './kurrentdb/contestants.js';
import { delayFigure } from './kurrentdb/delays.js';
import { Muster, type MusterOnServer } from './kurrentdb/muster.js';
import { OwnServer } from './kurrentdb/own-server.js';
import { sampleOf } from './kurrentdb/sample.js';
import { admitted } from './load/api.js';
import { Load } from './load/load.js';
import type { LoadPlan } from './load/plan.js';
import { median } from './statistics.js';
import { checkIns, deploy, type Deployed } from './writing/people.js';

/*
 * On EventStoreDB: durable check-ins against bare appends of the same events by the server's own client, all views made anew
 * against that client reading the same log to its end, and the way from one instance to a reader at another one against
 * that client's own subscription.
 */

const CALLERS = 64;
const PEOPLE = 200;
const WARM_UP_REQUESTS = 4_000;
const TIMING = { warmUpMs: 1_000, forMs: 5_000 };
const MS = 1_000;
const NAMESPACE_LENGTH = 20;

type Bare = Child<BareAsk, BareAnswer>;

export async function measure(context: Context): Promise<readonly Figure[]> {
  const given = environment('MUSTER_TEST_EVENTSTOREDB');
  if (given !== undefined) return measureOn(given, context);
  const program = environment('MUSTER_TEST_EVENTSTOREDB_BIN');
  if (program === undefined) {
    throw new CannotMeasure(
      'MUSTER_TEST_EVENTSTOREDB names no EventStoreDB that may be written to, nor MUSTER_TEST_EVENTSTOREDB_BIN a program that runs one',
    );
  }
  const server = await OwnServer.start(program, join(context.folder, 'eventstoredb'));
  try {
    return await measureOn(server.connectionString, context);
  } finally {
    await server.stop();
  }
}

function environment(name: string): string | undefined {
  const value = process.env[name]?.trim() ?? '';
  return value === '' ? undefined : value;
}

async function measureOn(connectionString: string, context: Context): Promise<readonly Figure[]> {
  const namespace = `bench_${crypto.randomUUID().replaceAll('-', '').slice(0, NAMESPACE_LENGTH)}`;
  const masterKey = randomBytes(32).toString('base64');
  const settings = { connectionString, namespace, masterKey };
  const muster = await Muster.start({ ...settings, folder: join(context.folder, 'muster') });
  const load = new Load();
  try {
    context.say(`kurrentdb: ${PEOPLE} people are deployed`);
    const token = await admitted(muster.url, muster.operator, 'dutyOfficer');
    const deployed = await deploy(muster.url, token, PEOPLE);
    const path = '/api/commands/RecordCheckIn';
    const plan = { port: muster.port, path, token, bodies: checkIns(deployed), connections: CALLERS, ...TIMING };
    await load.run({ ...plan, warmUpMs: 0, warmUpRequests: WARM_UP_REQUESTS, forMs: 1 });
    const sample = await sampleOf(connectionString, namespace, 'OfficerAccountedFor');
    return await compared(context, { muster, load, plan, deployed, settings, sample });
  } finally {
    await Promise.all([load.stop(), muster.stop()]);
  }
}

interface Served {
  readonly muster: Muster;
  readonly load: Load;
  readonly plan: LoadPlan;
  readonly deployed: Deployed;
  readonly settings: Omit<MusterOnServer, 'folder'>;
  readonly sample: Sample;
}

async function compared(context: Context, served: Served): Promise<readonly Figure[]> {
  const { muster, deployed, settings, sample } = served;
  const { connectionString, namespace } = settings;
  const start: BareStart = { connectionString, namespace, sample, streams: PEOPLE };
  const bare: Bare = Child.start(join(import.meta.dirname, 'kurrentdb/bare.js'), [JSON.stringify(start)]);
  try {
    await bare.told();
    await bare.ask({ task: 'append', callers: CALLERS, ...TIMING });
    const figures = [await checkInFigure(context, served, bare), await rebuildFigure(context, muster, bare)];
    const second = await Muster.start({ ...settings, folder: join(context.folder, 'second') });
    try {
      return [...figures, await delayFigure(context, { first: muster, second, deployed, bare })];
    } finally {
      await second.stop();
    }
  } finally {
    await bare.stop();
  }
}

async function checkInFigure({ rounds, say }: Context, { load, plan }: Served, bare: Bare): Promise<Figure> {
  const [appends, requests]: [number[], number[]] = [[], []];
  for (let round = 1; round <= rounds; round += 1) {
    const { events, ms } = await bare.ask({ task: 'append', callers: CALLERS, ...TIMING });
    const { perSecond } = await load.run(plan);
    appends.push((events * MS) / ms);
    requests.push(perSecond);
    say(`kurrentdb: round ${round} of ${rounds}: ${whole(perSecond)} check-ins/s, ${whole(appends.at(-1))} appends/s`);
  }
  const note = `${whole(median(requests))} requests/s against ${whole(median(appends))} appends/s`;
  const ratios = requests.map((perSecond, round) => perSecond / (appends[round] ?? NaN));
  return atLeast('kurrentdb-check-ins-to-appends', median(ratios), 0.8, { note });
}

async function rebuildFigure({ rounds, say }: Context, muster: Muster, bare: Bare): Promise<Figure> {
  const [reading, rebuilding]: [number[], number[]] = [[], []];
  let count = 0;
  for (let round = 1; round <= rounds; round += 1) {
    const { events, ms } = await bare.ask({ task: 'read' });
    reading.push(ms);
    rebuilding.push(await muster.rebuild());
    count = events;
    say(`kurrentdb: round ${round} of ${rounds}: rebuilt in ${whole(rebuilding.at(-1))} ms, read in ${whole(ms)} ms`);
  }
  const rate = (ms: readonly number[]): string => whole((count * MS) / median(ms));
  const ratios = rebuilding.map((ms, round) => (reading[round] ?? NaN) / ms);
  const note = `${rate(rebuilding)} against ${rate(reading)} events/s`;
  return atLeast('kurrentdb-rebuild-to-reading', median(ratios), 0.5, { note });
}

function whole(value = NaN): string {
  return Math.round(value).toLocaleString('en');
}
