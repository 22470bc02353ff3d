import type { Io } from './io.js';

/** How far long work has come. */
export interface Done {
  readonly done: number;
  readonly perSecond: number;
  /** Of all; absent where nobody knows. */
  readonly total?: number;
}

const MS_BETWEEN_LINES = 250;
/** Fewer a second than this are told with a decimal. */
const SLOW = 10;
const CLEAR_LINE = '\r\u001b[K';

/** One line on standard error that says how much is done, how fast, and how long the rest takes; only where somebody watches. */
export class ProgressLine {
  private shownAt: number | undefined;

  constructor(
    private readonly what: string,
    private readonly io: Pick<Io, 'err' | 'errIsTerminal' | 'elapsedMs'>,
  ) {}

  show(done: Done): void {
    const now = this.io.elapsedMs();
    if (!this.io.errIsTerminal || (this.shownAt !== undefined && now - this.shownAt < MS_BETWEEN_LINES)) return;
    this.shownAt = now;
    this.io.err(`${CLEAR_LINE}${this.line(done)}`);
  }

  /** Takes the line away again. */
  end(): void {
    if (this.shownAt !== undefined) this.io.err(CLEAR_LINE);
    this.shownAt = undefined;
  }

  private line({ done, perSecond, total }: Done): string {
    const rate = `${perSecond < SLOW ? perSecond.toFixed(1) : Math.round(perSecond)} a second`;
    if (total === undefined) return `${done} ${this.what}, ${rate}`;
    const left = perSecond > 0 ? `, ${Math.ceil(Math.max(total - done, 0) / perSecond)} s left` : '';
    return `${done} of ${Math.max(total, done)} ${this.what}, ${rate}${left}`;
  }
}
