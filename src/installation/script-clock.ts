import type { Clock } from '../kernel/clock.js';
import { later, type Instant } from '../kernel/instant.js';

interface Alarm {
  readonly at: Instant;
  readonly callback: () => void;
}

/** A clock that stands still until it is moved: a script's, or a test's. */
export class ScriptClock implements Clock {
  /** In the order in which they were asked for. */
  private readonly alarms = new Set<Alarm>();

  constructor(private present: Instant) {}

  now(): Instant {
    return this.present;
  }

  /** Never calls back before it has returned. */
  at(at: Instant, callback: () => void): () => void {
    const alarm = { at, callback };
    this.alarms.add(alarm);
    if (at <= this.present) queueMicrotask(() => this.ring(alarm));
    return () => this.alarms.delete(alarm);
  }

  /** Rings what becomes due on the way, each at its own instant, the earliest first. The clock does not go back. */
  moveTo(instant: Instant): void {
    if (instant < this.present) throw new Error(`the clock reads ${this.present} and does not go back to ${instant}`);
    for (let next = this.nextUntil(instant); next !== undefined; next = this.nextUntil(instant)) {
      this.present = later(this.present, next.at);
      this.ring(next);
    }
    this.present = instant;
  }

  private nextUntil(instant: Instant): Alarm | undefined {
    let next: Alarm | undefined;
    for (const alarm of this.alarms) {
      if (alarm.at <= instant && (next === undefined || alarm.at < next.at)) next = alarm;
    }
    return next;
  }

  private ring(alarm: Alarm): void {
    if (this.alarms.delete(alarm)) alarm.callback();
  }
}
