import { join } from 'node:path';
import { Child } from './child.js';
import { atLeast, atMost, type Context, type Figure } from './figure.js';
import { residentMemory } from './history/memory.js';
import type { Contestant, Run } from './history/runs.js';
import { historyOf, type History } from './million.js';
import { median } from './statistics.js';

/*
 * A log of a million events: how long it takes to make all views anew, and to verify it, each against what cannot be
 * done without; and how much memory a server takes that serves it.
 */

const EVENTS = 1_000_000;
const PEOPLE = 100;
/** A round takes minutes, in which what differs from one to the next levels out. */
const MAX_ROUNDS = 3;
/** Of a process: what stands in memory, whoever uses it. */
const MIB = 'MiB';

export async function measure(context: Context): Promise<readonly Figure[]> {
  const history = await historyOf({ events: EVENTS, people: PEOPLE }, context.say);
  const runs = await inTurns(context, history, ['fold', 'rebuild', 'hash', 'verify']);
  context.say('a server serves the log');
  const { started, asked, rebuilding } = await residentMemory(history);
  const memory = `${mib(started)} after the start, ${mib(rebuilding)} while rebuilding`;
  return [
    atLeast('rebuild', ratio(runs.fold, runs.rebuild), 0.3, { note: compared(runs.rebuild, runs.fold) }),
    atLeast('verify', ratio(runs.hash, runs.verify), 0.5, { note: compared(runs.verify, runs.hash) }),
    atMost('resident-memory', asked, 300, { unit: MIB, note: memory }),
  ];
}

type Runs = Record<Contestant, readonly Run[]>;

async function inTurns(context: Context, { folder }: History, contestants: readonly Contestant[]): Promise<Runs> {
  const runs: Record<Contestant, Run[]> = { fold: [], rebuild: [], hash: [], verify: [] };
  for (let round = 1; round <= Math.min(context.rounds, MAX_ROUNDS); round += 1) {
    for (const contestant of contestants) {
      context.say(`round ${round}: ${contestant}`);
      const child = Child.start<never, Run>(join(import.meta.dirname, 'history/contestant.js'), [
        folder.path,
        contestant,
      ]);
      runs[contestant].push(await child.told());
      await child.stop();
    }
  }
  return runs;
}

/** Of what must be done at least to what was done, round by round: 1 would be no loss. */
function ratio(least: readonly Run[], done: readonly Run[]): number {
  return median(done.map(({ ms }, round) => (least[round]?.ms ?? NaN) / ms));
}

function compared(done: readonly Run[], least: readonly Run[]): string {
  const block = Math.round(Math.max(...done.map(({ longestBlockMs }) => longestBlockMs)));
  return `${perSecond(done)} against ${perSecond(least)} events/s; at most ${block} ms at a stretch`;
}

function perSecond(runs: readonly Run[]): string {
  const rate = median(runs.map(({ events, ms }) => (events / ms) * 1_000));
  return Math.round(rate).toLocaleString('en');
}

function mib(value: number): string {
  return `${Math.round(value)} ${MIB}`;
}
