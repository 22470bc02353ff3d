import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PositionField, type FreshQuery } from '../../../api/freshness.js';
import { AskedQuery } from '../../../api/query.js';
import { IdParam } from '../../../api/query-route.js';
import { seesRevisions } from '../../../api/policy.js';
import type { EventLog } from '../../../event-log/event-log.js';
import type { Metadata, SealedTexts } from '../../../kernel/event.js';
import { demand, invariant } from '../../../kernel/failure.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import type { JsonObject } from '../../../kernel/json.js';
import type { Position } from '../../../kernel/position.js';
import { EVENT_LOG } from '../../../kernel/ports.js';
import { present } from '../../../kernel/present.js';
import { streamName } from '../../../kernel/stream.js';
import { Moments } from '../reading/moments.js';
import { Teller } from '../reading/teller.js';
import { Timelines } from '../reading/timelines.js';
import type { JournalEvent } from '../timeline-event.js';
import { TimelineEventAnswer } from './timeline.answer.js';

/** The event of an incident at a position of the log. */
export class EventParam extends IdParam {
  @PositionField({ description: 'The position of the event.' })
  readonly at!: Position;
}

/** An event as it lies in the log: nothing of it is opened. */
export class StoredEventAnswer {
  @ApiProperty({ type: String, format: 'uuid' })
  readonly id!: Id;

  @ApiProperty()
  readonly stream!: string;

  @ApiProperty()
  readonly revision!: number;

  @ApiProperty({ type: String })
  readonly position!: Position;

  @ApiProperty()
  readonly type!: string;

  @ApiProperty()
  readonly schemaVersion!: number;

  @ApiProperty({ type: String, format: 'date-time' })
  readonly recordedAt!: Instant;

  @ApiProperty({ type: 'object', additionalProperties: true })
  readonly data!: JsonObject;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  readonly metadata!: Metadata;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'Its texts, sealed.' })
  readonly personal?: SealedTexts;
}

export class ShownEventAnswer extends TimelineEventAnswer {
  @ApiProperty({ type: StoredEventAnswer, required: false, description: 'As it is stored; for those who read all.' })
  readonly stored?: StoredEventAnswer;
}

export class AskEvent extends AskedQuery<EventParam & FreshQuery, ShownEventAnswer> {}

@QueryHandler(AskEvent)
export class AskEventHandler implements IQueryHandler<AskEvent> {
  constructor(
    private readonly moments: Moments,
    private readonly timelines: Timelines,
    private readonly teller: Teller,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  async execute({ asked: { id, at, after }, actor }: AskEvent): Promise<ShownEventAnswer> {
    const moment = await this.moments.settle(present({ after }));
    const timeline = this.timelines.open(id, moment, actor);
    const event = this.timelines.event(timeline, at);
    demand(event !== undefined, 'not-found', 'There is no such event in this incident.');
    const [told] = await this.teller.tell(timeline, [event], true);
    invariant(told !== undefined, 'each event is told');
    return seesRevisions(actor.role) ? { ...told, stored: await this.storedOf(event) } : told;
  }

  private async storedOf({ category, id, revision }: JournalEvent): Promise<StoredEventAnswer> {
    const [stored] = await this.log.read(streamName(category, id), revision, 1);
    invariant(stored !== undefined, 'what the journal keeps is in the log');
    return stored;
  }
}
