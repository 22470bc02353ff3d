import { Inject, Injectable } from '@nestjs/common';
import { demandApplied, settle, type MomentTools } from '../../../api/moment.js';
import type { EventLog } from '../../../event-log/event-log.js';
import type { Clock } from '../../../kernel/clock.js';
import { demand } from '../../../kernel/failure.js';
import type { Instant } from '../../../kernel/instant.js';
import type { Position } from '../../../kernel/position.js';
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
  private readonly tools: MomentTools;

  constructor(
    @Inject(EVENT_LOG) log: EventLog,
    @Inject(VIEWS) views: ReadableViews,
    @Inject(CLOCK) clock: Clock,
    @Inject(INCIDENT_CIRCLE) circle: IncidentCircle,
  ) {
    this.tools = { log, views, stamps: circle, clock, projections: [JOURNAL.name, ...circle.projections] };
  }

  /** Up to which the views that a timeline is read from have come. */
  applied(): Position {
    return this.tools.views.applied(this.tools.projections);
  }

  /** `pinned` is the k of a question that goes on with its next page: what came meanwhile is not in it. */
  async settle(asked: Omit<TimelineAsked, 'effects'>, pinned?: Position): Promise<TimelineMoment> {
    const { asOf, knownAt, after } = asked;
    if (after !== undefined) await demandApplied(after, this.tools);
    const moment = await settle(present({ asOf, knownAt }), this.tools);
    demand(moment.current, 'not-current', 'The views have not reached the end of the log; ask again.');
    const known = pinned ?? moment.known;
    return { known, at: moment.at, ...present({ happenedBy: asOf }) };
  }
}
