import { hash } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import Sqlite from 'better-sqlite3';
import { PROJECTIONS } from '../../src/installation/projections.js';
import { verifyFile } from '../../src/cli/verifying.js';
import type { EventLog, Subscription } from '../../src/event-log/event-log.js';
import type { EventRow } from '../../src/event-log/sqlite/codec.js';
import { openForReading, SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import type { DataFolder } from '../../src/installation/data-folder.js';
import { SystemClock } from '../../src/installation/system-clock.js';
import { SystemIds } from '../../src/installation/system-ids.js';
import { BEFORE_ALL, type Position } from '../../src/kernel/position.js';
import { Views } from '../../src/projecting/views.js';

/** The fastest to read: larger ones outlive the first collection of garbage. */
const EVENTS_PER_PAGE = 256;

export interface Run {
  readonly events: number;
  readonly ms: number;
  /** The longest for which nothing else could be done. */
  readonly longestBlockMs: number;
}

/** Each in a process of its own, on the log of a data folder. */
export const RUNS = { fold: readParseFold, rebuild, hash: readAndHash, verify } as const;

export type Contestant = keyof typeof RUNS;

/** What a rebuild must do at least: every event read through the log's port, which parses it, and counted. */
function readParseFold({ log: file }: DataFolder): Promise<Run> {
  return timed(async () => {
    const log = openForReading(file);
    let [events, end]: [number, Position] = [0, BEFORE_ALL];
    for (;;) {
      const page = await log.readAll(end, EVENTS_PER_PAGE);
      for (const { data } of page) events += typeof data === 'object' ? 1 : 0;
      end = page.at(-1)?.position ?? end;
      if (page.length < EVENTS_PER_PAGE) break;
    }
    await log.close();
    return events;
  });
}

/** What a verification must do at least: the bytes of every event read, and hashed. Nothing is parsed. */
function readAndHash({ log: file }: DataFolder): Promise<Run> {
  return timed(async () => {
    const db = new Sqlite(file, { readonly: true });
    const select = 'SELECT * FROM events WHERE position > ? ORDER BY position LIMIT ?';
    const page = db.prepare<[number, number], EventRow>(select);
    let [events, end] = [0, 0];
    for (;;) {
      const rows = page.all(end, EVENTS_PER_PAGE);
      for (const row of rows) events += digestOf(row) === '' ? 0 : 1;
      end = rows.at(-1)?.position ?? end;
      if (rows.length < EVENTS_PER_PAGE) break;
    }
    db.close();
    return events;
  });
}

function digestOf({ id, stream, type, data, personal, metadata }: EventRow): string {
  return hash('sha256', [id, stream, type, data, personal ?? '', metadata].join('\n'));
}

/** As `muster verify` does. */
function verify({ log: file }: DataFolder): Promise<Run> {
  return timed(async () => {
    const { ok, events } = await verifyFile(
      file,
      () => undefined,
      () => performance.now(),
    );
    if (!ok) throw new Error('a log that was just made does not hold');
    return events;
  });
}

/** All views from nothing, as `muster rebuild` makes them anew beside the live ones and puts them in their place. */
async function rebuild(folder: DataFolder): Promise<Run> {
  const log = SqliteEventLog.open({ file: folder.log, clock: new SystemClock(), ids: new SystemIds() });
  const views = await Views.open(standingStill(log), PROJECTIONS, { path: folder.views });
  const run = await timed(async () => {
    let events = 0;
    await views.rebuild((progress) => (events = progress.events));
    return events;
  });
  const failed = views.status().filter(({ state }) => state !== 'running' && state !== 'catching-up');
  if (failed.length > 0) throw new Error(`views that did not come to the end: ${JSON.stringify(failed)}`);
  await views.close();
  await log.close();
  return run;
}

/** The live views do not catch up beside the rebuild, as they would where they are new. */
function standingStill(log: SqliteEventLog): EventLog {
  return {
    append: (request) => log.append(request),
    read: (stream, from, limit) => log.read(stream, from, limit),
    readAll: (after, limit) => log.readAll(after, limit),
    end: () => log.end(),
    probe: () => log.probe(),
    close: () => log.close(),
    subscribe: silence,
  };
}

function silence(): Subscription {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  return {
    close: () => end(),
    async *[Symbol.asyncIterator]() {
      await ended;
      yield* [];
    },
  };
}

const DELAY_RESOLUTION_MS = 2;
const NS_PER_MS = 1e6;

async function timed(work: () => Promise<number>): Promise<Run> {
  const delays = monitorEventLoopDelay({ resolution: DELAY_RESOLUTION_MS });
  delays.enable();
  const began = performance.now();
  const events = await work();
  const ms = performance.now() - began;
  delays.disable();
  return { events, ms, longestBlockMs: delays.max / NS_PER_MS };
}
