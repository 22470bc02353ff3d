import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Indeterminate, LogUnavailable, type EventLog } from '../../src/event-log/event-log.js';
import { SqliteEventLog } from '../../src/event-log/sqlite/sqlite-event-log.js';
import { verifyLog } from '../../src/event-log/verify.js';
import { present } from '../../src/kernel/present.js';
import { CountedIds, readOn, StandingClock } from '../support/event-log.js';
import {
  acknowledgement,
  eventsBefore,
  loadAppend,
  streamOf,
  type Acknowledged,
  type LoadPlan,
} from '../support/event-log-load.js';
import { WritingProcess } from '../support/event-log-process.js';
import { compileSources, type Compiled } from '../support/server-process.js';

const WRITERS = 16;
const A_WHILE = 180_000;

let compiled: Compiled;
let folder = '';
let file = '';
let started: WritingProcess[] = [];

beforeAll(async () => {
  compiled = await compileSources();
}, A_WHILE);

afterAll(() => compiled.remove());

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-faults-'));
  file = join(folder, 'log.db');
  started = [];
});

afterEach(async () => {
  for (const process of started) await process.kill();
  await rm(folder, { recursive: true });
});

function start(plan: LoadPlan, inThread: boolean, limitKiB?: number): WritingProcess {
  const thread = inThread ? { compiled: compiled.folder } : {};
  const process = WritingProcess.start(file, plan, { ...thread, ...present({ limitKiB }) });
  started.push(process);
  return process;
}

function open(): SqliteEventLog {
  return SqliteEventLog.open({ file, clock: new StandingClock(), ids: new CountedIds('faults') });
}

function lastAcknowledged(acknowledged: readonly Acknowledged[], writer: number): number {
  return Math.max(-1, ...acknowledged.filter((answer) => answer.writer === writer).map((answer) => answer.n));
}

/** Everything that was acknowledged is there as it was answered, and asking for it again adds nothing. */
async function expectNothingLostNorDoubled(
  log: EventLog,
  plan: LoadPlan,
  acknowledged: readonly Acknowledged[],
): Promise<void> {
  for (const { writer, n, events } of acknowledged) {
    const again = await log.append(loadAppend(plan, writer, n));
    expect(acknowledgement(again)).toEqual(events);
  }
  for (let writer = 0; writer < plan.writers; writer += 1) {
    const inDoubt = lastAcknowledged(acknowledged, writer) + 1;
    await log.append(loadAppend(plan, writer, inDoubt));
    const stored = await log.read(streamOf(plan, writer), 0, 4_096);
    expect(stored).toHaveLength(eventsBefore(inDoubt + 1));
  }
}

describe('a writing process that is killed', () => {
  // Numbers of answers after which each process dies: a fixed choice, the instant itself is never twice the same.
  it(
    'loses nothing that it acknowledged, and a retry doubles nothing',
    async () => {
      for (const [round, answers] of [37, 150, 411, 3, 290].entries()) {
        const plan = { writers: WRITERS, round };
        const process = start(plan, round % 2 === 0);
        await process.reached(answers);
        await process.kill();
        expect(process.acknowledged.length).toBeGreaterThanOrEqual(answers);

        const log = open();
        await expectNothingLostNorDoubled(log, plan, process.acknowledged);
        expect(await verifyLog(log)).toMatchObject({ faultCount: 0, events: (await readOn(log)).length });
        await log.close();
      }
    },
    A_WHILE,
  );

  it(
    'holds no lock any more, and was alone while it lived',
    async () => {
      const process = start({ writers: 1, round: 0 }, true);
      await process.reached(1);
      expect(open).toThrow('already has a writer');
      await process.kill();
      await open().close();
    },
    A_WHILE,
  );
});

describe('a disk that fails', () => {
  it.each([
    ['where it is appended to', false],
    ['in a thread', true],
  ])(
    'stops the log that is written %s, and leaves whole what it had acknowledged',
    async (_, inThread) => {
      const plan = { writers: WRITERS, round: 0 };
      const process = start(plan, inThread, 1_024);
      await process.ended();
      expect([Indeterminate.name, LogUnavailable.name]).toContain(process.failure?.name);
      expect(process.acknowledged.length).toBeGreaterThan(0);

      const log = open();
      await expectNothingLostNorDoubled(log, plan, process.acknowledged);
      expect(await verifyLog(log)).toMatchObject({ faultCount: 0 });
      await log.close();
    },
    A_WHILE,
  );
});
