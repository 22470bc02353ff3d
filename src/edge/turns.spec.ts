import { AsyncLocalStorage } from 'node:async_hooks';
import { describe, expect, it } from '@jest/globals';
import { Turns } from './turns.js';

const SLICES = { sliceMs: 10, atOnce: 8 };
const LONG_MS = 25;

function work(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

describe('what is begun in turns', () => {
  it('begins at once where nothing else has come', () => {
    const begun: string[] = [];
    new Turns(SLICES).take(() => begun.push('one'));
    expect(begun).toEqual(['one']);
  });

  it('lets whatever else is ready come between, once it has taken its time, and begins in its order', async () => {
    const turns = new Turns(SLICES);
    const told: string[] = [];
    for (const name of ['one', 'two', 'three']) {
      turns.take(() => {
        work(LONG_MS);
        told.push(name);
      });
    }
    expect(told).toEqual(['one']);
    for (let turn = 0; turn < 10; turn += 1) {
      await nextTurn();
      told.push('-');
    }
    expect(told.filter((name) => name !== '-')).toEqual(['one', 'two', 'three']);
    expect(told.indexOf('three') - told.indexOf('two')).toBeGreaterThan(1);
  });

  it('is begun all of it, however much', async () => {
    const turns = new Turns(SLICES);
    let begun = 0;
    for (let place = 0; place < 1_000; place += 1) turns.take(() => (begun += 1));
    while (begun < 1_000) await nextTurn();
    expect(begun).toBe(1_000);
  });

  it('begins each in the context of whoever asked for it', async () => {
    const asked = new AsyncLocalStorage<string>();
    const turns = new Turns({ sliceMs: 0, atOnce: 1 });
    const begun: (string | undefined)[] = [];
    const all = ['first', 'second', 'third'].map((name) =>
      asked.run(
        name,
        () => new Promise<void>((resolve) => turns.take(() => resolve(void begun.push(asked.getStore())))),
      ),
    );
    await Promise.all(all);
    expect(begun).toEqual(['first', 'second', 'third']);
  });
});
