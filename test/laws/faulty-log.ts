import {
  Indeterminate,
  LogUnavailable,
  type Append,
  type EventLog,
  type LogEnd,
  type Subscription,
} from '../../src/event-log/event-log.js';
import type { RecordedEvent } from '../../src/kernel/event.js';
import type { Position } from '../../src/kernel/position.js';

/** What can befall an append: the process dies around it, the log is gone, or its answer is lost on the way. */
export const FATES = [
  'dies before it',
  'dies after it',
  'finds the log out of reach',
  'stores it and loses the answer',
  'loses the answer and does not store it',
] as const;
export type Fate = (typeof FATES)[number];

/** Whoever was at work is no more: nothing that he would have done next is done. */
class Died extends Error {
  override readonly name = 'Died';
}

/** A log whose appends end as fate wills. */
export class FaultyLog implements EventLog {
  /** How many appends something befell. */
  befallen = 0;

  constructor(
    private readonly log: EventLog,
    private readonly nextFate: () => Fate | undefined,
  ) {}

  async append(request: Append): Promise<readonly RecordedEvent[]> {
    const fate = this.nextFate();
    if (fate === undefined) return this.log.append(request);
    this.befallen += 1;
    switch (fate) {
      case 'dies before it':
        throw new Died();
      case 'dies after it':
        await this.log.append(request);
        throw new Died();
      case 'finds the log out of reach':
        throw new LogUnavailable('out of reach');
      case 'stores it and loses the answer':
        await this.log.append(request);
        throw new Indeterminate('the answer was lost');
      case 'loses the answer and does not store it':
        throw new Indeterminate('the answer was lost');
    }
  }

  read(stream: string, from: number, limit: number): Promise<readonly RecordedEvent[]> {
    return this.log.read(stream, from, limit);
  }

  readAll(after: Position, limit: number): Promise<readonly RecordedEvent[]> {
    return this.log.readAll(after, limit);
  }

  subscribe(after: Position): Subscription {
    return this.log.subscribe(after);
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
