import { Inject, Injectable } from '@nestjs/common';
import { MAX_WAIT_MS } from '../api/freshness.js';
import type { EventLog, LogEnd } from '../event-log/event-log.js';
import { MAX_CLOCK_BEHIND_MS, type Clock } from '../kernel/clock.js';
import { msOf } from '../kernel/instant.js';
import { CLOCK, EVENT_LOG, VIEWS } from '../kernel/ports.js';
import type { ReadableViews } from '../projecting/views.js';
import { READY_WITHIN_MS } from './limits.js';

/** What a ready application has, each found out anew. */
export interface Findings {
  /** The log answers. */
  readonly log: boolean;
  /** Every view has what the log had when it was asked, and goes on. */
  readonly views: boolean;
  /** The clock is not behind the log. */
  readonly clock: boolean;
}

@Injectable()
export class Readiness {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(VIEWS) private readonly views: ReadableViews,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async findings(): Promise<Findings> {
    const end = await this.endOfLog();
    if (end === undefined) return { log: false, views: false, clock: false };
    const views = await this.views.reached(end.position, MAX_WAIT_MS);
    return { log: true, views: views && this.allRun(), clock: this.isSane(end) };
  }

  /** Undefined where the log does not answer, or not in time. */
  private async endOfLog(): Promise<LogEnd | undefined> {
    const tooLate = new Promise<undefined>((resolve) => setTimeout(resolve, READY_WITHIN_MS, undefined).unref());
    return Promise.race([this.log.end().catch(() => undefined), tooLate]);
  }

  private allRun(): boolean {
    return this.views.status().every(({ state }) => state === 'running');
  }

  private isSane({ recordedAt }: LogEnd): boolean {
    return recordedAt === undefined || msOf(recordedAt) - msOf(this.clock.now()) <= MAX_CLOCK_BEHIND_MS;
  }
}
