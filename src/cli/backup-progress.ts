import type { Done } from './progress-line.js';
import { ProgressLine } from './progress-line.js';
import { CannotBeDone, type Io } from './io.js';

const MEGABYTE = 1_048_576;

/** Lines of progress of work that has several parts, one after the other; a signal calls the work off. */
export class BackupProgress {
  private readonly lines = new Map<string, ProgressLine>();
  private readonly interrupted: AbortSignal;
  private readonly begunAt: number;

  constructor(
    private readonly io: Io,
    private readonly calledOff = 'it was called off, and nothing is left of it',
  ) {
    this.interrupted = io.interrupted();
    this.begunAt = io.elapsedMs();
  }

  /** Throws CannotBeDone once the process is told to end. */
  show(what: string, done: Done): void {
    if (this.interrupted.aborted) throw new CannotBeDone(this.calledOff);
    const line = this.lines.get(what) ?? this.begin(what);
    line.show(done);
  }

  /** Of bytes, in megabytes, from the beginning on. */
  showBytes(what: string, { bytes, total }: { readonly bytes: number; readonly total: number }): void {
    const seconds = Math.max(this.io.elapsedMs() - this.begunAt, 1) / 1_000;
    const [done, all] = [bytes, total].map((count) => Math.ceil(count / MEGABYTE));
    this.show(what, { done: done ?? 0, perSecond: bytes / MEGABYTE / seconds, total: all ?? 0 });
  }

  end(): void {
    for (const line of this.lines.values()) line.end();
  }

  private begin(what: string): ProgressLine {
    this.end();
    const line = new ProgressLine(what, this.io);
    this.lines.set(what, line);
    return line;
  }
}
