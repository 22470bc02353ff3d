import { Inject, Injectable } from '@nestjs/common';
import type { EventLog, LogEnd } from '../event-log/event-log.js';
import type { Clock } from '../kernel/clock.js';
import { msOf } from '../kernel/instant.js';
import type { Position } from '../kernel/position.js';
import { CLOCK, EVENT_LOG, VIEWS } from '../kernel/ports.js';
import type { ProjectionStatus } from '../projecting/projection.js';
import type { ReadableViews } from '../projecting/views.js';

/** How far behind the log the views are. */
@Injectable()
export class Lags {
  constructor(
    @Inject(EVENT_LOG) private readonly log: Pick<EventLog, 'readAll'>,
    @Inject(VIEWS) private readonly views: Pick<ReadableViews, 'status'>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Of each view the seconds for which the oldest event that it has not applied has been in the log: 0 for one that has
   * all that the log had at this end. One that was made from another log is nowhere in this one, and is left out.
   */
  async behind({ position: end }: LogEnd): Promise<ReadonlyMap<string, number>> {
    const told = this.views.status().filter(({ state }) => state !== 'log-mismatch');
    const places = new Set(told.map(({ position }) => position).filter((position) => position < end));
    const seconds = new Map<Position, number>();
    for (const place of places) seconds.set(place, await this.secondsAt(place));
    return new Map(told.map(({ name, position }: ProjectionStatus) => [name, seconds.get(position) ?? 0]));
  }

  private async secondsAt(place: Position): Promise<number> {
    const [next] = await this.log.readAll(place, 1);
    const waiting = next === undefined ? 0 : msOf(this.clock.now()) - msOf(next.recordedAt);
    return Math.max(0, waiting) / 1_000;
  }
}
