import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '../kernel/event.js';
import { BEFORE_ALL } from '../kernel/position.js';
import { Subscriptions } from './waking-subscription.js';

/** More than anything here that is under way needs. */
async function manyTurns(): Promise<void> {
  for (let turns = 0; turns < 20; turns += 1) await turn();
}

describe('a subscription at the end of its log', () => {
  it('asks once when it arrives and once for each wake-up, and sleeps in between', async () => {
    let asked = 0;
    const subscriptions = new Subscriptions({
      readAll: async (): Promise<readonly RecordedEvent[]> => {
        asked += 1;
        await turn();
        return [];
      },
    });
    const waiting = subscriptions.open(BEFORE_ALL)[Symbol.asyncIterator]().next();
    await manyTurns();
    expect(asked).toBe(1);
    subscriptions.wake();
    await manyTurns();
    expect(asked).toBe(2);
    subscriptions.close();
    expect(await waiting).toMatchObject({ done: true });
  });

  it('is iterated once: a second reader would take events from the first', async () => {
    const subscription = new Subscriptions({ readAll: async () => [] }).open(BEFORE_ALL);
    const first = subscription[Symbol.asyncIterator]().next();
    await expect(subscription[Symbol.asyncIterator]().next()).rejects.toThrow('iterated once');
    subscription.close();
    expect(await first).toMatchObject({ done: true });
  });
});
