import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventLog } from '../../src/event-log/event-log.js';
import type { Position } from '../../src/kernel/position.js';
import { GATHERED_FOR_MS } from '../../src/projecting/lane.js';
import type { Machine } from '../../src/projecting/machine.js';
import { IN_MEMORY } from '../../src/projecting/views-file.js';
import { Views } from '../../src/projecting/views.js';
import { memoryLog, PATIENT_MS, readings, record, TALLY, turns } from './projecting-support.js';

/** More batches in a row than it takes to be many. */
const MANY = 40;

let elapsedMs = 0;
let timers: { readonly ms: number; readonly ring: () => void }[] = [];
let log: EventLog;
let views: Views;
let commits: number;

/** Time stands still, and timers ring when the test says so. */
const MACHINE: Machine = {
  random: () => 0.5,
  elapsedMs: () => elapsedMs,
  after: (ms, ring) => {
    const timer = { ms, ring };
    timers.push(timer);
    return () => {
      timers = timers.filter((other) => other !== timer);
    };
  },
};

/** Comes bit by bit, each once the last could have been applied. Answers the position of the last. */
async function come(apartMs: number): Promise<Position> {
  let position = '' as Position;
  for (let n = 0; n < MANY; n += 1) {
    position = await record(log, ...readings(1, n));
    await turns(5);
    elapsedMs += apartMs;
  }
  return position;
}

beforeEach(async () => {
  [elapsedMs, timers, commits] = [0, [], 0];
  log = memoryLog();
  views = await Views.open(log, [TALLY], { path: IN_MEMORY, machine: MACHINE });
  views.onApplied(() => (commits += 1));
});

afterEach(() => views.close());

describe('many events that come bit by bit', () => {
  it('are gathered for a moment while nobody waits, and then applied together', async () => {
    const position = await come(1);
    expect(commits).toBeLessThan(MANY - 1);
    expect(views.applied() < position).toBe(true);
    const before = commits;
    expect(timers.map(({ ms }) => ms)).toEqual([GATHERED_FOR_MS]);
    timers[0]?.ring();
    await turns(5);
    expect(views.applied()).toBe(position);
    expect(commits).toBe(before + 1);
  });

  it('are applied at once when somebody waits for them', async () => {
    const position = await come(1);
    expect(await views.reached(position, PATIENT_MS)).toBe(true);
    expect(timers).toEqual([]);
  });

  it('are applied one by one where they are far apart', async () => {
    const position = await come(1_000);
    expect(commits).toBe(MANY);
    expect(views.applied()).toBe(position);
  });

  it('keep nobody from closing the views', async () => {
    const position = await come(1);
    await views.close();
    expect(timers).toEqual([]);
    expect(views.applied() < position).toBe(true);
  });
});
