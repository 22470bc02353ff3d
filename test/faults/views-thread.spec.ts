import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readWholeLog, type EventLog } from '../../src/event-log/event-log.js';
import { PROJECTIONS } from '../../src/installation/projections.js';
import type { RecordedEvent } from '../../src/kernel/event.js';
import { canonicalJson } from '../../src/kernel/json.js';
import { BEFORE_ALL, type Position } from '../../src/kernel/position.js';
import { buildViews } from '../../src/projecting/folded-views.js';
import type { ViewsDb } from '../../src/projecting/projection.js';
import type { RowsTask } from '../../src/projecting/rows-thread.js';
import { Views } from '../../src/projecting/views.js';
import { House, playNight } from '../laws/house.js';
import { sampleScripts } from '../second-reading/scripts.js';
import { compileSources, type Compiled } from '../support/server-process.js';
import { untilTrue } from '../support/waiting.js';
import {
  caughtUp,
  dump,
  IMPATIENT_MACHINE,
  memoryLog,
  PATIENT_MS,
  readings,
  record,
  statusOf,
  turns,
  UnreliableLog,
} from './projecting-support.js';

const STARTED_WITHIN_MS = 120_000;
const SEED = 8;
/** Commits after which what stands in the write-ahead log is moved. */
const MOVED_AFTER = 64;
const PATIENCE_MS = 60_000;

let compiled: Compiled;
let house: House;
let night: EventLog;
let length: number;
/** What the views of the night come to. */
let rows: string;
let folder = '';
/** The one that was started last. */
let thread: Worker;
let tasks: RowsTask[] = [];
let opened: Views[] = [];

const path = (): string => join(folder, 'views.db');

function startThread(task: RowsTask): Worker {
  thread = new Worker(join(compiled.folder, 'installation', 'views-thread-main.js'), { workerData: task });
  tasks.push(task);
  return thread;
}

async function open(log: EventLog): Promise<Views> {
  const views = await Views.open(log, PROJECTIONS, {
    ...{ path: path(), machine: IMPATIENT_MACHINE },
    thread: startThread,
  });
  opened.push(views);
  return views;
}

async function openHere(log: EventLog): Promise<Views> {
  const views = await Views.open(log, PROJECTIONS, { path: path(), machine: IMPATIENT_MACHINE });
  opened.push(views);
  return views;
}

function newestIn(db: ViewsDb): unknown {
  return db.prepare('SELECT max(position) FROM stamp').pluck().get();
}

function indicesOf(db: ViewsDb): unknown[] {
  return db.prepare("SELECT name FROM sqlite_schema WHERE type = 'index' ORDER BY name").pluck().all();
}

/** A log that is delivered event by event. */
function dribbling(inner: EventLog, events: number): UnreliableLog {
  const log = new UnreliableLog(inner);
  log.deliveries.push(...Array.from({ length: events }, () => ({ again: 0, fresh: 1, then: 'goes on' as const })));
  return log;
}

/** The same events in a log that stays open, each command's in one append. */
async function copied(from: EventLog): Promise<EventLog> {
  const log = memoryLog();
  const events = await readWholeLog(from);
  for (const own of Map.groupBy(events, ({ metadata, stream }) => `${metadata.commandId} ${stream}`).values()) {
    const [{ stream, revision, metadata }] = own as [RecordedEvent];
    const expected = revision === 0 ? 'none' : revision - 1;
    await log.append({ stream, expected, commandId: metadata.commandId, events: own });
  }
  return log;
}

beforeAll(async () => {
  compiled = await compileSources();
  house = await House.open();
  const [script] = sampleScripts(SEED, 1);
  if (script === undefined) throw new Error('a script is drawn');
  night = await house.within(async (room) => {
    await playNight(room, script);
    return copied(room.installation.log);
  });
  length = (await readWholeLog(night)).length;
  const built = await buildViews(night, PROJECTIONS);
  rows = canonicalJson(dump(built.db));
  built.close();
}, STARTED_WITHIN_MS);

afterAll(async () => {
  await house.close();
  compiled.remove();
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-views-thread-'));
  [opened, tasks] = [[], []];
});

afterEach(async () => {
  for (const each of opened) await each.close();
  rmSync(folder, { recursive: true });
});

describe('views that a thread applies events to', () => {
  it('come to the rows that a fold of the log has, and leave a file that is whole', async () => {
    const live = await open(night);
    expect(await caughtUp(live, night)).toBe(true);
    expect(canonicalJson(dump(live.db))).toBe(rows);
    await live.close();
    expect(existsSync(`${path()}-wal`)).toBe(false);
    expect(existsSync(`${path()}.digest`)).toBe(true);
    const again = await openHere(night);
    expect(again.applied()).toBe((await night.end()).position);
    expect(canonicalJson(dump(again.db))).toBe(rows);
  });

  it('show no commit before it is told of, and then that one alone', async () => {
    const live = await open(dribbling(night, length));
    const seen: [Position, unknown][] = [];
    live.onApplied(({ projection, position }) => {
      if (projection === 'facts') seen.push([position, newestIn(live.db)]);
    });
    const until = Date.now() + PATIENCE_MS;
    while (live.applied() < (await night.end()).position && Date.now() < until) {
      // Between two commits too, in whatever turn that is.
      expect(newestIn(live.db) ?? BEFORE_ALL).toBe(live.applied(['facts']));
      await turns(1);
    }
    expect(seen).toHaveLength(length);
    expect(seen.filter(([position, newest]) => position !== newest)).toEqual([]);
  });

  it('do not let their write-ahead log grow for as long as they are kept up', async () => {
    const log = memoryLog();
    const end = await record(log, ...readings(6 * MOVED_AFTER));
    const live = await open(dribbling(log, 6 * MOVED_AFTER));
    const sizes: number[] = [];
    live.onApplied(({ projection }) => {
      if (projection === 'facts') sizes.push(statSync(`${path()}-wal`).size);
    });
    expect(await live.reached(end, PATIENT_MS)).toBe(true);
    const [atFirst, later] = [sizes.slice(0, 2 * MOVED_AFTER), sizes.slice(2 * MOVED_AFTER)];
    expect(later).toHaveLength(4 * MOVED_AFTER);
    expect(Math.max(...later)).toBeLessThan(1.5 * Math.max(...atFirst));
  });

  it('are kept from every other process, whether it has a thread or none', async () => {
    await open(night);
    await expect(open(night)).rejects.toMatchObject({ name: 'ViewsInUse' });
    await expect(openHere(night)).rejects.toMatchObject({ name: 'ViewsInUse' });
  });

  it('are not opened by a thread that cannot have them, say why, and are free then', async () => {
    const start = (): Worker => new Worker('throw new Error("it has no room")', { eval: true });
    const options = { path: path(), machine: IMPATIENT_MACHINE };
    await expect(Views.open(night, PROJECTIONS, { ...options, thread: start })).rejects.toThrow('it has no room');
    expect(await caughtUp(await openHere(night), night)).toBe(true);
  });

  it('are put in the place of the live ones by a rebuild, and followed on from there', async () => {
    const log = dribbling(night, length);
    const live = await open(log);
    await live.rebuild();
    expect(await caughtUp(live, night)).toBe(true);
    expect(canonicalJson(dump(live.db))).toBe(rows);
    expect(tasks.map((task) => task.rows)).toEqual(['live', 'beside', 'live']);
  });

  it('stay as they are where the thread dies that makes them anew, and can be made anew then', async () => {
    const live = await open(night);
    expect(await caughtUp(live, night)).toBe(true);
    const dying = live.rebuild(() => void thread.terminate());
    await expect(dying).rejects.toMatchObject({ name: 'RowsThreadGone' });
    expect(canonicalJson(dump(live.db))).toBe(rows);
    expect(existsSync(`${path()}.rebuild`)).toBe(false);
    await live.rebuild();
    expect(canonicalJson(dump(live.db))).toBe(rows);
  });

  it('have the same indices whether they were kept up or made anew', async () => {
    const live = await open(night);
    const before = indicesOf(live.db);
    await live.rebuild();
    expect(indicesOf(live.db)).toEqual(before);
    expect(before).toContain('given_command_by_id');
  });

  it('stop a projection before what it cannot apply, say why, and go on with the others', async () => {
    const log = memoryLog();
    const before = await record(log, ...readings(1));
    const [known] = await readWholeLog(log);
    if (known === undefined) throw new Error('a reading is recorded');
    const metadata = { ...known.metadata, commandId: known.id };
    const unheard = { ...known, id: known.metadata.commandId, type: 'Unheard', metadata };
    await log.append({ stream: known.stream, expected: 0, commandId: known.id, events: [unheard] });
    const live = await open(log);
    expect(await caughtUp(live, log, ['commands'])).toBe(true);
    expect(statusOf(live, 'journal')).toMatchObject({ state: 'stopped', position: before });
    expect(statusOf(live, 'journal').failure).toMatchObject({ type: 'Unheard', reason: { name: 'Error' } });
    expect(live.db.prepare('SELECT count(*) FROM journal').pluck().get()).toBe(1);
    await live.rebuild();
    expect(statusOf(live, 'journal')).toMatchObject({ state: 'stopped', position: before });
    expect(statusOf(live, 'commands').position).toBe((await log.end()).position);
  });

  it('say that they are lost where the thread is gone, and are healed by a rebuild', async () => {
    const log = memoryLog();
    await record(log, ...readings(1));
    const live = await open(log);
    expect(await caughtUp(live, log, ['facts'])).toBe(true);
    await thread.terminate();
    const end = await record(log, ...readings(1, 1));
    await untilTrue(() => statusOf(live, 'facts').lost !== undefined);
    expect(statusOf(live, 'facts')).toMatchObject({ state: 'resubscribing', lost: { name: 'RowsThreadGone' } });
    expect(newestIn(live.db)).toBe(statusOf(live, 'facts').position);
    await live.rebuild();
    expect(await live.reached(end, PATIENT_MS, ['facts'])).toBe(true);
  });
});
