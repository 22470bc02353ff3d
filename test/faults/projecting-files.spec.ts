import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Sqlite from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventLog } from '../../src/event-log/event-log.js';
import { openForReading, SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { instantOf, msOf } from '../../src/kernel/instant.js';
import { BEFORE_ALL } from '../../src/kernel/position.js';
import { buildViews } from '../../src/projecting/folded-views.js';
import type { Projection } from '../../src/projecting/projection.js';
import { ViewsInUse } from '../../src/projecting/views-file.js';
import { Views } from '../../src/projecting/views.js';
import {
  caughtUp,
  dump,
  IMPATIENT_MACHINE,
  JOURNAL,
  memoryLog,
  PATIENT_MS,
  readings,
  record,
  statusOf,
  TALLY,
  turns,
  UnreliableLog,
} from './projecting-support.js';

const PROJECTIONS = [TALLY, JOURNAL];

let folder: string;
let path: string;
let log: UnreliableLog;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'views-'));
  path = join(folder, 'views');
  log = new UnreliableLog();
  await record(log, ...readings(600));
});
afterEach(() => rmSync(folder, { recursive: true }));

function open(projections: readonly Projection[] = PROJECTIONS, from: EventLog = log): Promise<Views> {
  return Views.open(from, projections, { path, machine: IMPATIENT_MACHINE });
}

async function openAndClose(): Promise<void> {
  const views = await open();
  await caughtUp(views, log);
  await views.close();
}

async function expectWhole(views: Views, projections = PROJECTIONS): Promise<void> {
  expect(await caughtUp(views, log)).toBe(true);
  const folded = await buildViews(log, projections);
  expect(dump(views.db)).toEqual(dump(folded.db));
  folded.close();
  await views.close();
}

describe('a views file', () => {
  it('goes on from its checkpoint when opened again, applying nothing twice', async () => {
    await openAndClose();
    const end = await log.end();
    const views = await open();
    expect(views.applied()).toBe(end.position);
    expect(views.status().map(({ state }) => state)).toEqual(['running', 'running']);
    await record(log, ...readings(3, 600));
    await expectWhole(views);
  });

  it('answers nothing until the log has confirmed that it has what the file holds', async () => {
    await openAndClose();
    const position = (await log.end()).position;
    log.outage = new Error('no route');
    const views = await open();
    const asked = views.reached(position, PATIENT_MS);
    expect(await Promise.race([asked, turns(20).then(() => 'waiting')])).toBe('waiting');
    log.outage = undefined;
    expect(await asked).toBe(true);
    await views.close();
  });

  it('is made anew when it was deleted', async () => {
    await openAndClose();
    rmSync(path);
    const views = await open();
    expect(views.applied() < (await log.end()).position).toBe(true);
    await expectWhole(views);
  });

  it('is its owner’s alone, and so is one that a rebuild has put in its place', async () => {
    const views = await open();
    const modes = [statSync(path).mode & 0o777];
    await views.rebuild(() => undefined, new AbortController().signal);
    modes.push(statSync(path).mode & 0o777);
    expect(modes).toEqual([0o600, 0o600]);
    await views.close();
  });

  it.each([
    ['is cut short', () => truncateSync(path, 6_000)],
    ['is empty', () => truncateSync(path, 0)],
    ['has garbage in its pages', () => damage(4_096, 20_000)],
    ['has garbage in its first page', () => damage(100, 4_000)],
    ['lacks the tables of the runner', () => inFile((db) => db.exec('DROP TABLE runner_projection'))],
    ['has settings of another version', () => inFile((db) => db.pragma('user_version = 99'))],
  ])('is made anew when it %s, also where a crash left no digest of it, and nothing is set aside', async (_, spoil) => {
    await openAndClose();
    rmSync(`${path}.digest`);
    spoil();
    await expectWhole(await open());
    expect(readdirSync(folder)).toEqual(['views', 'views.digest']);
  });

  it('is made anew when one value in it is another than when it was closed, which SQLite does not notice', async () => {
    await openAndClose();
    inFile((db) => db.exec('UPDATE tally SET sum = sum + 1'));
    await expectWhole(await open());
  });

  it('has no digest while it is open, so that a crash leaves none', async () => {
    await openAndClose();
    const views = await open();
    expect(existsSync(`${path}.digest`)).toBe(false);
    await views.close();
  });

  it('is made anew when a projection has another version, or there is one more or less', async () => {
    await openAndClose();
    const changed: Projection = {
      ...JOURNAL,
      version: 2,
      create: (db) => {
        db.exec('CREATE TABLE journal (position TEXT, value INTEGER, at TEXT, note TEXT) STRICT');
      },
      apply: (db, { position, recordedAt }) => {
        db.prepare('INSERT INTO journal VALUES (?, 0, ?, NULL)').run(position, recordedAt);
      },
    };
    await expectWhole(await open([TALLY, changed]), [TALLY, changed]);
    await expectWhole(await open([TALLY]), [TALLY]);
    await expectWhole(await open());
  });

  it('is not the place of a file that Muster did not make, which is set aside whole', async () => {
    writeFileSync(path, 'the only copy of something');
    await expectWhole(await open());
    expect(readFileSync(`${path}.set-aside-1`, 'utf8')).toBe('the only copy of something');

    rmSync(path);
    const foreign = new Sqlite(path);
    foreign.exec("CREATE TABLE event (text); INSERT INTO event VALUES ('kept')");
    foreign.close();
    await expectWhole(await open());
    const aside = new Sqlite(`${path}.set-aside-2`);
    expect(aside.prepare('SELECT text FROM event').pluck().get()).toBe('kept');
    aside.close();
  });

  it('is not the place of a log of Muster either, which a slip of the hand may have put there', async () => {
    const clock = { now: () => instantOf(0) };
    await SqliteEventLog.open({ file: path, clock, ids: { next: randomUUID } }).close();
    await expectWhole(await open());
    const aside = openForReading(`${path}.set-aside-1`);
    expect(await aside.count()).toBe(0);
    await aside.close();
  });

  it('is refused while it is open elsewhere, and is not harmed', async () => {
    const views = await open();
    await expect(open()).rejects.toThrow(ViewsInUse);
    await expectWhole(views);
  });

  it('leaves its digest beside it when closed, and nothing else', async () => {
    await openAndClose();
    expect(readdirSync(folder)).toEqual(['views', 'views.digest']);
    expect(existsSync(`${path}-wal`)).toBe(false);
  });
});

function damage(from: number, to: number): void {
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.fill(0xa5, from, Math.min(to, bytes.length)));
}

function inFile(work: (db: Sqlite.Database) => void): void {
  const db = new Sqlite(path);
  work(db);
  db.close();
}

describe('a log that was restored from an earlier state', () => {
  async function expectMismatch(restored: EventLog): Promise<void> {
    const views = await open(PROJECTIONS, restored);
    expect(views.status().map(({ state }) => state)).toEqual(['log-mismatch', 'log-mismatch']);
    expect(await views.reached(BEFORE_ALL, PATIENT_MS)).toBe(false);
    await views.rebuild();
    expect(await caughtUp(views, restored)).toBe(true);
    expect(statusOf(views, 'tally').state).toBe('running');
    const folded = await buildViews(restored, PROJECTIONS);
    expect(dump(views.db)).toEqual(dump(folded.db));
    folded.close();
    await views.close();
  }

  it('is noticed when the last event applied is not there any more, and a rebuild makes it good', async () => {
    await openAndClose();
    const restored = memoryLog();
    await record(restored, ...readings(599));
    await expectMismatch(restored);
  });

  it('is noticed when another event stands in its place', async () => {
    await openAndClose();
    const restored = memoryLog();
    // Of the dial that is recorded last, the last reading.
    await record(restored, ...readings(600).with(594, { stream: 6, value: 1_000 }));
    await expectMismatch(restored);
  });

  it('is noticed when the same command was given again after it', async () => {
    await openAndClose();
    const end = await log.end();
    log.restamp = (event) =>
      event.position === end.position ? { ...event, recordedAt: instantOf(msOf(event.recordedAt) + 1) } : event;
    await expectMismatch(log);
  });

  it('is noticed when the subscription is taken up again', async () => {
    log.deliveries.push({ again: 0, fresh: 600, then: 'fails' });
    const end = await log.end();
    const machine = {
      ...IMPATIENT_MACHINE,
      after: (ms: number, callback: () => void) => {
        log.restamp = (event) =>
          event.position === end.position ? { ...event, recordedAt: instantOf(msOf(event.recordedAt) + 1) } : event;
        return IMPATIENT_MACHINE.after(ms, callback);
      },
    };
    const views = await Views.open(log, PROJECTIONS, { path, machine });
    expect(await views.reached(`${end.position}0` as typeof end.position, PATIENT_MS)).toBe(false);
    expect(statusOf(views, 'journal').state).toBe('log-mismatch');
    await views.close();
  });

  it('is none of it when more has been stored since', async () => {
    await openAndClose();
    await record(log, ...readings(5, 600));
    await expectWhole(await open());
  });
});
