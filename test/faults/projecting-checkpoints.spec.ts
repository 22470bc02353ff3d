import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordedEvent } from '../../src/kernel/event.js';
import { instantOf, msOf } from '../../src/kernel/instant.js';
import { BEFORE_ALL } from '../../src/kernel/position.js';
import { buildViews } from '../../src/projecting/folded-views.js';
import { IN_MEMORY } from '../../src/projecting/views-file.js';
import { Views } from '../../src/projecting/views.js';
import {
  caughtUp,
  dump,
  failing,
  IMPATIENT_MACHINE,
  JOURNAL,
  memoryLog,
  readings,
  record,
  statusOf,
  TALLY,
  turns,
  UnreliableLog,
  type Delivery,
} from './projecting-support.js';

const EVENTS = 6;
const OPTIONS = { path: IN_MEMORY, machine: IMPATIENT_MACHINE };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'views-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function folded(log: UnreliableLog, projections = [TALLY, JOURNAL]): Promise<ReturnType<typeof dump>> {
  const views = await buildViews(log, projections);
  const rows = dump(views.db);
  views.close();
  return rows;
}

/** Throws at the step with this number, of two for each event. */
function failingAt(step: number, error: Error): typeof TALLY {
  let taken = 0;
  return failing(TALLY, () => {
    if (taken++ === step) throw error;
  });
}

describe('rows and checkpoint', () => {
  it.each(Array.from({ length: 2 * EVENTS }, (_, step) => step))(
    'hold whole events alone when applying fails at step %i, and go on from there once it no longer does',
    async (step) => {
      const log = new UnreliableLog();
      await record(log, ...readings(Math.floor(step / 2)));
      const before = await folded(log);
      await record(log, ...readings(EVENTS - Math.floor(step / 2), Math.floor(step / 2)));
      const path = join(folder, 'views');

      const ill = await Views.open(log, [failingAt(step, new Error('fell over')), JOURNAL], { ...OPTIONS, path });
      await caughtUp(ill, log, ['journal']);
      expect(dump(ill.db)['tally']).toEqual(before['tally']);
      const stopped = statusOf(ill, 'tally');
      expect(stopped.position).toBe(positionIn(before, 'tally'));
      await ill.close();

      const well = await Views.open(log, [TALLY, JOURNAL], { ...OPTIONS, path });
      expect(await caughtUp(well, log)).toBe(true);
      expect(dump(well.db)).toEqual(await folded(log));
      await well.close();
    },
  );

  it('are tried again, and nothing stops, when it is the disk that fails', async () => {
    const log = new UnreliableLog();
    await record(log, ...readings(EVENTS));
    const full = failingAt(5, new Sqlite.SqliteError('database or disk is full', 'SQLITE_FULL'));
    const views = await Views.open(log, [full, JOURNAL], OPTIONS);
    expect(await caughtUp(views, log)).toBe(true);
    expect(dump(views.db)).toEqual(await folded(log));
    expect(log.subscriptions).toBe(2);
    await views.close();
  });

  it('come to the same however the events are delivered: cut anyhow, repeated, and the subscription lost anywhere', async () => {
    const delivery: fc.Arbitrary<Delivery> = fc.record({
      again: fc.nat(4),
      fresh: fc.nat(5),
      then: fc.constantFrom('goes on', 'fails', 'ends'),
    });
    const dials = fc.array(fc.record({ stream: fc.nat(3), value: fc.nat(99) }), { maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(dials, dials, fc.array(delivery, { maxLength: 10 }), async (before, after, deliveries) => {
        const log = new UnreliableLog();
        log.deliveries.push(...deliveries);
        await record(log, ...before);
        const views = await Views.open(log, [TALLY, JOURNAL], OPTIONS);
        for (const reading of after) await record(log, reading);
        expect(await caughtUp(views, log)).toBe(true);
        expect(dump(views.db)).toEqual(await folded(log));
        await views.close();
      }),
      { numRuns: 150 },
    );
  });

  it('give the running maximum of the stamps where a stamp goes back, over a restart too', async () => {
    const log = new UnreliableLog();
    log.restamp = (event) =>
      event.revision === 0 ? event : { ...event, recordedAt: instantOf(msOf(event.recordedAt) - 60_000) };
    await record(log, { stream: 0, value: 1 });
    const path = join(folder, 'views');
    const first = await Views.open(log, [JOURNAL], { ...OPTIONS, path });
    await caughtUp(first, log);
    await first.close();
    await record(log, { stream: 0, value: 2 });
    const second = await Views.open(log, [JOURNAL], { ...OPTIONS, path });
    await caughtUp(second, log);
    const stamps = second.db.prepare('SELECT at FROM journal').pluck().all();
    expect(stamps).toEqual([stamps[0], stamps[0]]);
    expect(statusOf(second, 'journal').recordedAt).toBe(stamps[0]);
    await second.close();
  });
});

describe('whether a projection has caught up', () => {
  it('is no after each start until it has what the log held then, and yes from then on, whatever comes', async () => {
    const log = new UnreliableLog();
    await record(log, ...readings(EVENTS));
    const path = join(folder, 'views');
    const first = await Views.open(log, [TALLY], { ...OPTIONS, path });
    expect(statusOf(first, 'tally').caughtUp).toBe(false);
    await caughtUp(first, log);
    expect(statusOf(first, 'tally').caughtUp).toBe(true);
    await record(log, ...readings(EVENTS));
    expect(statusOf(first, 'tally').caughtUp).toBe(true);
    await first.close();
    await record(log, ...readings(EVENTS));
    const second = await Views.open(log, [TALLY], { ...OPTIONS, path });
    expect(statusOf(second, 'tally').caughtUp).toBe(false);
    await caughtUp(second, log);
    expect(statusOf(second, 'tally').caughtUp).toBe(true);
    await second.close();
  });

  it('is no while the log has never been asked, and yes of views that were folded to its end', async () => {
    const log = new UnreliableLog();
    await record(log, ...readings(1));
    const built = await buildViews(log, [TALLY]);
    expect(statusOf(built, 'tally').caughtUp).toBe(true);
    built.close();
    log.outage = new Error('nobody answers');
    const views = await Views.open(log, [TALLY], OPTIONS);
    expect(statusOf(views, 'tally').caughtUp).toBe(false);
    await views.close();
  });
});

function positionIn(rows: ReturnType<typeof dump>, name: string): string {
  const checkpoints = rows['runner_checkpoint'] as { name: string; position: string }[];
  return checkpoints.find((checkpoint) => checkpoint.name === name)?.position ?? BEFORE_ALL;
}

describe('a projection that cannot apply an event', () => {
  it('stops alone, and its status says which event and why', async () => {
    const log = new UnreliableLog();
    const seen: RecordedEvent[] = [];
    const ill = failing(TALLY, (event, done) => {
      if (!done) seen.push(event);
      if (event.data['value'] === 3) throw new TypeError('cannot read 3');
    });
    const views = await Views.open(log, [ill, JOURNAL], OPTIONS);
    await record(log, ...readings(EVENTS));
    expect(await caughtUp(views, log, ['journal'])).toBe(true);
    const culprit = seen.at(-1);
    expect(statusOf(views, 'tally')).toMatchObject({
      state: 'stopped',
      failure: {
        eventId: culprit?.id,
        type: 'ContactAttempted',
        position: culprit?.position,
        reason: { name: 'TypeError', message: 'cannot read 3' },
      },
    });
    expect(statusOf(views, 'journal').state).toBe('running');
    expect(views.applied()).toBe(views.applied(['tally']));
    expect(views.applied() < views.applied(['journal'])).toBe(true);
    await views.close();
  });

  it('does not keep the others from an event that arrives later, nor after a restart', async () => {
    const log = new UnreliableLog();
    const path = join(folder, 'views');
    const ill = failing(TALLY, () => {
      throw new Error('always');
    });
    await record(log, ...readings(2));
    const first = await Views.open(log, [ill, JOURNAL], { ...OPTIONS, path });
    await caughtUp(first, log, ['journal']);
    await first.close();
    const second = await Views.open(log, [ill, JOURNAL], { ...OPTIONS, path });
    await record(log, ...readings(2, 2));
    expect(await caughtUp(second, log, ['journal'])).toBe(true);
    await turns(3);
    expect(second.status().map(({ state }) => state)).toEqual(['stopped', 'running']);
    await second.close();
  });
});

describe('a subscription that is lost', () => {
  it('is taken up after the last event applied, at growing distances, and shows in the status until an event comes', async () => {
    const log = new UnreliableLog();
    const position = await record(log, ...readings(3));
    const delays: number[] = [];
    const machine = { ...IMPATIENT_MACHINE, after: keepDelays(delays) };
    const lost = { again: 0, fresh: 0, then: 'fails' } as const;
    log.deliveries.push({ again: 0, fresh: 3, then: 'fails' }, lost, { ...lost, then: 'ends' });
    const views = await Views.open(log, [TALLY], { path: IN_MEMORY, machine });
    await turns(20);
    expect(delays).toEqual([37.5, 75, 150]);
    expect(statusOf(views, 'tally')).toMatchObject({
      state: 'running',
      position,
      attempts: 3,
      lost: { name: 'LogUnavailable', message: 'the subscription ended' },
    });
    await record(log, ...readings(1));
    await caughtUp(views, log);
    expect(statusOf(views, 'tally')).toMatchObject({ state: 'running', attempts: 0 });
    expect(statusOf(views, 'tally')).not.toHaveProperty('lost');
    await views.close();
  });

  it('is resubscribing while the log cannot be read, opens all the same, and comes back with it', async () => {
    const log = new UnreliableLog();
    await record(log, ...readings(3));
    log.outage = new Error('no route');
    const views = await Views.open(log, [TALLY], OPTIONS);
    expect(statusOf(views, 'tally')).toMatchObject({
      state: 'resubscribing',
      lost: { name: 'Error', message: 'no route' },
    });
    log.outage = undefined;
    expect(await caughtUp(views, log)).toBe(true);
    expect(statusOf(views, 'tally').state).toBe('running');
    await views.close();
  });

  it('does not keep the views from being closed while they wait to take it up', async () => {
    const log = new UnreliableLog(memoryLog());
    log.outage = new Error('no route');
    const machine = { ...IMPATIENT_MACHINE, after: () => () => undefined };
    const views = await Views.open(log, [TALLY], { path: IN_MEMORY, machine });
    await views.close();
    expect(views.db.open).toBe(false);
  });
});

function keepDelays(delays: number[]): typeof IMPATIENT_MACHINE.after {
  return (ms, callback) => {
    if (ms < 10_000) delays.push(ms);
    return IMPATIENT_MACHINE.after(ms, callback);
  };
}
