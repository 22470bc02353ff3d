import { describe, expect, it } from '@jest/globals';
import { appendOf, commandNamed, deploymentStream, StandingClock } from '../../../test/support/event-log.js';
import { Indeterminate, readWholeLog, type EventLog } from '../../event-log/event-log.js';
import { MemoryEventLog } from '../../event-log/memory/memory-event-log.js';
import type { RecordedEvent } from '../../kernel/event.js';
import { instant } from '../../kernel/instant.js';
import { compareBeginnings, copyRest, type TakingLog } from './copy-events.js';
import { GivenStamps } from './given-stamps.js';
import { LogReading } from './log-reading.js';

/** How many events each command of the source has, in order; two streams take turns. */
const SIZES = [1, 3, 1, 2, 5, 1, 1, 4, 2];
const SECOND_MS = 1_000;

async function sourceOf(sizes: readonly number[]): Promise<EventLog> {
  const clock = new StandingClock();
  const log = new MemoryEventLog(clock);
  const ends = new Map<string, number>();
  for (const [place, size] of sizes.entries()) {
    const stream = deploymentStream(place % 2 === 0 ? 'even' : 'odd');
    const end = ends.get(stream);
    clock.set(new Date(Date.UTC(2020, 0, 8) + place * SECOND_MS).toISOString());
    const says = Array.from({ length: size }, (_, index) => ({ note: `${place} ${index}` }));
    await log.append(appendOf({ stream, expected: end ?? 'none', command: commandNamed(String(place)), says }));
    ends.set(stream, (end ?? -1) + size);
  }
  return log;
}

function emptyTarget(keepsOrder: boolean): TakingLog {
  const stamps = new GivenStamps();
  return { log: new MemoryEventLog(stamps), stamps, keepsOrder };
}

async function copy(source: Pick<EventLog, 'readAll'>, target: TakingLog, pageSize: number): Promise<number> {
  const reading = new LogReading('the source', source, pageSize);
  const there = new LogReading('the target', target.log, pageSize);
  const left = await compareBeginnings(reading, there, () => undefined);
  let copied = 0;
  await copyRest(left, reading, target, (events) => {
    copied += events;
  });
  return copied;
}

/** The same log, in which the event at a place bears another stamp than the one that it was given. */
function stampedOtherwise(log: EventLog, place: number, recordedAt: string): Pick<EventLog, 'readAll'> {
  return {
    readAll: async (after, limit) => {
      const { position } = (await readWholeLog(log))[place] ?? {};
      const page = await log.readAll(after, limit);
      return page.map((event) => (event.position === position ? { ...event, recordedAt: instant(recordedAt) } : event));
    },
  };
}

function withoutPositions(events: readonly RecordedEvent[]): readonly object[] {
  return events.map((event) => ({ ...event, position: undefined }));
}

describe.each([true, false])('copying events to a log that keeps the order of a turn (%p)', (keepsOrder) => {
  it.each([1, 2, 3, 5, 20, 21])(
    'copies each append whole under its stamp, whatever the pages (of %i)',
    async (pageSize) => {
      const [source, target] = [await sourceOf(SIZES), emptyTarget(keepsOrder)];
      expect(await copy(source, target, pageSize)).toBe(20);
      const [given, taken] = [await readWholeLog(source), await readWholeLog(target.log)];
      expect(withoutPositions(taken)).toEqual(withoutPositions(given));
    },
  );

  it.each([1, 2, 5, 8, 9])('goes on after %i appends, and gives none of them again', async (appends) => {
    const target = emptyTarget(keepsOrder);
    const before = await copy(await sourceOf(SIZES.slice(0, appends)), target, 4);
    expect(await copy(await sourceOf(SIZES), target, 5)).toBe(20 - before);
    expect(withoutPositions(await readWholeLog(target.log))).toEqual(
      withoutPositions(await readWholeLog(await sourceOf(SIZES))),
    );
  });

  it('gives an event that was stamped before the one ahead of it the stamp that readers go by', async () => {
    const target = emptyTarget(keepsOrder);
    const source = stampedOtherwise(await sourceOf([1, 1, 1]), 1, '2020-01-07T00:00:00Z');
    expect(await copy(source, target, 2)).toBe(3);
    const stamps = (await readWholeLog(target.log)).map(({ recordedAt }) => recordedAt);
    expect(stamps).toEqual(['2020-01-08T00:00:00Z', '2020-01-08T00:00:00Z', '2020-01-08T00:00:02Z'].map(instant));
    expect(await copy(source, target, 2)).toBe(0);
  });
});

describe('copying events is refused', () => {
  it('where the target differs from the source by a stamp alone', async () => {
    const target = emptyTarget(true);
    await copy(await sourceOf(SIZES), target, 4);
    const other = stampedOtherwise(await sourceOf(SIZES), 0, '2020-01-07T00:00:00Z');
    await expect(copy(other, target, 4)).rejects.toThrow('not a beginning of the source');
  });

  it.each([1, 2, 7, 20])('where the target has more, in pages of %i', async (pageSize) => {
    const target = emptyTarget(true);
    await copy(await sourceOf(SIZES), target, 4);
    const shorter = await sourceOf(SIZES.slice(0, -1));
    await expect(copy(shorter, target, pageSize)).rejects.toThrow('not a beginning of the source');
  });

  it('where somebody else writes to the target meanwhile', async () => {
    const target = emptyTarget(false);
    const source = await sourceOf(SIZES);
    const stranger = appendOf({
      ...{
        stream: deploymentStream('odd'),
        expected: 'none',
        command: commandNamed('stranger'),
        says: [{ note: 'x' }],
      },
    });
    const interrupted: TakingLog = {
      ...target,
      log: answering(target.log, async (request) => {
        if (request.commandId === commandNamed('1')) {
          target.stamps.give([instant('2020-01-08T00:00:00Z')]);
          await target.log.append(stranger);
        }
        return target.log.append(request);
      }),
    };
    await expect(copy(source, interrupted, 4)).rejects.toThrow('somebody else writes to the target');
  });

  it('where the target answers other events than it was given', async () => {
    const target = emptyTarget(true);
    const forgetful = answering(target.log, async (request) => (await target.log.append(request)).slice(1));
    await expect(copy(await sourceOf(SIZES), { ...target, log: forgetful }, 4)).rejects.toThrow('did not take event');
  });

  it('where an answer was lost, and is gone on with when it is done again', async () => {
    const target = emptyTarget(false);
    const deaf = answering(target.log, async (request) => {
      const answer = await target.log.append(request);
      if (request.commandId === commandNamed('4')) throw new Indeterminate('lost');
      return answer;
    });
    const source = await sourceOf(SIZES);
    await expect(copy(source, { ...target, log: deaf }, 4)).rejects.toThrow('do it again');
    expect(await copy(source, target, 4)).toBe(8);
  });
});

function answering(log: EventLog, append: EventLog['append']): EventLog {
  return {
    append,
    read: (...page) => log.read(...page),
    readAll: (...page) => log.readAll(...page),
    subscribe: (after) => log.subscribe(after),
    end: () => log.end(),
    probe: () => log.probe(),
    close: () => log.close(),
  };
}
