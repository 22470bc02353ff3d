import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Child } from './child.js';
import { atLeast, CannotMeasure, type Context, type Figure } from './figure.js';
import type { BareAnswer, BareAsk, BareStart } from './kurrentdb/contestants.js';
import { Muster } from './kurrentdb/muster.js';
import { sampleOf } from './kurrentdb/sample.js';
import { admitted } from './load/api.js';
import { Load } from './load/load.js';
import type { LoadPlan } from './load/plan.js';
import { median } from './statistics.js';
import { checkIns, deploy } from './writing/people.js';

/*
 * On EventStoreDB: durable check-ins against bare appends of the same events by the server's own client, and all views made
 * anew against that client reading the same log to its end.
 */

const CALLERS = 64;
const PEOPLE = 200;
const WARM_UP_REQUESTS = 4_000;
const TIMING = { warmUpMs: 1_000, forMs: 5_000 };
const MS = 1_000;
const NAMESPACE_LENGTH = 20;

type Bare = Child<BareAsk, BareAnswer>;

export async function measure(context: Context): Promise<readonly Figure[]> {
  const connectionString = process.env['MUSTER_TEST_EVENTSTOREDB']?.trim() ?? '';
  if (connectionString === '') {
    throw new CannotMeasure('MUSTER_TEST_EVENTSTOREDB names no EventStoreDB that may be written to');
  }
  const namespace = `bench_${crypto.randomUUID().replaceAll('-', '').slice(0, NAMESPACE_LENGTH)}`;
  const masterKey = randomBytes(32).toString('base64');
  const muster = await Muster.start({ connectionString, namespace, masterKey, folder: join(context.folder, 'muster') });
  const load = new Load();
  try {
    const plan = await checkInsOf(muster, context);
    await load.run({ ...plan, warmUpMs: 0, warmUpRequests: WARM_UP_REQUESTS, forMs: 1 });
    const sample = await sampleOf(connectionString, namespace, 'OfficerAccountedFor');
    return await compared(context, { muster, load, plan }, { connectionString, namespace, sample, streams: PEOPLE });
  } finally {
    await Promise.all([load.stop(), muster.stop()]);
  }
}

async function checkInsOf(muster: Muster, { say }: Context): Promise<LoadPlan> {
  const token = await admitted(muster.url, muster.operator, 'dutyOfficer');
  say(`kurrentdb: ${PEOPLE} people are deployed`);
  const bodies = checkIns(await deploy(muster.url, token, PEOPLE));
  const path = '/api/commands/RecordCheckIn';
  return { port: muster.port, path, token, bodies, connections: CALLERS, ...TIMING };
}

interface Served {
  readonly muster: Muster;
  readonly load: Load;
  readonly plan: LoadPlan;
}

async function compared(context: Context, served: Served, start: BareStart): Promise<readonly Figure[]> {
  const bare: Bare = Child.start(join(import.meta.dirname, 'kurrentdb/bare.js'), [JSON.stringify(start)]);
  try {
    await bare.told();
    await bare.ask({ task: 'append', callers: CALLERS, ...TIMING });
    return [await checkInFigure(context, served, bare), await rebuildFigure(context, served.muster, bare)];
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
