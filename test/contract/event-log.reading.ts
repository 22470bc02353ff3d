import { describe, expect, it } from '@jest/globals';
import { LogUnavailable, MAX_EVENTS_PER_READ, readWhole } from '../../src/event-log/event-log.js';
import { BEFORE_ALL, type Position } from '../../src/kernel/position.js';
import { deploymentStream, readOn } from '../support/event-log.js';
import { useBench, type Bench, type EngineUnderTest } from './log-under-test.js';

/** Three streams in turn, one to three events at a time. */
async function fill(bench: Bench, appends: number): Promise<void> {
  for (let n = 0; n < appends; n += 1) {
    const says = Array.from({ length: (n % 3) + 1 }, (_, place) => ({ n, place }));
    await bench.say(['ann', 'bob', 'eve'][n % 3] ?? 'ann', ...says);
  }
}

export function describeReading(engine: EngineUnderTest): void {
  const bench = useBench(engine);
  const ann = deploymentStream('ann');

  describe('reading a stream', () => {
    it('finds nothing in an absent one', async () => {
      await bench().say('bob', { note: 'a' });
      expect(await bench().log.read(ann, 0, 10)).toEqual([]);
      expect(await readWhole(bench().log, ann)).toEqual([]);
    });

    it('finds its own events alone, in the order of their revisions', async () => {
      await fill(bench(), 9);
      const eve = await bench().log.read(deploymentStream('eve'), 0, 100);
      expect(eve.map((event) => event.data['n'])).toEqual([2, 2, 2, 5, 5, 5, 8, 8, 8]);
      expect(eve.map((event) => event.revision)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    });

    it('begins at the revision asked for, and gives no more than the limit', async () => {
      await bench().say('ann', { n: 0 }, { n: 1 }, { n: 2 }, { n: 3 });
      const read = async (from: number, limit: number) =>
        (await bench().log.read(ann, from, limit)).map((event) => event.revision);
      expect(await read(1, 2)).toEqual([1, 2]);
      expect(await read(3, 2)).toEqual([3]);
      expect(await read(4, 2)).toEqual([]);
      expect(await read(400, 2)).toEqual([]);
    });

    it.each([
      [-1, 10],
      [0.5, 10],
      [0, 0],
      [0, MAX_EVENTS_PER_READ + 1],
    ])('from %d with limit %d is a bug', async (from, limit) => {
      await expect(bench().log.read(ann, from, limit)).rejects.toThrow('invariant broken');
    });
  });

  describe('reading everything', () => {
    it('gives the same order whatever the size of the pages, and each event once', async () => {
      await fill(bench(), 12);
      const whole = await readOn(bench().log);
      expect(whole).toHaveLength(24);
      for (const pageSize of [1, 2, 5, 24, 25]) {
        expect(await readOn(bench().log, BEFORE_ALL, pageSize)).toEqual(whole);
      }
    });

    it('gives the order in which the appends were acknowledged', async () => {
      const acknowledged = [];
      for (let n = 0; n < 10; n += 1) acknowledged.push(...(await bench().say(`officer ${n % 4}`, { n })));
      expect(await readOn(bench().log)).toEqual(acknowledged);
    });

    it('keeps the events of one append together', async () => {
      await Promise.all(['ann', 'bob', 'eve'].map((name) => bench().say(name, { n: 0 }, { n: 1 }, { n: 2 })));
      const streams = (await readOn(bench().log)).map((event) => event.stream);
      expect(
        new Set([streams.slice(0, 3), streams.slice(3, 6), streams.slice(6)].map((run) => new Set(run).size)),
      ).toEqual(new Set([1]));
    });

    it('knows positions that grow as strings, all after the beginning', async () => {
      await fill(bench(), 40);
      const positions = (await readOn(bench().log)).map((event) => event.position);
      expect([...positions].sort()).toEqual(positions);
      expect(new Set(positions).size).toBe(positions.length);
      expect(positions.every((position) => position > BEFORE_ALL)).toBe(true);
    });

    it('begins after the position given, and finds nothing after the last', async () => {
      await fill(bench(), 6);
      const whole = await readOn(bench().log);
      for (const [place, event] of whole.entries()) {
        expect(await bench().log.readAll(event.position, 100)).toEqual(whole.slice(place + 1));
      }
    });

    it.each(['00', '1', '-', '0-', 'zebra', '~'])(
      'takes a token that it never gave, %s, for what it compares as',
      async (text) => {
        await fill(bench(), 6);
        const token = text as Position;
        const expected = (await readOn(bench().log)).filter((event) => event.position > token);
        expect(await bench().log.readAll(token, 100)).toEqual(expected);
      },
    );

    it('takes a token just after a position for a place behind it', async () => {
      await fill(bench(), 6);
      const whole = await readOn(bench().log);
      const justAfter = `${whole[3]?.position ?? ''}a` as Position;
      expect(await bench().log.readAll(justAfter, 100)).toEqual(whole.slice(4));
    });

    it.each([0, MAX_EVENTS_PER_READ + 1])('with limit %d is a bug', async (limit) => {
      await expect(bench().log.readAll(BEFORE_ALL, limit)).rejects.toThrow('invariant broken');
    });
  });

  describe('the end', () => {
    it('of an empty log is before everything, without a stamp', async () => {
      expect(await bench().log.end()).toEqual({ position: BEFORE_ALL });
    });

    it('is the place and the stamp of the last event', async () => {
      await fill(bench(), 5);
      const last = (await readOn(bench().log)).at(-1);
      expect(await bench().log.end()).toEqual({ position: last?.position, recordedAt: last?.recordedAt });
    });
  });

  it('an open log says that it takes events, and stores nothing by that', async () => {
    await fill(bench(), 3);
    const before = await readOn(bench().log);
    await expect(bench().log.probe()).resolves.toBeUndefined();
    expect(await readOn(bench().log)).toEqual(before);
  });

  it('a closed log answers no question', async () => {
    const { log } = bench();
    await log.close();
    await expect(log.read(ann, 0, 1)).rejects.toBeInstanceOf(LogUnavailable);
    await expect(log.readAll(BEFORE_ALL, 1)).rejects.toBeInstanceOf(LogUnavailable);
    await expect(log.end()).rejects.toBeInstanceOf(LogUnavailable);
    await expect(log.probe()).rejects.toBeInstanceOf(LogUnavailable);
  });

  if (engine.outlivesClosing) {
    it('everything is where it was after the log was closed and opened again', async () => {
      await fill(bench(), 12);
      const [whole, end] = [await readOn(bench().log), await bench().log.end()];
      await bench().reopen();
      expect(await readOn(bench().log)).toEqual(whole);
      expect(await bench().log.end()).toEqual(end);
      const [next] = await bench().say('ann', { note: 'next' });
      expect(next && next.position > end.position).toBe(true);
    });
  }
}
