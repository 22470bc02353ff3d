import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Deciding } from '../../src/deciding/deciding.js';
import { MAX_SETTLING_MS } from '../../src/event-log/kurrentdb/appender.js';
import { KurrentEventLog } from '../../src/event-log/kurrentdb/kurrent-event-log.js';
import { MAX_EVENTS_PER_READ, type EventLog } from '../../src/event-log/event-log.js';
import type { Decider } from '../../src/kernel/decider.js';
import type { EventCatalogue } from '../../src/kernel/event-description.js';
import type { Fact } from '../../src/kernel/event.js';
import { MemoryKeyStore } from '../../src/sealing/memory-key-store.js';
import { Sealer } from '../../src/sealing/sealer.js';
import { appendOf, commandNamed, CountedIds, deploymentStream, readOn, StandingClock } from '../support/event-log.js';
import { FakeEventStoreDb } from '../support/fake-eventstoredb/fake-eventstoredb.js';
import type { AppendFault } from '../support/fake-eventstoredb/faults.js';
import { untilTrue } from '../support/waiting.js';

const stream = deploymentStream('ann');
const first = appendOf({ stream, expected: 'none', command: commandNamed('first'), says: [{ n: 1 }, { n: 2 }] });
const second = appendOf({ stream, expected: 1, command: commandNamed('second'), says: [{ n: 3 }] });

const LOSSES: readonly AppendFault[] = (['silent', 'broken', 'unavailable'] as const).flatMap((kind) =>
  (['before', 'not'] as const).map((stored) => ({ kind, stored })),
);
const FAST_LOSSES = LOSSES.filter(({ kind }) => kind !== 'silent');

let nodes: FakeEventStoreDb[];
let node: FakeEventStoreDb;
let log: KurrentEventLog;
let logs: KurrentEventLog[];

beforeEach(async () => {
  node = await FakeEventStoreDb.start();
  nodes = [node];
  logs = [];
  log = await open(node);
});

afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(logs.map((each) => each.close()));
  await Promise.all(nodes.map((each) => each.stop()));
});

async function open({ connectionString }: FakeEventStoreDb): Promise<KurrentEventLog> {
  const ids = new CountedIds('faults');
  const opened = await KurrentEventLog.open({ connectionString, clock: new StandingClock(), ids });
  logs.push(opened);
  return opened;
}

/** What the server has of the stream, whatever a log makes of it. */
function kept(): readonly string[] {
  return node.store.stream(stream).map(({ id }) => id);
}

function idsOf(...appends: readonly (typeof first)[]): readonly string[] {
  return appends.flatMap(({ events }) => events.map(({ id }) => id));
}

/** The time in which an outcome is settled is over at once. */
function loseAllPatience(): void {
  const now = performance.now.bind(performance);
  let lost = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => now() + (lost += MAX_SETTLING_MS));
}

describe('an append whose acknowledgement is lost', () => {
  it.each(LOSSES)('($kind, stored: $stored) is stored once and answered', async (fault) => {
    await log.append(first);
    node.faults.appends.push(fault);
    const answer = await log.append(second);
    expect(node.faults.appended).toBeGreaterThan(3);
    expect(kept()).toEqual(idsOf(first, second));
    expect(answer).toEqual(await log.read(stream, 2, MAX_EVENTS_PER_READ));
    await expect(log.append(second)).resolves.toEqual(answer);
  });

  it('together with those of others that shared its call leaves each of them stored once', async () => {
    const requests = Array.from({ length: 40 }, (_, n) =>
      appendOf({
        ...{ stream: deploymentStream(`of ${n}`), expected: 'none', command: commandNamed(`of ${n}`) },
        says: [{ n }, { n }],
      }),
    );
    node.faults.appends.push(...FAST_LOSSES.flatMap((fault) => [undefined, undefined, fault]));
    const answers = await Promise.all(requests.map((request) => log.append(request)));
    expect((await readOn(log)).map(({ id }) => id).toSorted()).toEqual([...idsOf(...requests)].toSorted());
    for (const answer of answers) expect(answer).toHaveLength(2);
  });

  it('is lost again and again, and yet is stored once', async () => {
    node.faults.appends.push(...FAST_LOSSES.slice(0, 3));
    await expect(log.append(first)).resolves.toHaveLength(2);
    expect(kept()).toEqual(idsOf(first));
  });

  it('and whose place somebody else takes meanwhile is told so, as certain', async () => {
    const theirs = { id: crypto.randomUUID(), type: 'NoteLogged', contentType: 'application/json' };
    node.faults.everyAppend = { kind: 'unavailable', stored: 'not' };
    const outcome = expect(log.append(first)).rejects.toMatchObject({ name: 'WrongRevision', actual: 0 });
    await untilTrue(() => node.faults.appended > 1);
    const metadata = JSON.stringify(storedMetadata(second));
    const data = JSON.stringify({ data: {}, schemaVersion: 1 });
    node.store.append(stream, 'none', [{ ...theirs, data: Buffer.from(data), metadata: Buffer.from(metadata) }]);
    node.faults.everyAppend = undefined;
    await outcome;
    expect(kept()).toEqual([theirs.id]);
  });
});

/** As the log spells it on the server. */
function storedMetadata({ events: [event] }: typeof first) {
  const { correlationId, causationId, ...others } = (event ?? raise()).metadata;
  const recordedAt = new StandingClock().now();
  return { ...others, $correlationId: correlationId, $causationId: causationId, recordedAt };
}

describe('an outcome that cannot be settled', () => {
  it.each(['before', 'not'] as const)('is indeterminate, and never a guess (stored: %s)', async (stored) => {
    await log.append(first);
    node.faults.everyAppend = { kind: 'unavailable', stored };
    loseAllPatience();
    await expect(log.append(second)).rejects.toMatchObject({ name: 'Indeterminate' });
    jest.restoreAllMocks();
    node.faults.everyAppend = undefined;
    expect(kept()).toEqual(stored === 'before' ? idsOf(first, second) : idsOf(first));
    await expect(log.append(second)).resolves.toHaveLength(1);
    expect(kept()).toEqual(idsOf(first, second));
  });

  it('because the account is not known any more is not called refused', async () => {
    await log.append(first);
    node.faults.everyAppend = { kind: 'unavailable', stored: 'before' };
    const outcome = expect(log.append(second)).rejects.toMatchObject({ name: 'Indeterminate' });
    await untilTrue(() => node.faults.appended > 2);
    node.deny();
    await outcome;
  });

  it('when the log is closed is indeterminate', async () => {
    node.faults.everyAppend = { kind: 'unavailable', stored: 'not' };
    const outcome = expect(log.append(first)).rejects.toMatchObject({ name: 'Indeterminate' });
    await untilTrue(() => node.faults.appended > 1);
    await log.close();
    await outcome;
  });
});

describe('an account that is not known any more', () => {
  it('is told so, and nothing is stored', async () => {
    await log.append(first);
    node.deny();
    await expect(log.append(second)).rejects.toMatchObject({ name: 'LogUnavailable' });
    await expect(log.end()).rejects.toMatchObject({
      name: 'LogUnavailable',
      message: expect.stringContaining('account'),
    });
    await expect(log.probe()).rejects.toMatchObject({ name: 'LogUnavailable' });
    node.faults.denied = false;
    await expect(log.append(second)).resolves.toHaveLength(1);
    expect(kept()).toEqual(idsOf(first, second));
  });
});

describe('a change of leader', () => {
  it('is followed by appends, reads and the look at the end, and nothing is stored twice', async () => {
    await log.append(first);
    const leader = await FakeEventStoreDb.start(node.store);
    nodes.push(leader);
    node.follow(leader);
    await expect(log.append(second)).resolves.toHaveLength(1);
    expect(await log.read(stream, 0, MAX_EVENTS_PER_READ)).toHaveLength(3);
    expect(kept()).toEqual(idsOf(first, second));
    expect(leader.faults.appended).toBeGreaterThan(0);
  });
});

describe('a read that breaks off', () => {
  const says = Array.from({ length: 60 }, (_, n) => ({ n }));
  const many = appendOf({ stream, expected: 'none', command: commandNamed('many'), says });

  it.each(['error', 'broken'] as const)('(%s) is given again and is whole', async (then) => {
    await log.append(many);
    node.faults.reads.push({ after: 7, then }, { after: 0, then });
    expect(await log.readAll((await log.append(many))[0]?.position ?? raise(), 100)).toHaveLength(59);
    node.faults.reads.push({ after: 7, then });
    expect(await log.read(stream, 0, 100)).toHaveLength(60);
  });

  it.each(['error', 'broken'] as const)('(%s) each time is not taken for whole', async (then) => {
    await log.append(many);
    node.faults.everyRead = { after: 7, then };
    await expect(log.read(stream, 0, 100)).rejects.toMatchObject({ name: 'LogUnavailable' });
    await expect(readOn(log)).rejects.toMatchObject({ name: 'LogUnavailable' });
    await expect(log.end()).rejects.toMatchObject({ name: 'LogUnavailable' });
  });
});

function raise(): never {
  throw new Error('nothing was stored');
}

describe('a command whose append is lost', () => {
  const catalogue: EventCatalogue = {
    NoteLogged: { category: 'deployment', schemaVersion: 1, meaning: 'Something was noted.', sealed: [], clear: {} },
  };
  const notes: Decider<number, Fact> = { initial: 0, evolve: (count) => count + 1 };
  const commandId = commandNamed('note');
  const origin = {
    ...{ commandId, correlationId: commandId, causationId: commandId, fingerprint: 'f' },
    actor: { id: commandNamed('watch'), role: 'dutyOfficer' },
  } as const;

  function give(on: EventLog) {
    const clock = new StandingClock();
    const tools = { log: on, sealer: new Sealer(new MemoryKeyStore()), catalogue };
    const deciding = new Deciding({ ...tools, clock: { now: () => clock.now(), at: () => () => undefined } });
    const decide = () => [{ type: 'NoteLogged', data: {} }];
    return deciding.run({ decider: notes, stream, origin, decide });
  }

  it.each(FAST_LOSSES)(
    '($kind, stored: $stored) has one answer under one key, also at another instance',
    async (fault) => {
      await log.append(first);
      const other = await open(node);
      node.faults.appends.push(fault);
      const answer = await give(log);
      expect(answer.events).toMatchObject([{ revision: 2 }]);
      expect(await give(log)).toEqual(answer);
      expect(await give(other)).toEqual(answer);
      expect(kept()).toHaveLength(3);
    },
  );

  it('and cannot be settled is answered from the log, where it was stored', async () => {
    node.faults.everyAppend = { kind: 'unavailable', stored: 'before' };
    loseAllPatience();
    expect((await give(log)).events).toHaveLength(1);
    expect(kept()).toHaveLength(1);
  });

  it('and is never stored is indeterminate, and given again it has its one answer', async () => {
    node.faults.everyAppend = { kind: 'unavailable', stored: 'not' };
    loseAllPatience();
    await expect(give(log)).rejects.toMatchObject({ name: 'Indeterminate' });
    jest.restoreAllMocks();
    node.faults.everyAppend = undefined;
    expect((await give(log)).events).toHaveLength(1);
    expect(kept()).toHaveLength(1);
  });
});
