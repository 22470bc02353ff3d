import type { Id } from '../../../kernel/ids.js';
import type { EpochMs } from '../../../kernel/instant.js';

interface Turn {
  readonly at: EpochMs;
  readonly deployment: Id;
}

/** Turns that nobody expects any more are let lie until there are as many of them as of the others, and so many more. */
const SLACK = 64;

/** Whose turn comes next: a binary heap. */
export class TurnQueue {
  private heap: Turn[] = [];
  private readonly expected = new Map<Id, EpochMs>();

  /** Replaces what was expected of someone; Infinity where nothing is. */
  expect(deployment: Id, at: EpochMs): void {
    if (this.expected.get(deployment) === at) return;
    if (at === Infinity) {
      this.expected.delete(deployment);
      return;
    }
    this.expected.set(deployment, at);
    this.push({ at, deployment });
    if (this.heap.length > 2 * this.expected.size + SLACK) this.tidy();
  }

  /** When the next turn is; Infinity where none is. */
  get next(): EpochMs {
    for (let first = this.heap[0]; first !== undefined; first = this.heap[0]) {
      if (this.expected.get(first.deployment) === first.at) return first.at;
      this.take();
    }
    return Infinity;
  }

  /** Takes out whose turn has come by an instant. */
  due(at: EpochMs): readonly Id[] {
    const due: Id[] = [];
    while (this.next <= at) {
      const { deployment } = this.take();
      this.expected.delete(deployment);
      due.push(deployment);
    }
    return due;
  }

  private push(turn: Turn): void {
    this.heap.push(turn);
    this.rise(this.heap.length - 1);
  }

  private tidy(): void {
    this.heap = [];
    for (const [deployment, at] of this.expected) this.push({ at, deployment });
  }

  private take(): Turn {
    const [first, last] = [this.heap[0], this.heap.pop()];
    if (first === undefined || last === undefined) throw new Error('nobody waits for a turn');
    if (this.heap.length > 0) {
      this.heap[0] = last;
      this.sink(0);
    }
    return first;
  }

  private rise(place: number): void {
    const above = (place - 1) >> 1;
    if (place === 0 || this.atOf(above) <= this.atOf(place)) return;
    this.swap(place, above);
    this.rise(above);
  }

  private sink(place: number): void {
    const [left, right] = [2 * place + 1, 2 * place + 2];
    const least = this.atOf(right) < this.atOf(left) ? right : left;
    if (this.atOf(place) <= this.atOf(least)) return;
    this.swap(place, least);
    this.sink(least);
  }

  private atOf(place: number): EpochMs {
    return this.heap[place]?.at ?? Infinity;
  }

  private swap(a: number, b: number): void {
    const [turnA, turnB] = [this.heap[a], this.heap[b]];
    if (turnA === undefined || turnB === undefined) throw new Error('two turns change places');
    this.heap[a] = turnB;
    this.heap[b] = turnA;
  }
}
