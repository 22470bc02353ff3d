import { describe, expect, it } from '@jest/globals';
import { appendOf, commandNamed, deploymentStream, readOn, StandingClock } from '../../test/support/event-log.js';
import type { RecordedEvent } from '../kernel/event.js';
import { BEFORE_ALL, type Position } from '../kernel/position.js';
import { MAX_EVENTS_PER_APPEND } from './event-log.js';
import { MemoryEventLog } from './memory/memory-event-log.js';
import { DamagedLog } from './stored-json.js';
import { EVENTS_PER_PAGE, MAX_FAULTS_LISTED, verifyLog, type Verdict, type VerifyProgress } from './verify.js';

/** Two streams in turn, two events at a time. */
async function written(): Promise<readonly RecordedEvent[]> {
  const log = new MemoryEventLog(new StandingClock());
  for (let n = 0; n < 6; n += 1) {
    const last = 2 * Math.floor(n / 2) - 1;
    await log.append(
      appendOf({
        stream: deploymentStream(n % 2 === 0 ? 'ann' : 'bob'),
        expected: last < 0 ? 'none' : last,
        command: commandNamed(`c${n}`),
        says: [{ n }, { n, second: true }],
        sealed: { text: `sealed ${n}` },
      }),
    );
  }
  return readOn(log);
}

/** A log that gives just these events, in their order. */
function logOf(events: readonly RecordedEvent[]): {
  readAll(after: Position, limit: number): Promise<readonly RecordedEvent[]>;
} {
  let next = 0;
  return {
    readAll: async (_after, limit) => {
      const page = events.slice(next, next + limit);
      next += page.length;
      return page;
    },
  };
}

type Damage = (events: RecordedEvent[]) => void;

function change(place: number, changes: Partial<RecordedEvent>): Damage {
  return (events) => {
    const event = events[place];
    if (event !== undefined) events[place] = { ...event, ...changes };
  };
}

async function verdictAfter(damage: Damage): Promise<Verdict> {
  const events = [...(await written())];
  damage(events);
  return verifyLog(logOf(events));
}

describe('verifying a log', () => {
  it('finds nothing in one that is as it was written, and counts it', async () => {
    const events = await written();
    const verdict = await verifyLog(logOf(events));
    expect(verdict).toEqual({ events: 12, streams: 2, end: events.at(-1)?.position, faultCount: 0, faults: [] });
  });

  it('finds nothing in an empty one', async () => {
    expect(await verifyLog(logOf([]))).toMatchObject({ events: 0, faultCount: 0, end: '0' });
  });

  it.each<[string, Damage, string]>([
    ['changed data', change(3, { data: { n: 1, second: false } }), 'CONTENT'],
    ['a changed type', change(3, { type: 'OfficerAccountedFor' }), 'CONTENT'],
    ['a changed schema version', change(3, { schemaVersion: 2 }), 'CONTENT'],
    ['a changed sealed text', change(3, { personal: { subject: 'officer:x', sealed: { text: 'y' } } }), 'CONTENT'],
    ['another id', change(3, { id: commandNamed('another') }), 'CONTENT'],
    ['an event too many', (events) => events.splice(3, 0, ...events.slice(2, 3)), 'DUPLICATE_ID'],
    ['a lost event', (events) => events.splice(4, 1), 'REVISION'],
    ['two events changed over', (events) => events.splice(4, 2, ...events.slice(4, 6).reverse()), 'ORDER'],
    [
      'a repeated position',
      (events) => change(5, { position: events[4]?.position ?? ('' as Position) })(events),
      'ORDER',
    ],
  ])('finds %s', async (_, damage, kind) => {
    const verdict = await verdictAfter(damage);
    expect(verdict.faults.map((fault) => fault.kind)).toContain(kind);
  });

  it('says where a fault is', async () => {
    const position = (await written())[3]?.position;
    const { faults } = await verdictAfter(change(3, { data: {} }));
    expect(faults).toEqual([{ kind: 'CONTENT', position, message: expect.stringContaining('revision 1') }]);
  });

  it('blames a lost event of a command on nothing but the gap that it leaves', async () => {
    const { faults } = await verdictAfter((events) => events.splice(events.length - 1, 1));
    expect(faults).toEqual([]);
    const first = await verdictAfter((events) => events.splice(2, 2));
    expect(first.faults.map((fault) => fault.kind)).toEqual(['REVISION']);
  });

  it('finds a command that was stored twice', async () => {
    const command = commandNamed('c0');
    const stream = deploymentStream('eve');
    const again = new MemoryEventLog(new StandingClock());
    const [event] = await again.append(appendOf({ stream, expected: 'none', command, says: [{ n: 9 }] }));
    const { faults } = await verdictAfter((events) => {
      if (event !== undefined) events.push({ ...event, position: `${events.at(-1)?.position ?? ''}1` as Position });
    });
    expect(faults.map((fault) => fault.kind)).toEqual(['COMMAND_REPEATED']);
  });

  it('ends at what cannot be read, and says what came before', async () => {
    const whole = new MemoryEventLog(new StandingClock());
    for (let n = 0; n < EVENTS_PER_PAGE / MAX_EVENTS_PER_APPEND; n += 1) {
      const says = Array.from({ length: MAX_EVENTS_PER_APPEND }, (_, place) => ({ place }));
      const stream = deploymentStream(String(n));
      await whole.append(appendOf({ stream, expected: 'none', command: commandNamed(`c${n}`), says }));
    }
    const damaged = {
      readAll: async (after: Position, limit: number) => {
        if (after === BEFORE_ALL) return whole.readAll(after, limit);
        throw new DamagedLog('a text that is no JSON');
      },
    };
    const end = (await whole.end()).position;
    expect(await verifyLog(damaged)).toMatchObject({
      events: EVENTS_PER_PAGE,
      end,
      faultCount: 1,
      faults: [{ kind: 'UNREADABLE', position: end }],
    });
  });

  it('does not take a log that cannot be reached for a damaged one', async () => {
    const log = {
      readAll: async () => {
        throw new Error('connection gone');
      },
    };
    await expect(verifyLog(log)).rejects.toThrow('connection gone');
  });

  it('counts all faults and lists the first of them', async () => {
    const [event] = await written();
    const many = Array.from({ length: MAX_FAULTS_LISTED + 50 }, () => event).filter((one) => one !== undefined);
    const verdict = await verifyLog(logOf(many));
    expect(verdict.faults).toHaveLength(MAX_FAULTS_LISTED);
    expect(verdict.faultCount).toBeGreaterThan(MAX_FAULTS_LISTED);
  });

  it('ends where the pages do not lead on', async () => {
    const [event] = await written();
    const page = Array.from({ length: EVENTS_PER_PAGE }, () => event).filter((one) => one !== undefined);
    const verdict = await verifyLog({ readAll: async () => page });
    expect(verdict.events).toBe(2 * EVENTS_PER_PAGE);
    expect(verdict.faultCount).toBeGreaterThan(0);
  });

  it('says on the way how far it is, how fast, and how long it will take', async () => {
    const seen: VerifyProgress[] = [];
    const elapsed = [0, 500, 1_000];
    await verifyLog(logOf(await written()), {
      total: 24,
      onProgress: (progress) => seen.push(progress),
      elapsedMs: () => elapsed.shift() ?? 0,
    });
    expect(seen).toEqual([{ events: 12, perSecond: 24, remainingSeconds: 0.5 }]);
  });
});
