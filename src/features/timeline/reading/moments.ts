import { Inject, Injectable } from '@nestjs/common';
import { MAX_WAIT_MS } from '../../../api/freshness.js';
import type { EventLog } from '../../../event-log/event-log.js';
import type { Clock } from '../../../kernel/clock.js';
import { demand } from '../../../kernel/failure.js';
import { earlier, later, parseInstant, type Instant } from '../../../kernel/instant.js';
import { BEFORE_ALL, type Position } from '../../../kernel/position.js';
import { CLOCK, EVENT_LOG, VIEWS } from '../../../kernel/ports.js';
import { present } from '../../../kernel/present.js';
import type { ReadableViews } from '../../../projecting/views.js';
import { INCIDENT_CIRCLE, type IncidentCircle } from '../incident-circle.js';
import { JOURNAL } from '../journal/journal.projection.js';
import type { TimelineAsked } from '../queries/timeline-query.js';

/** What a timeline is asked about, settled. */
export interface TimelineMoment {
  /** k: nothing recorded later stands in it. */
  readonly known: Position;
  /** Only what had happened by then; everything known at k where absent. */
  readonly happenedBy?: Instant;
  /** The instant that was asked about, said or not. */
  readonly at: Instant;
}

/** Waits until the views have what a question needs, and settles its moment. Refuses with 'not-current'. */
@Injectable()
export class Moments {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(VIEWS) private readonly views: ReadableViews,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(INCIDENT_CIRCLE) private readonly circle: IncidentCircle,
  ) {}

  /** Up to which the views that a timeline is read from have come. */
  applied(): Position {
    return this.views.applied(this.projections());
  }

  /** `pinned` is the k of a question that goes on with its next page: what came meanwhile is not in it. */
  async settle({ asOf, knownAt, after }: Omit<TimelineAsked, 'effects'>, pinned?: Position): Promise<TimelineMoment> {
    if (after !== undefined) await this.demandApplied(after);
    const instant = knownAt === undefined ? undefined : parseInstant(knownAt);
    const position = pinned ?? (instant === undefined ? (knownAt as Position | undefined) : undefined);
    const known = await this.knownOf(position, instant);
    const at = asOf ?? instant ?? this.instantOf(known, knownAt !== undefined);
    return { known, at, ...present({ happenedBy: asOf }) };
  }

  private async knownOf(position: Position | undefined, instant: Instant | undefined): Promise<Position> {
    if (position !== undefined) return this.knownAtPosition(position);
    return instant === undefined ? this.knownNow() : this.knownAtInstant(instant);
  }

  private async knownNow(): Promise<Position> {
    const end = await this.log.end();
    await this.demandApplied(end.position);
    return this.applied();
  }

  private async knownAtPosition(position: Position): Promise<Position> {
    const end = await this.log.end();
    demand(position <= end.position, 'invalid-request', 'knownAt: the log has no such position.');
    await this.demandApplied(position);
    return position;
  }

  /** Whoever has applied a later stamp has everything up to the instant; stamps do not go back. */
  private async knownAtInstant(instant: Instant): Promise<Position> {
    const newest = this.circle.recordedAt(this.applied());
    const known = newest !== undefined && newest > instant ? this.applied() : await this.knownNow();
    return earlier(this.circle.lastRecordedBy(instant) ?? BEFORE_ALL, known);
  }

  private instantOf(known: Position, asked: boolean): Instant {
    const now = this.clock.now();
    const recordedAt = this.circle.recordedAt(known) ?? now;
    return asked ? recordedAt : later(now, recordedAt);
  }

  private async demandApplied(position: Position): Promise<void> {
    const reached = await this.views.reached(position, MAX_WAIT_MS, this.projections());
    demand(reached, 'not-current', 'The views have not come that far yet; ask again.');
  }

  private projections(): readonly string[] {
    return [JOURNAL.name, ...this.circle.projections];
  }
}
