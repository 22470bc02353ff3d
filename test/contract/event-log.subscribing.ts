import { describe, expect, it } from '@jest/globals';
import { MAX_EVENTS_PER_READ } from '../../src/event-log/event-log.js';
import type { RecordedEvent } from '../../src/kernel/event.js';
import { BEFORE_ALL } from '../../src/kernel/position.js';
import { readOn, take } from '../support/event-log.js';
import { useBench, type Bench, type EngineUnderTest } from './log-under-test.js';

const WRITERS = ['ann', 'bob', 'eve', 'kim'];
const APPENDS_EACH = 30;
const EVENTS_EACH = 60;

/** Writers that do not wait for each other, with runs of one to three events. */
async function writeOn(bench: Bench): Promise<void> {
  await Promise.all(
    WRITERS.map(async (writer) => {
      for (let n = 0; n < APPENDS_EACH; n += 1) {
        await bench.say(writer, ...Array.from({ length: (n % 3) + 1 }, (_, place) => ({ n, place })));
      }
    }),
  );
}

export function describeSubscribing(engine: EngineUnderTest): void {
  const bench = useBench(engine);

  describe('a subscription', () => {
    it('sees what was there before it, and then waits for what comes', async () => {
      const before = await bench().say('ann', { n: 0 });
      const seen = take(bench().log.subscribe(BEFORE_ALL), 2);
      const after = await bench().say('ann', { n: 1 });
      expect(await seen).toEqual([...before, ...after]);
    });

    it('begins after the position given', async () => {
      await bench().say('ann', { n: 0 });
      const { position } = await bench().log.end();
      const next = await bench().say('ann', { n: 1 });
      expect(await take(bench().log.subscribe(position), 1)).toEqual(next);
    });

    it('sees every event once, in order, while appends go on, as do the others', async () => {
      const total = WRITERS.length * EVENTS_EACH;
      const early = [take(bench().log.subscribe(BEFORE_ALL), total), take(bench().log.subscribe(BEFORE_ALL), total)];
      const writing = writeOn(bench());
      await bench().say('zoe', { note: 'so that the late one begins among them' });
      const late = take(bench().log.subscribe(BEFORE_ALL), total);
      await writing;
      const whole = await readOn(bench().log, BEFORE_ALL);
      for (const seen of await Promise.all([...early, late])) expect(seen).toEqual(whole.slice(0, seen.length));
    });

    it('gives runs of bounded size, none of them empty', async () => {
      await writeOn(bench());
      const { position } = await bench().log.end();
      for await (const run of bench().log.subscribe(BEFORE_ALL)) {
        expect(run.length).toBeGreaterThan(0);
        expect(run.length).toBeLessThanOrEqual(MAX_EVENTS_PER_READ);
        if (run.at(-1)?.position === position) break;
      }
    });

    it('that is slow misses nothing of what comes in the meantime', async () => {
      const seen: RecordedEvent[] = [];
      await bench().say('ann', { n: 0 });
      for await (const run of bench().log.subscribe(BEFORE_ALL)) {
        seen.push(...run);
        if (seen.length >= 5) break;
        await bench().say('ann', { n: seen.length });
      }
      expect(seen.map((event) => event.data['n'])).toEqual([0, 1, 2, 3, 4]);
    });

    it('ends without an error when it is closed while it waits', async () => {
      const subscription = bench().log.subscribe(BEFORE_ALL);
      const ended = take(subscription, 1);
      await new Promise((resolve) => setTimeout(resolve, 5));
      subscription.close();
      expect(await ended).toEqual([]);
    });

    it('gives nothing more once it is closed', async () => {
      await bench().say('ann', { n: 0 });
      const subscription = bench().log.subscribe(BEFORE_ALL);
      subscription.close();
      subscription.close();
      expect(await take(subscription, 1)).toEqual([]);
    });

    it('does not end the others when it is closed', async () => {
      const [closed, open] = [bench().log.subscribe(BEFORE_ALL), bench().log.subscribe(BEFORE_ALL)];
      const seen = take(open, 1);
      closed.close();
      const said = await bench().say('ann', { n: 0 });
      expect(await seen).toEqual(said);
    });

    it('ends when the log is closed', async () => {
      const ended = take(bench().log.subscribe(BEFORE_ALL), 1);
      await bench().log.close();
      expect(await ended).toEqual([]);
    });

    it('taken up where another stopped leaves nothing out and repeats nothing', async () => {
      await writeOn(bench());
      const whole = await readOn(bench().log);
      const first = (await take(bench().log.subscribe(BEFORE_ALL), 100)).slice(0, 100);
      const stopped = first.at(-1)?.position ?? BEFORE_ALL;
      const rest = await take(bench().log.subscribe(stopped), whole.length - first.length);
      expect([...first, ...rest]).toEqual(whole);
    });

    if (engine.outlivesClosing) {
      it('is taken up from its position after the log was closed and opened again', async () => {
        const before = await bench().say('ann', { n: 0 }, { n: 1 });
        const first = await take(bench().log.subscribe(BEFORE_ALL), 2);
        await bench().reopen();
        const resumed = take(bench().log.subscribe(first.at(-1)?.position ?? BEFORE_ALL), 2);
        const after = [...(await bench().say('ann', { n: 2 })), ...(await bench().say('bob', { n: 3 }))];
        expect([...first, ...(await resumed)]).toEqual([...before, ...after]);
      });
    }
  });
}
