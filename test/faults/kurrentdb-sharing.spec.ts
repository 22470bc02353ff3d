import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KurrentEventLog } from '../../src/event-log/kurrentdb/kurrent-event-log.js';
import { MAX_EVENTS_PER_APPEND } from '../../src/event-log/event-log.js';
import type { RecordedEvent } from '../../src/kernel/event.js';
import { appendOf, commandNamed, CountedIds, deploymentStream, StandingClock } from '../support/event-log.js';
import { FakeEventStoreDb } from '../support/fake-eventstoredb/fake-eventstoredb.js';

const MANY = 9 * MAX_EVENTS_PER_APPEND;

let node: FakeEventStoreDb;
let one: KurrentEventLog;
let other: KurrentEventLog;

beforeEach(async () => {
  node = await FakeEventStoreDb.start();
  [one, other] = [await open(), await open()];
});

afterEach(async () => {
  await Promise.all([one.close(), other.close()]);
  await node.stop();
});

function open(): Promise<KurrentEventLog> {
  const ids = new CountedIds('sharing');
  return KurrentEventLog.open({ connectionString: node.connectionString, clock: new StandingClock(), ids });
}

function say(log: KurrentEventLog, name: string, revision: number): Promise<readonly RecordedEvent[]> {
  const command = commandNamed(`${name} ${revision}`);
  const expected = revision === 0 ? 'none' : revision - 1;
  const append = appendOf({ stream: deploymentStream(name), expected, command, says: [{ revision }] });
  return log.append(append);
}

/** More of others than one look takes. */
async function crowd(): Promise<void> {
  const says = Array.from({ length: MAX_EVENTS_PER_APPEND }, (_, place) => ({ place }));
  const appends = Array.from({ length: MANY / MAX_EVENTS_PER_APPEND }, (_, place) => {
    const name = `one of many, ${place}`;
    return appendOf({ stream: deploymentStream(name), expected: 'none', command: commandNamed(name), says });
  });
  await Promise.all(appends.map((append) => other.append(append)));
}

/** What a log reads, and how many streams the server was asked for meanwhile. */
async function read(log: KurrentEventLog, name: string, from: number) {
  const before = node.faults.streamsRead;
  const events = await log.read(deploymentStream(name), from, 100);
  return { notes: events.map(({ data }) => data['revision']), asked: node.faults.streamsRead - before };
}

describe('a stream that looks at the end of the log have met', () => {
  it('is read without asking the server for it', async () => {
    await say(one, 'ann', 0);
    await say(one, 'ann', 1);
    expect(await read(one, 'ann', 0)).toEqual({ notes: [0, 1], asked: 0 });
    expect(await read(one, 'ann', 2)).toEqual({ notes: [], asked: 0 });
  });

  it('is read with what another instance has recorded a moment ago', async () => {
    await say(one, 'ann', 0);
    await say(other, 'ann', 1);
    expect(await read(one, 'ann', 1)).toEqual({ notes: [1], asked: 0 });
  });

  it('is asked for where more has come since than one look takes', async () => {
    await say(one, 'ann', 0);
    await say(other, 'ann', 1);
    await crowd();
    await one.end();
    expect(await read(one, 'ann', 1)).toEqual({ notes: [1], asked: 1 });
  });
});

describe('a command that is given several times at once', () => {
  it('is sent to the server once, which would let the others wait for seconds', async () => {
    const before = node.faults.appended;
    const answers = await Promise.all([say(one, 'ann', 0), say(one, 'ann', 0), say(one, 'ann', 0)]);
    expect(node.faults.appended - before).toBe(1);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });
});
