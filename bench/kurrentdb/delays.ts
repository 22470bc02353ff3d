import { setTimeout as pause } from 'node:timers/promises';
import type { Child } from '../child.js';
import { atMost, type Context, type Figure } from '../figure.js';
import { admitted, known } from '../load/api.js';
import { Asking } from '../reading/asking.js';
import { Watching } from '../reading/watching.js';
import { percentile } from '../statistics.js';
import type { Deployed } from '../writing/people.js';
import type { BareAnswer, BareAsk } from './contestants.js';
import type { Muster } from './muster.js';

/*
 * From a command that is given to one instance until a reader of another one's live board has the line that it changed,
 * against a client that appends and hears of it by its own subscription. One after the other, for who is heard of now and
 * then is to be seen at once; what comes in a rush is shown together.
 */

const WARM_UP = 50;
const SAMPLES = 200;
/** Milliseconds between two: those that come closer may be gathered by the views. */
const APART_MS = 110;
const REACH = 2;
const PERCENT = 99;

/** Two instances on one log, of which the first is written to, and the client beside them. */
export interface Compared {
  readonly first: Muster;
  readonly second: Muster;
  readonly deployed: Deployed;
  readonly bare: Child<BareAsk, BareAnswer>;
}

export async function delayFigure({ rounds, say }: Context, compared: Compared): Promise<Figure> {
  const { first, second, deployed, bare } = compared;
  const token = await admitted(second.url, second.operator, 'dutyOfficer');
  await known(first.url, token);
  await second.ready();
  const asking = new Asking(first.url, token);
  const watching = await Watching.of(`${second.url}/api/roll-calls/${deployed.rollCall}/stream`, token);
  const [seen, subscribed]: [number[], number[]] = [[], []];
  try {
    await samples(WARM_UP, deployed, { asking, watching });
    await bare.ask({ task: 'subscribe', samples: WARM_UP, apartMs: APART_MS });
    for (let round = 1; round <= rounds; round += 1) {
      subscribed.push(...(await bare.ask({ task: 'subscribe', samples: SAMPLES, apartMs: APART_MS })).delays);
      seen.push(...(await samples(SAMPLES, deployed, { asking, watching })));
      say(`kurrentdb: round ${round} of ${rounds}: from one instance to the other's live board, ${spread(seen)}`);
    }
  } finally {
    watching.leave();
    asking.close();
  }
  const ratio = percentile(seen, PERCENT) / percentile(subscribed, PERCENT);
  return atMost('kurrentdb-stream-p99-to-subscription', ratio, REACH, {
    note: `${spread(seen)} against ${spread(subscribed)}`,
  });
}

interface Pair {
  readonly asking: Asking;
  readonly watching: Watching;
}

async function samples(
  count: number,
  { deployments }: Deployed,
  { asking, watching }: Pair,
): Promise<readonly number[]> {
  const delays: number[] = [];
  for (let place = 0; place < count; place += 1) {
    await pause(APART_MS);
    const heard = watching.next();
    const began = performance.now();
    await asking.checkIn(deployments[place % deployments.length] ?? '');
    delays.push((await heard) - began);
  }
  return delays;
}

function spread(delays: readonly number[]): string {
  return [50, PERCENT].map((percent) => `p${percent} ${percentile(delays, percent).toFixed(1)} ms`).join(', ');
}
