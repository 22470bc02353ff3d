import { mkdtempSync, writeFileSync } from 'node:fs';
import { copyFile, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { LogUnavailable } from '../../src/event-log/event-log.js';
import { connectForWriting, ensureFile, type Connection } from '../../src/event-log/sqlite/connection.js';
import { EventReader } from '../../src/event-log/sqlite/event-reader.js';
import { GroupCommit, MAX_WAITING_APPENDS } from '../../src/event-log/sqlite/group-commit.js';
import { openForReading, SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { WritingHere } from '../../src/event-log/sqlite/writing-here.js';
import { verifyLog } from '../../src/event-log/verify.js';
import type { RecordedEvent } from '../../src/kernel/event.js';
import { BEFORE_ALL } from '../../src/kernel/position.js';
import { appendOf, commandNamed, CountedIds, deploymentStream, readOn, StandingClock } from '../support/event-log.js';

const stream = deploymentStream('ann');

let folder = '';
let file = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-file-'));
  file = join(folder, 'log.db');
});

afterEach(() => rm(folder, { recursive: true }));

function open(path = file): SqliteEventLog {
  return SqliteEventLog.open({ file: path, clock: new StandingClock(), ids: new CountedIds('file') });
}

function note(n: number) {
  return appendOf({ stream, expected: n === 0 ? 'none' : n - 1, command: commandNamed(`note ${n}`), says: [{ n }] });
}

async function writeThree(): Promise<readonly RecordedEvent[]> {
  const log = open();
  for (let n = 0; n < 3; n += 1) await log.append(note(n));
  const events = await readOn(log);
  await log.close();
  return events;
}

/** As someone with a shell and the file would. */
function tamper(statement: string): void {
  const db = new Database(file);
  try {
    db.exec(statement);
  } finally {
    db.close();
  }
}

describe("the log's file", () => {
  it.each([
    ['UPDATE', `UPDATE events SET data = '{}' WHERE revision = 1`, 'events are never changed'],
    ['DELETE', 'DELETE FROM events WHERE revision = 2', 'events are never deleted'],
    [
      'REPLACE',
      `INSERT OR REPLACE INTO events SELECT position, stream, revision, id, command_id, place, type, schema_version, recorded_at, '{}', personal, metadata FROM events WHERE revision = 1`,
      'an event only ever follows the others',
    ],
    [
      'INSERT of a known id',
      `INSERT INTO events SELECT 4, stream, 3, id, 'other', place, type, schema_version, recorded_at, data, personal, metadata FROM events WHERE revision = 1`,
      'an event only ever follows the others',
    ],
    [
      'INSERT that leaves a gap',
      `INSERT INTO events SELECT 9, stream, 3, 'other', 'other', place, type, schema_version, recorded_at, data, personal, metadata FROM events WHERE revision = 1`,
      'an event only ever follows the others',
    ],
  ])('refuses %s', async (_, statement, message) => {
    const before = await writeThree();
    expect(() => tamper(statement)).toThrow(message);
    const log = open();
    expect(await readOn(log)).toEqual(before);
    await log.close();
  });

  it('that was changed in spite of its triggers is found out by verifying it', async () => {
    await writeThree();
    tamper(`DROP TRIGGER events_are_not_updated; UPDATE events SET data = '{"n":7}' WHERE revision = 1`);
    const log = openForReading(file);
    expect(await verifyLog(log)).toMatchObject({ events: 3, faultCount: 1, faults: [{ kind: 'CONTENT' }] });
    await log.close();
  });

  it.each([
    ['data that is no JSON', `data = '{'`],
    ['metadata that lack the actor', `metadata = json_remove(metadata, '$.actor')`],
    ['a stamp that is no instant', `recorded_at = 'yesterday'`],
  ])('with %s is not read on', async (_, assignment) => {
    await writeThree();
    tamper(`DROP TRIGGER events_are_not_updated; UPDATE events SET ${assignment} WHERE revision = 1`);
    const log = openForReading(file);
    await expect(log.read(stream, 0, 10)).rejects.toMatchObject({ name: 'DamagedLog' });
    expect(await verifyLog(log)).toMatchObject({ faults: [{ kind: 'UNREADABLE' }] });
    await log.close();
  });

  it('with a gap in a stream is not read over it', async () => {
    await writeThree();
    tamper('DROP TRIGGER events_are_not_deleted; DELETE FROM events WHERE revision = 1');
    const log = openForReading(file);
    await expect(log.read(stream, 0, 10)).rejects.toMatchObject({ name: 'DamagedLog' });
    expect(await verifyLog(log)).toMatchObject({ faults: [{ kind: 'REVISION' }] });
    await log.close();
  });

  it('is for its owner alone', async () => {
    await open().close();
    expect((await stat(file)).mode & 0o077).toBe(0);
  });

  it('keeps the id that it got when it was made', async () => {
    const first = open();
    await first.close();
    const second = SqliteEventLog.open({ file, clock: new StandingClock(), ids: new CountedIds('another') });
    expect(second.installation).toBe(first.installation);
    await second.close();
  });
});

describe('opening a log', () => {
  it('for writing a second time is refused, also by another name of the file', async () => {
    const log = open();
    await symlink(file, join(folder, 'alias.db'));
    for (const path of [file, join(folder, 'alias.db')]) {
      expect(() => open(path)).toThrow(LogUnavailable);
      expect(() => open(path)).toThrow('already has a writer');
    }
    await log.append(note(0));
    await log.close();
    await open().close();
  });

  it('for reading is possible beside the writer, and sees what it has acknowledged', async () => {
    const log = open();
    const reader = openForReading(file);
    for (let n = 0; n < 3; n += 1) {
      const answered = await log.append(note(n));
      expect(await reader.read(stream, n, 1)).toEqual(answered);
    }
    expect(await reader.count()).toBe(3);
    expect(await reader.end()).toEqual(await log.end());
    expect(reader.installation).toBe(log.installation);
    await reader.close();
    await log.close();
  });

  it('makes durable whatever a killed process had written, for it may not have synced that yet', async () => {
    const log = open();
    for (let n = 0; n < 3; n += 1) await log.append(note(n));
    const left = join(folder, 'left.db');
    for (const suffix of ['', '-wal']) await copyFile(file + suffix, left + suffix);
    await log.close();
    expect((await stat(`${left}-wal`)).size).toBeGreaterThan(0);
    const reopened = open(left);
    expect((await stat(`${left}-wal`)).size).toBe(0);
    expect(await readOn(reopened)).toHaveLength(3);
    await reopened.close();
  });

  it('of a newer format is refused, and says which one', async () => {
    await writeThree();
    tamper(`UPDATE meta SET value = '2' WHERE key = 'format'`);
    expect(open).toThrow('has format 2, and this version of Muster knows format 1 only');
    expect(() => openForReading(file)).toThrow('has format 2');
  });

  it('leaves a file of something else alone', () => {
    tamper('CREATE TABLE recipes (name TEXT)');
    expect(open).toThrow('is not an event log of Muster');
    tamper('INSERT INTO recipes VALUES (1)');
    writeFileSync(join(folder, 'text.db'), 'This is no database, and long enough to be seen as none. '.repeat(20));
    expect(() => open(join(folder, 'text.db'))).toThrow(LogUnavailable);
  });

  it('where there is none, or no folder for it, is refused', () => {
    expect(() => openForReading(file)).toThrow(LogUnavailable);
    expect(() => open(join(folder, 'absent', 'log.db'))).toThrow(LogUnavailable);
  });

  it('that failed holds no lock', async () => {
    await writeThree();
    tamper(`UPDATE meta SET value = '2' WHERE key = 'format'`);
    expect(open).toThrow('format');
    tamper(`UPDATE meta SET value = '1' WHERE key = 'format'`);
    await open().close();
  });
});

describe('writing', () => {
  let db: Connection;

  beforeEach(() => {
    db = connectForWriting(ensureFile(file), () => commandNamed('installation'));
  });

  afterEach(() => {
    db.close();
  });

  function writerOn(connection: Connection): GroupCommit {
    const end = new EventReader(connection).end();
    const writing = new WritingHere(connection);
    return new GroupCommit({ writing, end, clock: new StandingClock(), onStored: () => undefined });
  }

  it('stops at the first write that fails, and what was acknowledged stays', async () => {
    const writer = writerOn(db);
    const answered = await writer.append(note(0));
    db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true }))}`);
    const big = appendOf({ stream, expected: 0, command: commandNamed('big'), says: [{ text: 'x'.repeat(100_000) }] });
    const outcomes = await Promise.allSettled([writer.append(big), writer.append(note(1))]);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'LogUnavailable' } });
    }
    db.pragma('max_page_count = 1000000');
    await expect(writer.append(note(1))).rejects.toMatchObject({ name: 'LogUnavailable' });
    expect(new EventReader(db).readAll(BEFORE_ALL, 10)).toEqual(answered);

    const reopened = writerOn(db);
    expect(await reopened.append(note(0))).toEqual(answered);
    expect(await reopened.append(note(1))).toHaveLength(1);
  });

  it('whose commit itself fails calls the outcome unknown, and stops', async () => {
    const writer = writerOn(db);
    // A broken reference that SQLite looks at only when it commits.
    db.exec(`
      CREATE TABLE owed (event INTEGER REFERENCES events (position) DEFERRABLE INITIALLY DEFERRED);
      CREATE TRIGGER commits_fail AFTER INSERT ON events BEGIN INSERT INTO owed VALUES (-1); END;
    `);
    await expect(writer.append(note(0))).rejects.toMatchObject({ name: 'Indeterminate' });
    db.exec('DROP TRIGGER commits_fail');
    await expect(writer.append(note(0))).rejects.toMatchObject({ name: 'LogUnavailable' });
    expect(await writerOn(db).append(note(0))).toHaveLength(1);
  });

  it('stops when somebody else has written in spite of the lock', async () => {
    const writer = writerOn(db);
    await writer.append(note(0));
    await writerOn(db).append(note(1));
    await expect(writer.append(note(2))).rejects.toMatchObject({ name: 'LogUnavailable' });
    expect(new EventReader(db).readAll(BEFORE_ALL, 10)).toHaveLength(2);
  });

  it('answers at once that it does not keep up, beyond the appends that may wait', async () => {
    const writer = writerOn(db);
    const wrong = { ...note(5), expected: 4 };
    const waiting = Array.from({ length: MAX_WAITING_APPENDS }, () => writer.append(wrong));
    await expect(writer.append(wrong)).rejects.toThrow('too many appends are waiting');
    const outcomes = await Promise.allSettled(waiting);
    expect(outcomes.every((outcome) => outcome.status === 'rejected')).toBe(true);
    expect(await writer.append(note(0))).toHaveLength(1);
  });

  it('stores what is waiting before it ends', async () => {
    const writer = writerOn(db);
    const waiting = writer.append(note(0));
    await writer.finish();
    expect(await waiting).toHaveLength(1);
    await expect(writer.append(note(1))).rejects.toMatchObject({ name: 'LogUnavailable' });
  });

  it('takes an id that another command has for a bug of that caller alone, and stores none of his events', async () => {
    const writer = writerOn(db);
    const [first] = await writer.append(note(0));
    const two = appendOf({ stream, expected: 0, command: commandNamed('bad'), says: [{ n: 'bad' }, { n: 'stolen' }] });
    const events = two.events.map((event, place) => (place === 1 ? { ...event, id: first?.id ?? '' } : event));
    const bad = { ...two, events };
    const [refused, taken] = await Promise.allSettled([writer.append(bad), writer.append(note(1))]);
    expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'SQLITE_CONSTRAINT_TRIGGER' } });
    expect(taken.status).toBe('fulfilled');
    expect(new EventReader(db).readAll(BEFORE_ALL, 10).map((event) => event.data)).toEqual([{ n: 0 }, { n: 1 }]);
  });
});
