import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { connectForWriting, ensureFile, type Connection } from '../../src/event-log/sqlite/connection.js';
import { EventReader } from '../../src/event-log/sqlite/event-reader.js';
import { GroupCommit, type GroupCommitOptions } from '../../src/event-log/sqlite/group-commit.js';
import { WritingHere } from '../../src/event-log/sqlite/writing-here.js';
import { appendOf, commandNamed, deploymentStream, StandingClock } from '../support/event-log.js';

const stream = deploymentStream('ann');

let folder = '';
let file = '';
let db: Connection;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-probe-'));
  file = ensureFile(join(folder, 'log.db'));
  db = connectForWriting(file, () => commandNamed('installation'));
});

afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

function note(n: number) {
  return appendOf({ stream, expected: n === 0 ? 'none' : n - 1, command: commandNamed(`note ${n}`), says: [{ n }] });
}

function writerOn(connection: Connection, options: Partial<GroupCommitOptions> = {}): GroupCommit {
  const end = new EventReader(connection).end();
  const writing = new WritingHere(connection);
  return new GroupCommit({ writing, end, clock: new StandingClock(), onStored: () => undefined, ...options });
}

describe('the file of a log', () => {
  it('is tried out with a commit that the file takes, unless one has just gone well', async () => {
    const writer = writerOn(db);
    const written = (): number => statSync(`${file}-wal`).size;
    const [before, tried] = [written(), (await writer.probe(), written())];
    expect(tried).toBeGreaterThan(before);
    await writer.probe();
    expect(written()).toBe(tried);
    expect(await writer.append(note(0))).toHaveLength(1);
  });

  it('stops where the file turns out to take nothing, before anybody has lost an event by that', async () => {
    const writer = writerOn(db);
    db.pragma('query_only = ON');
    await expect(writer.probe()).rejects.toThrow('takes no commit (SQLITE_READONLY');
    db.pragma('query_only = OFF');
    await expect(writer.probe()).rejects.toThrow('until it is opened anew');
    await expect(writer.append(note(0))).rejects.toMatchObject({ name: 'LogUnavailable' });
  });

  it('goes on after a moment in which somebody else held the file', async () => {
    const writer = writerOn(db);
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    await expect(writer.probe()).rejects.toThrow('takes no commit (SQLITE_BUSY');
    other.exec('ROLLBACK');
    other.close();
    await writer.probe();
    expect(await writer.append(note(0))).toHaveLength(1);
  });

  it('tells whoever measures it of each commit: how many appends shared it, and how many events', async () => {
    const commits: (readonly number[])[] = [];
    const committed = (...told: readonly number[]): void => void commits.push(told);
    const writer = writerOn(db, { observer: { committed } });
    await Promise.all([writer.append(note(0)), writer.append(note(1))]);
    await writer.append(note(0));
    expect(commits).toEqual([[2, 2, expect.any(Number)]]);
  });
});
