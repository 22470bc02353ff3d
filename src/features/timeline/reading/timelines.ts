import { Inject, Injectable } from '@nestjs/common';
import type { Narrowing } from '../../../kernel/narrowing.js';
import { READS_ALL } from '../../../api/policy.js';
import type { Actor } from '../../../kernel/actor.js';
import { demand } from '../../../kernel/failure.js';
import type { Id } from '../../../kernel/ids.js';
import { earlier } from '../../../kernel/instant.js';
import { BEFORE_ALL, type Position } from '../../../kernel/position.js';
import { VIEWS } from '../../../kernel/ports.js';
import { present } from '../../../kernel/present.js';
import { streamName } from '../../../kernel/stream.js';
import type { ReadableViews } from '../../../projecting/views.js';
import { INCIDENT_CIRCLE, type Circle, type IncidentCircle } from '../incident-circle.js';
import { StoredJournal, type JournalQuestion, type Stamp } from '../journal/stored-journal.js';
import { narrowed } from '../narrowing.js';
import { READER_SCOPE, type ReaderScope } from '../../../api/reader-scope.js';
import type { JournalEvent } from '../timeline-event.js';
import { Moments, type TimelineMoment } from './moments.js';

/** One incident's timeline as known at a moment, for one reader; nothing of it is read yet. */
export interface Timeline {
  readonly incident: Id;
  readonly moment: TimelineMoment;
  readonly reader: Actor;
  /** Absent where the incident was not known at the moment: then nothing stands in it. */
  readonly circle?: Circle;
  /** Absent for those who read all. */
  readonly narrowing?: Narrowing;
}

/** Which events stand in an incident's timeline (RULE.md section 3), as far as the reader may see them. */
@Injectable()
export class Timelines {
  readonly journal: StoredJournal;

  constructor(
    @Inject(VIEWS) views: ReadableViews,
    @Inject(INCIDENT_CIRCLE) private readonly circles: IncidentCircle,
    @Inject(READER_SCOPE) private readonly scope: ReaderScope,
    private readonly moments: Moments,
  ) {
    this.journal = new StoredJournal(() => views.db);
  }

  /**
   * Refuses with 'not-found'; to whoever reads only his own people with 'forbidden', whether there is no such incident
   * or one that none of them is involved in.
   */
  open(incident: Id, moment: TimelineMoment, reader: Actor): Timeline {
    const narrowing = this.narrowingOf(reader);
    const newest = this.circles.of(incident, this.moments.applied());
    if (narrowing === undefined) demand(newest !== undefined, 'not-found', 'There is no such incident.');
    else demand(newest?.deployments.some(narrowing.mayRead) === true, 'forbidden', 'This is not yours to read.');
    return { incident, moment, reader, ...present({ circle: this.circles.of(incident, moment.known), narrowing }) };
  }

  /** The next events after a position, at most `limit`, in the order of their positions. */
  events(timeline: Timeline, after: Position, limit: number): readonly JournalEvent[] {
    const { circle, narrowing } = timeline;
    if (circle === undefined) return [];
    const events = this.journal.events({ ...questionOf(timeline, circle), after, limit });
    return narrowing === undefined ? events : events.map((event) => narrowed(event, narrowing));
  }

  /** The event at a position, if it stands in the timeline. */
  event(timeline: Timeline, position: Position): JournalEvent | undefined {
    const { circle, narrowing } = timeline;
    if (circle === undefined) return undefined;
    const question = { ...questionOf(timeline, circle), after: BEFORE_ALL, first: position, limit: 1 };
    const [event] = this.journal.events(question);
    if (event?.position !== position) return undefined;
    return narrowing === undefined ? event : narrowed(event, narrowing);
  }

  /** When the next events after a position were recorded, at most `limit`, in the order of their positions. */
  stamps(timeline: Timeline, after: Position, limit: number): readonly Stamp[] {
    const { circle } = timeline;
    return circle === undefined ? [] : this.journal.stamps({ ...questionOf(timeline, circle), after, limit });
  }

  private narrowingOf(actor: Actor): Narrowing | undefined {
    if (READS_ALL.some((role) => role === actor.role)) return undefined;
    const missions = actor.role === 'teamLead' ? actor.missions : [];
    return { mayRead: this.scope.readableBy(actor), missions };
  }
}

function questionOf(
  { incident, moment: { known, happenedBy }, narrowing }: Timeline,
  circle: Circle,
): Omit<JournalQuestion, 'after' | 'limit'> {
  const among = narrowing === undefined ? undefined : circle.deployments.filter(narrowing.mayRead);
  const missions = circle.missions.filter((mission) => narrowing?.missions.includes(mission) ?? true);
  return {
    whole: [streamName('incident', incident), ...circle.rollCalls.map((id) => streamName('rollCall', id))],
    within: [
      ...(among ?? circle.deployments).map((id) => streamName('deployment', id)),
      ...missions.map((id) => streamName('mission', id)),
    ],
    from: circle.opened,
    to: earlier(circle.closed ?? known, known),
    known,
    ...present({ happenedBy, among }),
  };
}
