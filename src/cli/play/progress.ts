/** Where progress is shown: standard error, where that is a terminal. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Milliseconds of the machine's own clock, from wherever it counts: a script's clock measures no work. */
export type MachineClock = () => number;

const MS_BETWEEN_LINES = 500;
const CLEAR_LINE = '\r\u001b[K';

/** Says on a terminal how much is done, how fast, and how long the rest will take; elsewhere nothing. */
export class Progress {
  private readonly startedAt: number;
  private shownAt: number;
  private shown = false;
  private done = 0;

  constructor(
    private readonly total: number,
    private readonly output: ProgressOutput,
    private readonly now: MachineClock,
  ) {
    this.startedAt = now();
    this.shownAt = this.startedAt;
  }

  step(): void {
    this.done += 1;
    const now = this.now();
    if (this.output.isTTY !== true || now - this.shownAt < MS_BETWEEN_LINES) return;
    this.shownAt = now;
    this.shown = true;
    this.output.write(`${CLEAR_LINE}${this.line(now - this.startedAt)}`);
  }

  end(): void {
    if (this.shown) this.output.write(CLEAR_LINE);
  }

  private line(elapsedMs: number): string {
    const perSecond = (this.done / elapsedMs) * 1000;
    const left = Math.ceil((this.total - this.done) / perSecond);
    return `${this.done} of ${this.total} scripts, ${perSecond.toFixed(1)} a second, ${left} s left`;
  }
}
