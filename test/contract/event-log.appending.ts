import { describe, expect, it } from '@jest/globals';
import { LogUnavailable, MAX_EVENTS_PER_APPEND, WrongRevision } from '../../src/event-log/event-log.js';
import { BEFORE_ALL } from '../../src/kernel/position.js';
import { appendOf, commandNamed, deploymentStream, readOn } from '../support/event-log.js';
import { useBench, type EngineUnderTest } from './log-under-test.js';

const stream = deploymentStream('ann');
const command = commandNamed('first');

export function describeAppending(engine: EngineUnderTest): void {
  const bench = useBench(engine);

  describe('an append', () => {
    it('answers the events as they are stored, whole', async () => {
      const request = appendOf({
        stream,
        expected: 'none',
        command,
        says: [{ note: 'a', list: [1, null, { deep: true }] }, { note: 'b' }],
        sealed: { text: 'c2VhbGVk' },
      });
      const answered = await bench().log.append(request);
      expect(answered).toMatchObject(request.events.map((event, place) => ({ ...event, stream, revision: place })));
      expect(await bench().log.read(stream, 0, 10)).toEqual(answered);
      expect(await readOn(bench().log)).toEqual(answered);
    });

    it('stores no personal texts where there are none', async () => {
      const [event] = await bench().log.append(appendOf({ stream, expected: 'none', command, says: [{}] }));
      expect(event).not.toHaveProperty('personal');
    });

    it('keeps texts of any script and characters that JSON must escape', async () => {
      const text = 'Zoë "\\\u0000\u2028 \u{1f9ed} بغداد';
      await bench().say('ann', { text });
      expect((await bench().log.read(stream, 0, 1))[0]?.data).toEqual({ text });
    });

    it('does not change with the object that it was made from', async () => {
      const data = { note: 'as written' };
      const answered = await bench().say('ann', data);
      data.note = 'changed afterwards';
      expect(answered[0]?.data).toEqual({ note: 'as written' });
      expect((await bench().log.read(stream, 0, 1))[0]?.data).toEqual({ note: 'as written' });
    });

    it('does not change with what is done to its answer', async () => {
      const [answered] = await bench().say('ann', { note: 'as written' });
      if (answered !== undefined) Reflect.set(answered.data, 'note', 'changed afterwards');
      expect((await bench().log.read(stream, 0, 1))[0]?.data).toEqual({ note: 'as written' });
    });

    it('without an event, or with more than the limit, is a bug and stores nothing', async () => {
      const tooMany = Array.from({ length: MAX_EVENTS_PER_APPEND + 1 }, (_, place) => ({ place }));
      for (const says of [[], tooMany]) {
        const outcome = bench().log.append(appendOf({ stream, expected: 'none', command, says }));
        await expect(outcome).rejects.toThrow('invariant broken');
      }
      expect((await bench().log.end()).position).toBe(BEFORE_ALL);
    });

    it('may have as many events as the limit says', async () => {
      const says = Array.from({ length: MAX_EVENTS_PER_APPEND }, (_, place) => ({ place }));
      const answered = await bench().log.append(appendOf({ stream, expected: 'none', command, says }));
      expect(answered.map((event) => event.data)).toEqual(says);
      expect(answered.map((event) => event.revision)).toEqual(says.map(({ place }) => place));
    });

    it('whose events carry another command id is a bug', async () => {
      const request = appendOf({ stream, expected: 'none', command, says: [{}] });
      const outcome = bench().log.append({ ...request, commandId: commandNamed('other') });
      await expect(outcome).rejects.toThrow('invariant broken');
    });

    it('is refused once the log is closed', async () => {
      const { log } = bench();
      await log.close();
      const outcome = log.append(appendOf({ stream, expected: 'none', command, says: [{}] }));
      await expect(outcome).rejects.toBeInstanceOf(LogUnavailable);
    });
  });

  describe('the expected revision', () => {
    it.each([0, 1])('%d is wrong for an absent stream, which is at none', async (expected) => {
      const outcome = bench().log.append(appendOf({ stream, expected, command, says: [{}] }));
      await expect(outcome).rejects.toMatchObject({ name: 'WrongRevision', stream, expected, actual: 'none' });
      expect(await bench().log.read(stream, 0, 10)).toEqual([]);
    });

    it.each(['none', 0, 2] as const)('%s is wrong for a stream at 1, and the conflict says so', async (expected) => {
      await bench().say('ann', { note: 'a' }, { note: 'b' });
      const outcome = bench().log.append(appendOf({ stream, expected, command, says: [{}] }));
      await expect(outcome).rejects.toMatchObject({ name: 'WrongRevision', stream, expected, actual: 1 });
      expect(await bench().log.read(stream, 0, 10)).toHaveLength(2);
    });

    it('that is right is taken, and the revisions go on from it', async () => {
      await bench().say('ann', { note: 'a' }, { note: 'b' });
      const answered = await bench().log.append(appendOf({ stream, expected: 1, command, says: [{}, {}] }));
      expect(answered.map((event) => event.revision)).toEqual([2, 3]);
    });

    it('keeps a conflicting append of several events out as a whole', async () => {
      await bench().say('ann', { note: 'a' });
      const before = await readOn(bench().log);
      const request = appendOf({ stream, expected: 'none', command, says: [{ n: 0 }, { n: 1 }, { n: 2 }] });
      await expect(bench().log.append(request)).rejects.toBeInstanceOf(WrongRevision);
      expect(await readOn(bench().log)).toEqual(before);
    });

    it('lets one of many that arrive together in, and tells the others where the stream is', async () => {
      const writers = Array.from({ length: 20 }, (_, writer) => writer);
      const outcomes = await Promise.allSettled(
        writers.map((writer) =>
          bench().log.append(
            appendOf({ stream, expected: 'none', command: commandNamed(`w${writer}`), says: [{ writer }] }),
          ),
        ),
      );
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ name: 'WrongRevision', actual: 0 });
      }
      expect(await bench().log.read(stream, 0, 10)).toHaveLength(1);
    });

    it('that is wrong does not spoil the appends that arrive beside it', async () => {
      await bench().say('ann', { note: 'a' });
      const [wrong, right] = await Promise.allSettled([
        bench().log.append(appendOf({ stream, expected: 'none', command: commandNamed('wrong'), says: [{}, {}] })),
        bench().log.append(appendOf({ stream, expected: 0, command: commandNamed('right'), says: [{}, {}] })),
      ]);
      expect(wrong).toMatchObject({
        status: 'rejected',
        reason: { name: 'WrongRevision', actual: expect.any(Number) },
      });
      expect(right.status).toBe('fulfilled');
      expect(await bench().log.read(stream, 0, 10)).toHaveLength(3);
    });
  });

  if (engine.stampsByGivenClock) {
    describe('the stamp', () => {
      it("is the clock's, and the same for all events of an append", async () => {
        bench().clock.set('2020-01-08T01:00:00Z');
        const answered = await bench().say('ann', { note: 'a' }, { note: 'b' });
        expect(answered.map((event) => event.recordedAt)).toEqual([
          '2020-01-08T01:00:00.000Z',
          '2020-01-08T01:00:00.000Z',
        ]);
      });

      it('never goes back, though the clock does', async () => {
        bench().clock.set('2020-01-08T01:00:00Z');
        await bench().say('ann', { note: 'a' });
        bench().clock.set('2020-01-07T01:00:00Z');
        const [event] = await bench().say('bob', { note: 'b' });
        expect(event?.recordedAt).toBe('2020-01-08T01:00:00.000Z');
        expect((await bench().log.end()).recordedAt).toBe('2020-01-08T01:00:00.000Z');
      });
    });
  }
}
