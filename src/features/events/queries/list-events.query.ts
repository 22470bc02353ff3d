import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Transform } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { field } from '../../../api/fields.js';
import { FreshQuery, MAX_WAIT_MS, PositionField } from '../../../api/freshness.js';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../../../api/paging.js';
import { AskedQuery } from '../../../api/query.js';
import type { EventLog } from '../../../event-log/event-log.js';
import type { Actor, Role } from '../../../kernel/actor.js';
import type { RecordedEvent } from '../../../kernel/event.js';
import { demand } from '../../../kernel/failure.js';
import { BEFORE_ALL, type Position } from '../../../kernel/position.js';
import { EVENT_LOG, VIEWS } from '../../../kernel/ports.js';
import { present } from '../../../kernel/present.js';
import { parseStream, type Category } from '../../../kernel/stream.js';
import type { ReadableViews } from '../../../projecting/views.js';
import { Sealer } from '../../../sealing/sealer.js';
import { POSITIONS, type Positions } from '../positions.js';
import { eventAnswer, withheldAnswer, type EventAnswer, type EventsAnswer } from './event.answer.js';

/** Without a place: the newest. */
export class EventsQuery extends FreshQuery {
  @PositionField({ optional: true, description: 'The events just before this position.' })
  readonly before?: Position;

  @PositionField({ optional: true, description: 'The events just after this position; `0` for the oldest.' })
  readonly following?: Position;

  @field(
    { optional: true },
    { type: 'integer', minimum: 1, maximum: MAX_PAGE_SIZE, default: DEFAULT_PAGE_SIZE },
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value,
    ),
    IsInt(),
    Min(1),
    Max(MAX_PAGE_SIZE),
  )
  readonly limit: number = DEFAULT_PAGE_SIZE;
}

export class ListEvents extends AskedQuery<EventsQuery, EventsAnswer> {}

@QueryHandler(ListEvents)
export class ListEventsHandler implements IQueryHandler<ListEvents, EventsAnswer> {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(VIEWS) private readonly views: ReadableViews,
    @Inject(POSITIONS) private readonly positions: Positions,
    private readonly sealer: Sealer,
  ) {}

  async execute({ asked, actor }: ListEvents): Promise<EventsAnswer> {
    await this.demandReadable(asked.after ?? BEFORE_ALL);
    const { position } = await this.log.end();
    const after = await this.beginningOf(asked, position);
    const read = await this.log.readAll(after, asked.limit);
    const { before } = asked;
    const events = before === undefined ? read : read.filter((event) => event.position < before);
    const older = after === BEFORE_ALL ? undefined : (events[0]?.position ?? after);
    return {
      events: await this.told(events, actor),
      ...present({ older }),
      newer: events.at(-1)?.position ?? after,
      position,
    };
  }

  /** The position after which the page is read. */
  private async beginningOf({ before, following, limit }: EventsQuery, end: Position): Promise<Position> {
    demand(before === undefined || following === undefined, 'invalid-request', 'Name before or following, not both.');
    if (following !== undefined) return following;
    const { projections } = this.positions;
    if (before === undefined || before > end) return this.back(this.views.applied(projections), limit);
    await this.demandReadable(before);
    return this.back(this.positions.positionBefore(before) ?? BEFORE_ALL, limit);
  }

  /** The newest are found by the views, which may be behind the log. */
  private async demandReadable(position: Position): Promise<void> {
    if (position === BEFORE_ALL) return;
    const isKnown = await this.views.reached(position, MAX_WAIT_MS, this.positions.projections);
    demand(isKnown, 'not-current', 'The views have not come that far yet; ask again, or begin at the oldest.');
  }

  /** So that `steps` events are read from there up to the position. */
  private back(position: Position, steps: number): Position {
    let at = position;
    for (let step = 0; step < steps && at !== BEFORE_ALL; step += 1) {
      at = this.positions.positionBefore(at) ?? BEFORE_ALL;
    }
    return at;
  }

  private async told(events: readonly RecordedEvent[], { role }: Actor): Promise<readonly EventAnswer[]> {
    const readable = events.filter(({ stream }) => isReadBy(role, parseStream(stream).category));
    const sealed = readable.flatMap(({ personal }) => (personal === undefined ? [] : [personal]));
    const opened = await this.sealer.openMany(sealed);
    return events.map((event) => {
      if (!readable.includes(event)) return withheldAnswer(event);
      const texts = event.personal === undefined ? undefined : opened[sealed.indexOf(event.personal)];
      return eventAnswer(event, texts ?? {});
    });
  }
}

/** An operator lets people in and erases texts; everything else tells of the people in the field. */
function isReadBy(role: Role, category: Category): boolean {
  switch (category) {
    case 'access':
      return role === 'operator' || role === 'auditor';
    case 'erasure':
      return true;
    case 'mission':
    case 'officer':
    case 'deployment':
    case 'incident':
    case 'register':
    case 'rollCall':
      return role !== 'operator';
  }
}
