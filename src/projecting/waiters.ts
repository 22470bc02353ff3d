import type { Standing } from './generation.js';
import type { Machine } from './machine.js';

interface Waiter {
  readonly standing: () => Standing;
  readonly answer: (reached: boolean) => void;
}

/** Those who wait until a position has been applied. Whether it has is looked at after each commit, never in between. */
export class Waiters {
  readonly #waiting = new Set<Waiter>();

  constructor(
    private readonly machine: Machine,
    private readonly onWait: () => void,
  ) {}

  get areWaiting(): boolean {
    return this.#waiting.size > 0;
  }

  /** False after `timeoutMs`, or as soon as the position cannot be reached. */
  wait(standing: () => Standing, timeoutMs: number): Promise<boolean> {
    const now = standing();
    if (now !== 'behind') return Promise.resolve(now === 'reached');
    return new Promise((resolve) => {
      const waiter: Waiter = {
        standing,
        answer: (reached) => {
          cancel();
          this.#waiting.delete(waiter);
          resolve(reached);
        },
      };
      const cancel = this.machine.after(timeoutMs, () => waiter.answer(false));
      this.#waiting.add(waiter);
      this.onWait();
    });
  }

  look(): void {
    for (const waiter of this.#waiting) {
      const standing = waiter.standing();
      if (standing !== 'behind') waiter.answer(standing === 'reached');
    }
  }

  giveUp(): void {
    for (const waiter of this.#waiting) waiter.answer(false);
  }
}
