import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { appendOf, commandNamed, CountedIds, deploymentStream, readOn, StandingClock } from '../support/event-log.js';
import { compileSources, type Compiled } from '../support/server-process.js';
import { threadOf } from '../support/writing-thread.js';

const stream = deploymentStream('ann');

const COMPILED_WITHIN_MS = 180_000;

let compiled: Compiled;
let folder = '';
let thread: Worker;
let log: SqliteEventLog;

function open(threadsFile?: string): Promise<SqliteEventLog> {
  const startThread = (file: string): Worker => (thread = threadOf(compiled.folder)(threadsFile ?? file));
  const [clock, ids] = [new StandingClock(), new CountedIds('thread')];
  return SqliteEventLog.openWithThread({ file: join(folder, 'log.db'), clock, ids }, startThread);
}

function note(n: number) {
  return appendOf({ stream, expected: n === 0 ? 'none' : n - 1, command: commandNamed(`note ${n}`), says: [{ n }] });
}

beforeAll(async () => {
  compiled = await compileSources();
}, COMPILED_WITHIN_MS);

afterAll(() => compiled.remove());

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'muster-thread-'));
  log = await open();
});

afterEach(async () => {
  await log.close();
  rmSync(folder, { recursive: true });
});

describe('a log whose writing thread is gone', () => {
  it('leaves in doubt what was handed to it, and takes nothing more', async () => {
    await log.append(note(0));
    const handedOver = log.append(note(1));
    // The batch leaves in the next turn.
    await new Promise((resolve) => setImmediate(resolve));
    const waiting = log.append(note(2));
    await thread.terminate();
    await expect(handedOver).rejects.toMatchObject({ name: 'Indeterminate' });
    await expect(waiting).rejects.toMatchObject({ name: 'LogUnavailable' });
    await expect(log.append(note(1))).rejects.toMatchObject({ name: 'LogUnavailable' });
    await expect(log.probe()).rejects.toMatchObject({ name: 'LogUnavailable' });
  });

  it('is found out by a probe, and is read all the same', async () => {
    const answered = await log.append(note(0));
    await thread.terminate();
    await expect(log.probe()).rejects.toMatchObject({ name: 'LogUnavailable' });
    expect(await readOn(log)).toEqual(answered);
    expect((await log.end()).position).toBe(answered[0]?.position);
  });

  it('is whole once it is opened anew, and takes what was in doubt', async () => {
    await log.append(note(0));
    const handedOver = log.append(note(1));
    await new Promise((resolve) => setImmediate(resolve));
    await thread.terminate();
    await expect(handedOver).rejects.toMatchObject({ name: 'Indeterminate' });
    await log.close();
    log = await open();
    await log.append(note(1));
    expect((await readOn(log)).map(({ data }) => data)).toEqual([{ n: 0 }, { n: 1 }]);
  });
});

describe('a log whose writing thread cannot open the file', () => {
  it('is not opened at all, says why, and can be opened once the file is in order', async () => {
    await log.append(note(0));
    await log.close();
    const other = join(folder, 'other.db');
    writeFileSync(other, 'no log');
    await expect(open(other)).rejects.toMatchObject({
      name: 'LogUnavailable',
      message: expect.stringContaining(`cannot open ${other}`),
    });
    log = await open();
    await log.append(note(1));
    expect(await readOn(log)).toHaveLength(2);
  });
});

describe('a log that is written in a thread', () => {
  it('stores what is waiting before it is closed', async () => {
    const waiting = [log.append(note(0)), log.append(note(1))];
    await log.close();
    expect((await Promise.all(waiting)).flat()).toHaveLength(2);
    log = await open();
    expect(await readOn(log)).toHaveLength(2);
  });

  it('ends no later than it has been read', async () => {
    const seen: string[] = [];
    const appended = Array.from({ length: 50 }, (_, n) => log.append(note(n)));
    for (let turn = 0; turn < 200; turn += 1) {
      const last = (await readOn(log)).at(-1);
      if (last !== undefined) seen.push(last.position);
      expect((await log.end()).position >= (last?.position ?? '')).toBe(true);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(appended);
    expect((await readOn(log)).length).toBe(50);
    expect(seen).toEqual(seen.toSorted());
  });
});
