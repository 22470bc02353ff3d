import { Registry } from 'prom-client';
import type { LogObserver } from '../../event-log/event-log.js';
import { counterOf, gaugeOf, histogramOf, METRICS } from './vocabulary.js';

/** How an append ended. */
export type AppendOutcome = 'stored' | 'conflict' | 'reused' | 'indeterminate' | 'unavailable' | 'bug';

/** What is measured of one log, for as long as it is open. */
export class LogMeters implements LogObserver {
  readonly registry = new Registry();
  private readonly appends = counterOf(this.registry, METRICS.appends);
  private readonly events = counterOf(this.registry, METRICS.appendedEvents);
  private readonly appendSeconds = histogramOf(this.registry, METRICS.appendSeconds);
  private readonly waiting = gaugeOf(this.registry, METRICS.appendsWaiting);
  private readonly commitSeconds = histogramOf(this.registry, METRICS.commitSeconds);
  private readonly commitAppends = histogramOf(this.registry, METRICS.commitAppends);
  private readonly subscriptions = gaugeOf(this.registry, METRICS.subscriptions);

  /** Of what the log is kept in. */
  constructor(readonly engine: string) {}

  appendBegins(): void {
    this.waiting.inc();
  }

  appendEnds(outcome: AppendOutcome, events: number, milliseconds: number): void {
    this.waiting.dec();
    this.appends.inc({ outcome });
    this.events.inc(events);
    this.appendSeconds.observe(milliseconds / 1_000);
  }

  committed(appends: number, _events: number, milliseconds: number): void {
    this.commitAppends.observe(appends);
    this.commitSeconds.observe(milliseconds / 1_000);
  }

  subscriptionOpens(): void {
    this.subscriptions.inc();
  }

  subscriptionCloses(): void {
    this.subscriptions.dec();
  }
}
