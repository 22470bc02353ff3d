/** Milliseconds that are given to questions before whatever else is ready comes: commands above all. */
const QUESTIONS_SLICE_MS = 10;
/** Questions that are begun in one slice at most. */
const BEGUN_IN_A_SLICE = 8;

/**
 * Spreads questions over the turns of the event loop. A question is answered in one go, and whatever has arrived in the
 * same turn would otherwise wait for all of them: those who read much would hold up those who record.
 */
export class Turns {
  private readonly waiting: (() => void)[] = [];
  /** When the slice began; undefined where nobody has asked since the last. */
  private beganMs: number | undefined;

  take(begin: () => void): void {
    if (this.beganMs === undefined) {
      this.beganMs = performance.now();
      setImmediate(() => this.turn());
      begin();
    } else if (this.waiting.length === 0 && this.hasTime()) begin();
    else this.waiting.push(begin);
  }

  private turn(): void {
    if (this.waiting.length === 0) {
      this.beganMs = undefined;
      return;
    }
    // Each in an immediate of its own: only between these does what a question is made of come to its end.
    setImmediate(() => {
      this.beganMs = performance.now();
      this.beginNext();
    });
    for (let begun = 1; begun < Math.min(BEGUN_IN_A_SLICE, this.waiting.length); begun += 1) {
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
    return this.beganMs !== undefined && performance.now() - this.beganMs < QUESTIONS_SLICE_MS;
  }
}
