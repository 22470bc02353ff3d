import type { LogMeters, AppendOutcome } from '../edge/metrics/log-meters.js';
import {
  CommandIdReused,
  Indeterminate,
  LogUnavailable,
  WrongRevision,
  type Append,
  type EventLog,
  type LogEnd,
  type Subscription,
} from '../event-log/event-log.js';
import type { RecordedEvent } from '../kernel/event.js';
import type { Position } from '../kernel/position.js';

/** A log, of any engine, that is measured. */
export class MeasuredLog implements EventLog {
  constructor(
    private readonly log: EventLog,
    private readonly meters: LogMeters,
  ) {}

  async append(request: Append): Promise<readonly RecordedEvent[]> {
    const beganMs = performance.now();
    this.meters.appendBegins();
    let [outcome, stored]: [AppendOutcome, number] = ['bug', 0];
    try {
      const events = await this.log.append(request);
      [outcome, stored] = ['stored', events.length];
      return events;
    } catch (error) {
      outcome = outcomeOf(error);
      throw error;
    } finally {
      this.meters.appendEnds(outcome, stored, performance.now() - beganMs);
    }
  }

  read(stream: string, from: number, limit: number): Promise<readonly RecordedEvent[]> {
    return this.log.read(stream, from, limit);
  }

  readAll(after: Position, limit: number): Promise<readonly RecordedEvent[]> {
    return this.log.readAll(after, limit);
  }

  subscribe(after: Position): Subscription {
    const subscription = this.log.subscribe(after);
    this.meters.subscriptionOpens();
    let open = true;
    return {
      [Symbol.asyncIterator]: () => subscription[Symbol.asyncIterator](),
      close: () => {
        subscription.close();
        if (open) this.meters.subscriptionCloses();
        open = false;
      },
    };
  }

  end(): Promise<LogEnd> {
    return this.log.end();
  }

  probe(): Promise<void> {
    return this.log.probe();
  }

  close(): Promise<void> {
    return this.log.close();
  }
}

function outcomeOf(error: unknown): AppendOutcome {
  if (error instanceof WrongRevision) return 'conflict';
  if (error instanceof CommandIdReused) return 'reused';
  if (error instanceof Indeterminate) return 'indeterminate';
  return error instanceof LogUnavailable ? 'unavailable' : 'bug';
}
