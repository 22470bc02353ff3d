import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Position } from '../../src/kernel/position.js';
import { buildViews } from '../../src/projecting/folded-views.js';
import { RebuildCancelled, RebuildInProgress, type RebuildProgress } from '../../src/projecting/log-fold.js';
import type { Applied } from '../../src/projecting/projection.js';
import { IN_MEMORY } from '../../src/projecting/views-file.js';
import { Views } from '../../src/projecting/views.js';
import {
  caughtUp,
  dump,
  failing,
  IMPATIENT_MACHINE,
  JOURNAL,
  readings,
  record,
  statusOf,
  TALLY,
  turns,
  UnreliableLog,
} from './projecting-support.js';

const PROJECTIONS = [TALLY, JOURNAL];
const EVENTS = 1_500;

let folder: string;
let path: string;
let log: UnreliableLog;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'views-'));
  path = join(folder, 'views');
  log = new UnreliableLog();
  await record(log, ...readings(EVENTS));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function live(projections = PROJECTIONS, at = path): Promise<Views> {
  const views = await Views.open(log, projections, { path: at, machine: IMPATIENT_MACHINE });
  await caughtUp(views, log, ['journal']);
  return views;
}

async function folded(): Promise<ReturnType<typeof dump>> {
  const views = await buildViews(log, PROJECTIONS);
  const rows = dump(views.db);
  views.close();
  return rows;
}

/** The next page of the log waits until the returned function is called. */
function pauseBeforePage(): { readonly paused: Promise<void>; readonly goOn: () => void } {
  const gate = Promise.withResolvers<undefined>();
  const arrived = Promise.withResolvers<undefined>();
  log.beforePage = async () => {
    arrived.resolve(undefined);
    await gate.promise;
  };
  return { paused: arrived.promise.then(() => undefined), goOn: () => gate.resolve(undefined) };
}

describe.each([
  ['in a file', () => path],
  ['in memory', () => IN_MEMORY],
])('a rebuild of views %s', (_, where) => {
  it('gives the rows of the live views, byte for byte, and of what is stored meanwhile', async () => {
    const views = await live(PROJECTIONS, where());
    const before = dump(views.db);
    expect(before).toEqual(await folded());
    await views.rebuild();
    expect(dump(views.db)).toEqual(before);
    let stored = 0;
    await views.rebuild(() => {
      if (stored++ < 3) void record(log, ...readings(4, EVENTS + 4 * stored));
    });
    expect(await caughtUp(views, log)).toBe(true);
    expect(stored).toBeGreaterThanOrEqual(3);
    expect(dump(views.db)).toEqual(await folded());
    await views.close();
  });

  it('answers queries throughout and never takes back what was applied', async () => {
    const views = await live(PROJECTIONS, where());
    const old = views.db;
    let done = false as boolean;
    const rebuilding = views.rebuild().finally(() => (done = true));
    let seen: Position = views.applied();
    let count = 0;
    while (!done) {
      const next = count++ < 40 ? await record(log, ...readings(1, count)) : seen;
      expect(await views.reached(next, 1_000)).toBe(true);
      expect(views.applied() >= seen).toBe(true);
      seen = views.applied();
      expect(views.db.prepare('SELECT max(position) FROM journal').pluck().get()).toBe(seen);
      await turns(1);
    }
    await rebuilding;
    expect(views.db).not.toBe(old);
    expect(old.open).toBe(false);
    await views.close();
  });

  it('heals a projection that stopped, and tells listeners to read anew', async () => {
    let ill = true;
    const tally = failing(TALLY, (event) => {
      if (ill && event.data['value'] === 3) throw new Error('cannot read 3');
    });
    const views = await live([tally, JOURNAL], where());
    expect(statusOf(views, 'tally').state).toBe('stopped');
    ill = false;
    const told: Applied[] = [];
    views.onApplied((applied) => told.push(applied));
    await views.rebuild();
    const { position } = await log.end();
    expect(told).toEqual([
      { projection: 'tally', position, events: [], rebuilt: true },
      { projection: 'journal', position, events: [], rebuilt: true },
    ]);
    expect(statusOf(views, 'tally')).toMatchObject({ state: 'running', position });
    expect(statusOf(views, 'tally')).not.toHaveProperty('failure');
    expect(dump(views.db)).toEqual(await folded());
    const next = await record(log, ...readings(1));
    expect(await views.reached(next, 1_000)).toBe(true);
    await views.close();
  });

  it('says how far it is and how fast', async () => {
    const views = await live(PROJECTIONS, where());
    const told: RebuildProgress[] = [];
    await views.rebuild((progress) => told.push(progress));
    const { position } = await log.end();
    expect(told.map(({ events }) => events)).toEqual([512, 1_024, EVENTS]);
    expect(told.at(-1)).toMatchObject({ position, target: position });
    expect(told.every(({ eventsPerSecond }) => eventsPerSecond > 0)).toBe(true);
    await views.close();
  });

  it('leaves the live views as they were, and following, when called off', async () => {
    const views = await live(PROJECTIONS, where());
    const old = views.db;
    const before = dump(old);
    const controller = new AbortController();
    const rebuilding = views.rebuild(() => controller.abort(), controller.signal);
    await expect(rebuilding).rejects.toThrow(RebuildCancelled);
    expect(views.db).toBe(old);
    expect(dump(views.db)).toEqual(before);
    const next = await record(log, ...readings(1));
    expect(await views.reached(next, 1_000)).toBe(true);
    await views.rebuild();
    expect(dump(views.db)).toEqual(await folded());
    await views.close();
  });

  it('leaves the live views as they were, and following, when the log fails, even at the last page', async () => {
    const views = await live(PROJECTIONS, where());
    const before = dump(views.db);
    for (const page of [1, 3, 4]) {
      let pages = 0;
      let extra = false;
      log.beforePage = async () => {
        if (++pages === page) log.outage = new Error('no route');
      };
      const rebuilding = views.rebuild(({ events }) => {
        // One more event, so that the last stretch, with the live views standing still, has a page to fail at.
        if (events === EVENTS && !extra) {
          extra = true;
          void record(log, ...readings(1));
        }
      });
      await expect(rebuilding).rejects.toThrow('no route');
      log.outage = undefined;
      log.beforePage = async () => undefined;
      if (page < 4) expect(dump(views.db)).toEqual(before);
      expect(await caughtUp(views, log)).toBe(true);
      expect(statusOf(views, 'journal').state).toBe('running');
    }
    expect(dump(views.db)).toEqual(await folded());
    await views.close();
  });

  it('is one at a time', async () => {
    const views = await live(PROJECTIONS, where());
    const first = views.rebuild();
    await expect(views.rebuild()).rejects.toThrow(RebuildInProgress);
    await first;
    await views.close();
  });

  it('is called off when the views are closed', async () => {
    const views = await live(PROJECTIONS, where());
    const pause = pauseBeforePage();
    const rebuilding = expect(views.rebuild()).rejects.toThrow(RebuildCancelled);
    await pause.paused;
    const closing = views.close();
    pause.goOn();
    await Promise.all([rebuilding, closing]);
    expect(views.db.open).toBe(false);
    expect(readdirSync(folder).filter((name) => name.includes('rebuild'))).toEqual([]);
    await expect(views.rebuild()).rejects.toThrow(RebuildCancelled);
  });
});

describe('a process that dies during a rebuild', () => {
  it('leaves the live views whole, and the next start deletes what was begun', async () => {
    const views = await live();
    const before = dump(views.db);
    const crashed = join(folder, 'crashed');
    mkdirSync(crashed);
    const files = ['views', 'views.rebuild'].flatMap((name) => ['', '-wal', '-journal'].map((suffix) => name + suffix));
    let copied = false;
    const rebuilding = views.rebuild(() => {
      if (copied) return;
      copied = true;
      for (const name of files)
        if (existsSync(join(folder, name))) copyFileSync(join(folder, name), join(crashed, name));
    });
    await rebuilding;
    await views.close();
    expect(readdirSync(crashed)).toContain('views.rebuild');

    const again = await Views.open(log, PROJECTIONS, { path: join(crashed, 'views'), machine: IMPATIENT_MACHINE });
    expect(again.applied()).toBe((await log.end()).position);
    expect(dump(again.db)).toEqual(before);
    expect(readdirSync(crashed)).not.toContain('views.rebuild');
    await again.close();
  });
});
