import { describe, expect, it } from '@jest/globals';
import { delegate } from './delegate.js';

class Counter {
  #count: number;

  constructor(count: number) {
    this.#count = count;
  }

  get count(): number {
    return this.#count;
  }

  more(): number {
    this.#count += 1;
    return this.#count;
  }
}

describe('a delegate', () => {
  let current = new Counter(0);
  const counter = delegate(() => current);

  it('speaks for whatever is current at each use, private members and all', () => {
    expect(counter.more()).toBe(1);
    current = new Counter(10);
    expect([counter.count, counter.more()]).toEqual([10, 11]);
  });

  it('is of the class of what it stands for', () => {
    expect(counter).toBeInstanceOf(Counter);
    expect('more' in counter).toBe(true);
  });

  it('can be handed to whoever waits for promises', async () => {
    expect(await Promise.resolve(counter)).toBe(counter);
  });
});
