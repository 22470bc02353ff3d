import type { EventLog, LogEnd } from '../event-log/event-log.js';
import type { RecordedEvent } from '../kernel/event.js';
import { later } from '../kernel/instant.js';

/** Milliseconds for which the end of the log, once asked for, is good enough to hold a machine's clock against. */
export const END_STANDS_MS = 1_000;

/** Where the log ended when it was last asked, or later: with what was recorded here since. */
export class RecentEnd {
  private end: LogEnd | undefined;
  private askedMs = 0;

  constructor(private readonly elapsedMs: () => number = () => performance.now()) {}

  /** Undefined where nobody has asked for END_STANDS_MS. */
  get known(): LogEnd | undefined {
    return this.elapsedMs() - this.askedMs < END_STANDS_MS ? this.end : undefined;
  }

  /** Whoever needs the answer waits for it; that it fails is nobody else's trouble. */
  ask(log: Pick<EventLog, 'end'>): Promise<LogEnd> {
    const askedMs = this.elapsedMs();
    const asked = log.end().then((end) => {
      [this.end, this.askedMs] = [end, askedMs];
      return end;
    });
    asked.catch(() => undefined);
    return asked;
  }

  recorded(events: readonly RecordedEvent[]): void {
    const [last, end] = [events.at(-1), this.end];
    if (last === undefined || end === undefined || last.position <= end.position) return;
    this.end = { position: last.position, recordedAt: later(last.recordedAt, end.recordedAt ?? last.recordedAt) };
  }
}
