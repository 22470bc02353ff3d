import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { KurrentEventLog } from '../../src/event-log/kurrentdb/kurrent-event-log.js';
import { MAX_SILENCE_MS } from '../../src/event-log/kurrentdb/silence-watch.js';
import { MAX_EVENTS_PER_READ } from '../../src/event-log/event-log.js';
import { BEFORE_ALL, type Position } from '../../src/kernel/position.js';
import { IN_MEMORY } from '../../src/projecting/views-file.js';
import { Views } from '../../src/projecting/views.js';
import { CountedIds, StandingClock } from '../support/event-log.js';
import { FakeEventStoreDb } from '../support/fake-eventstoredb/fake-eventstoredb.js';
import type { Interruption } from '../support/fake-eventstoredb/faults.js';
import { untilTrue } from '../support/waiting.js';
import { caughtUp, dump, IMPATIENT_MACHINE, JOURNAL, record, statusOf, TALLY } from './projecting-support.js';

const PROJECTIONS = [TALLY, JOURNAL];
const VALUES = Array.from({ length: 60 }, (_, value) => ({ stream: value % 3, value }));
const MORE = VALUES.slice(0, 9).map(({ stream, value }) => ({ stream, value: value + 1_000 }));

let nodes: FakeEventStoreDb[];
let node: FakeEventStoreDb;
let log: KurrentEventLog;
let opened: Views[];

beforeEach(async () => {
  node = await FakeEventStoreDb.start();
  nodes = [node];
  opened = [];
  const { connectionString } = node;
  log = await KurrentEventLog.open({ connectionString, clock: new StandingClock(), ids: new CountedIds('faults') });
});

afterEach(async () => {
  await Promise.all(opened.map((views) => views.close()));
  await log.close();
  await Promise.all(nodes.map((each) => each.stop()));
});

async function viewsOf(): Promise<Views> {
  const views = await Views.open(log, PROJECTIONS, { path: IN_MEMORY, machine: IMPATIENT_MACHINE });
  opened.push(views);
  return views;
}

/** They hold every event once, in order: the same as views that meet the log only now, when nothing befalls it. */
async function demandWhole(views: Views): Promise<void> {
  await caughtUp(views, log);
  node.faults.subscriptions.length = 0;
  const undisturbed = await viewsOf();
  await caughtUp(undisturbed, log);
  expect(dump(views.db)).toEqual(dump(undisturbed.db));
  expect(views.db.prepare('SELECT count(*) FROM journal').pluck().get()).toBe(
    (await log.readAll(BEFORE_ALL, MAX_EVENTS_PER_READ)).length,
  );
}

const ENDINGS: readonly Interruption[] = (['error', 'end', 'broken', 'twice'] as const).flatMap((then) =>
  [0, 1, 23].map((after) => ({ then, after })),
);

describe('views whose subscription the server ends', () => {
  it.each(ENDINGS)('($then after $after) take it up after the last event applied', async (interruption) => {
    node.faults.subscriptions.push(interruption, { ...interruption, after: 5 });
    const views = await viewsOf();
    await record(log, ...VALUES);
    await record(log, ...MORE);
    await demandWhole(views);
    expect(node.faults.subscribed).toBeGreaterThan(2);
    expect(statusOf(views, 'journal')).toMatchObject({ state: 'running', attempts: 0 });
    expect(statusOf(views, 'journal').losses).toBeGreaterThan(0);
  });

  it('say that they lost it while it cannot be had, and go on once it can', async () => {
    const views = await viewsOf();
    await record(log, ...VALUES);
    await caughtUp(views, log);
    node.deny();
    await untilTrue(() => statusOf(views, 'tally').attempts > 2);
    expect(statusOf(views, 'tally').state).not.toBe('running');
    node.faults.denied = false;
    await record(log, ...MORE);
    await demandWhole(views);
    expect(statusOf(views, 'tally')).toMatchObject({ state: 'running', attempts: 0 });
  });

  it('because another node leads go on with that one', async () => {
    const views = await viewsOf();
    await record(log, ...VALUES);
    await caughtUp(views, log);
    const leader = await FakeEventStoreDb.start(node.store);
    nodes.push(leader);
    node.follow(leader);
    await record(log, ...MORE);
    await demandWhole(views);
    expect(leader.faults.subscribed).toBeGreaterThan(0);
  });

  it('slowly, and then altogether, have everything in the end', async () => {
    node.faults.pauseMs = 2;
    node.faults.subscriptions.push({ after: 40, then: 'broken' });
    const views = await viewsOf();
    await record(log, ...VALUES);
    await demandWhole(views);
  });
});

describe('a subscription that is silent', () => {
  const REAL = ['Date', 'hrtime', 'nextTick', 'performance', 'queueMicrotask'] as const;
  const REAL_TIMERS = ['setImmediate', 'clearImmediate', 'setTimeout', 'clearTimeout'] as const;

  /** The time between looks is the test's, everything else goes on. */
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: [...REAL, ...REAL_TIMERS] });
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it.each([0, 31])('although the log has gone on (after %s) is given up, and taken up again', async (after) => {
    node.faults.subscriptions.push({ after, then: 'stall' });
    const views = await viewsOf();
    await record(log, ...VALUES);
    await untilTrue(() => {
      if (node.faults.subscribed === 1) jest.advanceTimersByTime(MAX_SILENCE_MS);
      return node.faults.subscribed > 1;
    });
    await demandWhole(views);
    expect(statusOf(views, 'tally')).toMatchObject({ state: 'running', losses: 1 });
  });

  it('because there is nothing to say goes on', async () => {
    const views = await viewsOf();
    await record(log, ...VALUES);
    await caughtUp(views, log);
    for (let looks = 0; looks < 5; looks += 1) {
      jest.advanceTimersByTime(MAX_SILENCE_MS);
      await log.end();
      await log.end();
    }
    await record(log, ...MORE);
    await demandWhole(views);
    expect(statusOf(views, 'tally')).toMatchObject({ state: 'running', losses: 0 });
  });
});

describe('a subscriber', () => {
  it.each(['twice', 'out-of-order'] as const)('never sees a smaller position after a larger one (%s)', async (then) => {
    await record(log, ...VALUES);
    node.faults.subscriptions.push({ after: 17, then });
    const seen: Position[] = [];
    const read = async (): Promise<void> => {
      for await (const run of log.subscribe(BEFORE_ALL)) seen.push(...run.map(({ position }) => position));
    };
    await expect(read()).rejects.toMatchObject({ name: 'LogUnavailable', message: expect.stringContaining('order') });
    expect(seen).toEqual([...new Set(seen)].toSorted());
  });
});
