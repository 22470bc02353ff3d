import type { RecordedEvent } from '../kernel/event.js';
import { invariant } from '../kernel/failure.js';
import type { Position } from '../kernel/position.js';
import type { EventLog, Subscription } from './event-log.js';

/** Events in one run: enough to share a commit of a view, few enough to let others have their turn. */
export const MAX_EVENTS_PER_RUN = 256;

/** The open subscriptions of a log that lives in this process: it wakes them when it has stored something. */
export class Subscriptions {
  readonly #open = new Set<WakingSubscription>();

  constructor(private readonly log: Pick<EventLog, 'readAll'>) {}

  open(after: Position): Subscription {
    const subscription = new WakingSubscription(this.log, after, () => this.#open.delete(subscription));
    this.#open.add(subscription);
    return subscription;
  }

  wake(): void {
    for (const subscription of this.#open) subscription.wake();
  }

  close(): void {
    for (const subscription of this.#open) subscription.close();
  }
}

/**
 * Reads on from its position, and sleeps at the end of the log. A wake-up during a read is remembered, so that no event
 * waits for the next. It is iterated once.
 */
class WakingSubscription implements Subscription {
  #begun = false;
  #closed = false;
  #woken = false;
  #resume: (() => void) | undefined;

  constructor(
    private readonly log: Pick<EventLog, 'readAll'>,
    private readonly after: Position,
    private readonly onClose: () => void,
  ) {}

  wake(): void {
    this.#woken = true;
    this.#resume?.();
  }

  close(): void {
    this.#closed = true;
    this.onClose();
    this.wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<readonly RecordedEvent[], void, undefined> {
    invariant(!this.#begun, 'a subscription is iterated once');
    this.#begun = true;
    try {
      yield* this.#runs();
    } finally {
      this.close();
    }
  }

  async *#runs(): AsyncGenerator<readonly RecordedEvent[], void, undefined> {
    let after = this.after;
    while (!this.#closed) {
      this.#woken = false;
      const run = await this.log.readAll(after, MAX_EVENTS_PER_RUN);
      if (this.#isClosed()) return;
      const last = run.at(-1);
      if (last === undefined) {
        await this.#sleep();
      } else {
        after = last.position;
        yield run;
      }
    }
  }

  /** Asked again after an await, where the compiler would still hold the first answer to be true. */
  #isClosed(): boolean {
    return this.#closed;
  }

  async #sleep(): Promise<void> {
    if (this.#woken) return;
    await new Promise<void>((resolve) => {
      this.#resume = resolve;
    });
    this.#resume = undefined;
  }
}
