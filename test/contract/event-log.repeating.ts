import { describe, expect, it } from '@jest/globals';
import { CommandIdReused } from '../../src/event-log/event-log.js';
import { appendOf, commandNamed, deploymentStream, readOn } from '../support/event-log.js';
import { useBench, type EngineUnderTest } from './log-under-test.js';

const stream = deploymentStream('ann');
const command = commandNamed('first');
const request = appendOf({ stream, expected: 'none', command, says: [{ note: 'a' }, { note: 'b' }] });

export function describeRepeating(engine: EngineUnderTest): void {
  const bench = useBench(engine);

  describe('an exact repetition', () => {
    it('is answered as before, stamps and positions included, and stores nothing', async () => {
      const answered = await bench().log.append(request);
      bench().clock.set('2020-02-01T00:00:00Z');
      expect(await bench().log.append(request)).toEqual(answered);
      expect(await readOn(bench().log)).toEqual(answered);
    });

    it('is answered as before when the stream has long moved on', async () => {
      const answered = await bench().log.append(request);
      for (let n = 0; n < 50; n += 1) await bench().say('ann', { n });
      const before = await readOn(bench().log);
      expect(await bench().log.append(request)).toEqual(answered);
      expect(await readOn(bench().log)).toEqual(before);
    });

    it('is answered as before when it was decided on a later revision', async () => {
      const answered = await bench().log.append(request);
      await bench().say('ann', { note: 'c' });
      expect(await bench().log.append({ ...request, expected: 2 })).toEqual(answered);
    });

    it('that arrives together with the first is answered the same, and stored once', async () => {
      const answers = await Promise.all([request, request, request].map((same) => bench().log.append(same)));
      expect(answers[1]).toEqual(answers[0]);
      expect(answers[2]).toEqual(answers[0]);
      expect(await readOn(bench().log)).toEqual(answers[0]);
    });

    it('whose metadata alone differ is still one: the ids say what was stored', async () => {
      const answered = await bench().log.append(request);
      const events = request.events.map((event) => ({ ...event, metadata: { ...event.metadata, actor: 'another' } }));
      expect(await bench().log.append({ ...request, events })).toEqual(answered);
    });

    if (engine.outlivesClosing) {
      it('is answered as before after the log was closed and opened again', async () => {
        const answered = await bench().log.append(request);
        await bench().say('ann', { note: 'c' });
        await bench().reopen();
        expect(await bench().log.append(request)).toEqual(answered);
        expect(await readOn(bench().log)).toHaveLength(3);
      });
    }
  });

  describe('a command id that was used', () => {
    const changed = [
      ['other content', [{ note: 'a' }, { note: 'changed' }]],
      ['fewer events', [{ note: 'a' }]],
      ['more events', [{ note: 'a' }, { note: 'b' }, { note: 'c' }]],
    ] as const;

    it.each(changed)('is refused for %s on its stream, and nothing is stored', async (_, says) => {
      await bench().log.append(request);
      const outcome = bench().log.append(appendOf({ stream, expected: 1, command, says }));
      await expect(outcome).rejects.toMatchObject({ name: 'CommandIdReused', commandId: command });
      expect(await readOn(bench().log)).toHaveLength(2);
    });

    it.each(changed)('is refused for %s also where the revision is stale', async (_, says) => {
      await bench().log.append(request);
      const outcome = bench().log.append(appendOf({ stream, expected: 'none', command, says }));
      await expect(outcome).rejects.toBeInstanceOf(CommandIdReused);
    });

    it('is not used up by an append that was refused', async () => {
      await bench().say('ann', { note: 'before' });
      await expect(bench().log.append(request)).rejects.toMatchObject({ name: 'WrongRevision' });
      const answered = await bench().log.append({ ...request, expected: 0 });
      expect(answered.map((event) => event.revision)).toEqual([1, 2]);
    });

    if (engine.findsReuseOnOtherStreams) {
      it('is refused on another stream at once', async () => {
        await bench().log.append(request);
        const other = appendOf({ stream: deploymentStream('bob'), expected: 'none', command, says: [{ note: 'a' }] });
        await expect(bench().log.append(other)).rejects.toMatchObject({ name: 'CommandIdReused', commandId: command });
        expect(await readOn(bench().log)).toHaveLength(2);
      });
    }
  });
}
