import { AsyncResource } from 'node:async_hooks';

export interface TurnsOptions {
  /** Milliseconds after which whatever else is ready comes first. */
  readonly sliceMs: number;
  /** How many are begun in one slice at most. */
  readonly atOnce: number;
}

/**
 * Spreads work over the turns of the event loop. Much of it is done in one go, and whatever has arrived in the same turn
 * would otherwise wait for all of it: those who read much would hold up those who record, and those who record much
 * whoever asks whether the process is well.
 */
export class Turns {
  private readonly waiting: (() => void)[] = [];
  /** When the slice began; undefined where nothing has come since the last. */
  private beganMs: number | undefined;

  constructor(private readonly options: TurnsOptions) {}

  /** Begun now or later, it is always in the context of whoever asks for it, and not of whoever had his turn before. */
  take(begin: () => void): void {
    if (this.beganMs === undefined) {
      this.beganMs = performance.now();
      setImmediate(() => this.turn());
      begin();
    } else if (this.waiting.length === 0 && this.hasTime()) begin();
    else this.waiting.push(AsyncResource.bind(begin));
  }

  private turn(): void {
    if (this.waiting.length === 0) {
      this.beganMs = undefined;
      return;
    }
    // Each in an immediate of its own: only between these does what has been begun come to its end.
    setImmediate(() => {
      this.beganMs = performance.now();
      this.beginNext();
    });
    for (let begun = 1; begun < Math.min(this.options.atOnce, this.waiting.length); begun += 1) {
      setImmediate(() => {
        if (this.hasTime()) this.beginNext();
      });
    }
    setImmediate(() => this.turn());
  }

  private beginNext(): void {
    this.waiting.shift()?.();
  }

  private hasTime(): boolean {
    return this.beganMs !== undefined && performance.now() - this.beganMs < this.options.sliceMs;
  }
}
