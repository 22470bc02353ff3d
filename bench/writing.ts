import { atLeast, atMost, type Context, type Figure } from './figure.js';
import { Load } from './load/load.js';
import type { LoadResult } from './load/plan.js';
import { median, percentile } from './statistics.js';
import { Contenders } from './writing/contenders.js';
import type { Contestant } from './writing/contestant.js';

/*
 * Durable check-ins, each a request of its own: how many a second, how long each takes while they come at their own pace,
 * and how far the views are behind meanwhile.
 */

const CONNECTIONS = 64;
/** Requests a second of the open loop. */
const RATE = 500;
/** Enough that a request never waits for a connection in place of the server. */
const CONNECTIONS_AT_RATE = 256;
const WARM_UP_MS = 1_000;
/** By then what is called often has been compiled. */
const WARM_UP_REQUESTS = 8_000;
const CLOSED_LOOP_MS = 5_000;
const OPEN_LOOP_MS = 10_000;

export async function measure(context: Context): Promise<readonly Figure[]> {
  const load = new Load();
  const contenders = new Contenders(context);
  try {
    await contenders.start();
    return [...(await throughput(context, load, contenders)), ...(await delays(context, load, contenders))];
  } finally {
    await Promise.all([load.stop(), contenders.stop()]);
  }
}

async function throughput(context: Context, load: Load, contenders: Contenders): Promise<readonly Figure[]> {
  const timing = { connections: CONNECTIONS, warmUpMs: WARM_UP_MS, forMs: CLOSED_LOOP_MS };
  for (const contestant of ['no-op', 'constant', 'file', 'muster'] as const) {
    context.say(`writing: ${contestant} is warmed up`);
    await load.run({ ...contenders.targetOf(contestant), ...timing, warmUpRequests: WARM_UP_REQUESTS, forMs: 1 });
  }
  const runs = await inTurns(context, ['no-op', 'constant', 'muster'], (contestant) =>
    load.run({ ...contenders.targetOf(contestant), ...timing }),
  );
  const perSecond = (contestant: Contestant): readonly number[] => runs(contestant).map((run) => run.perSecond);
  const compared = (other: Contestant): number => median(ratios(perSecond('muster'), perSecond(other)));
  const note = (other: Contestant): string =>
    `${Math.round(median(perSecond('muster')))} against ${Math.round(median(perSecond(other)))} requests/s`;
  return [
    atLeast('check-ins-to-constant', compared('constant'), 0.75, { note: note('constant') }),
    atLeast('check-ins-to-no-op', compared('no-op'), 0.45, { note: note('no-op') }),
  ];
}

async function delays(context: Context, load: Load, contenders: Contenders): Promise<readonly Figure[]> {
  const lags: number[] = [];
  await contenders.lags();
  const runs = await inTurns(context, ['file', 'muster'], async (contestant) => {
    const timing = { connections: CONNECTIONS_AT_RATE, warmUpMs: WARM_UP_MS, forMs: OPEN_LOOP_MS, rate: RATE };
    const result = await load.run({ ...contenders.targetOf(contestant), ...timing });
    if (contestant === 'muster') lags.push(percentile((await contenders.lags()).lags, 99));
    return result;
  });
  const p99 = (contestant: Contestant): readonly number[] =>
    runs(contestant).map(({ latencies }) => percentile(latencies, 99));
  const note = `${median(p99('muster')).toFixed(1)} against ${median(p99('file')).toFixed(1)} ms`;
  return [
    atMost('check-in-p99-to-file', median(ratios(p99('muster'), p99('file'))), 1.5, { note }),
    atMost('views-lag-p99', median(lags), 250, { unit: 'ms' }),
  ];
}

/** In each round every one of them, so that what disturbs the machine disturbs them alike. */
async function inTurns(
  { rounds, say }: Context,
  contestants: readonly Contestant[],
  run: (contestant: Contestant) => Promise<LoadResult>,
): Promise<(contestant: Contestant) => readonly LoadResult[]> {
  const results = new Map<Contestant, LoadResult[]>(contestants.map((contestant) => [contestant, []]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const contestant of contestants) {
      const result = await run(contestant);
      results.get(contestant)?.push(result);
      const p99 = percentile(result.latencies, 99).toFixed(1);
      say(`writing: round ${round} of ${rounds}, ${contestant}: ${Math.round(result.perSecond)}/s, p99 ${p99} ms`);
    }
  }
  return (contestant) => results.get(contestant) ?? [];
}

/** Round by round. */
function ratios(these: readonly number[], those: readonly number[]): readonly number[] {
  return these.map((value, round) => value / (those[round] ?? NaN));
}
