import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { cutPage, keyAfter, rowsFor } from '../../../api/paging.js';
import { AskedQuery } from '../../../api/query.js';
import type { IdParam } from '../../../api/query-route.js';
import { BEFORE_ALL } from '../../../kernel/position.js';
import { present } from '../../../kernel/present.js';
import { Moments } from '../reading/moments.js';
import { Teller } from '../reading/teller.js';
import { Timelines } from '../reading/timelines.js';
import { keyOf, placeOf } from './page-place.js';
import type { TimelineQuery } from './timeline-query.js';
import type { TimelineAnswer } from './timeline.answer.js';

export class AskTimeline extends AskedQuery<IdParam & TimelineQuery, TimelineAnswer> {}

@QueryHandler(AskTimeline)
export class AskTimelineHandler implements IQueryHandler<AskTimeline> {
  constructor(
    private readonly moments: Moments,
    private readonly timelines: Timelines,
    private readonly teller: Teller,
  ) {}

  async execute({ asked, actor }: AskTimeline): Promise<TimelineAnswer> {
    const from = keyAfter(asked);
    const place = from === undefined ? undefined : placeOf(from);
    const moment = await this.moments.settle(asked, place?.known);
    const timeline = this.timelines.open(asked.id, moment, actor);
    const read = this.timelines.events(timeline, place?.after ?? BEFORE_ALL, rowsFor(asked));
    const position = this.moments.applied();
    const { rows, next } = cutPage(read, asked, (event) => keyOf({ known: moment.known, after: event.position }));
    const events = await this.teller.tell(timeline, rows, asked.effects === 'true');
    return { incident: asked.id, events, ...present({ next }), position, asOf: moment.at, knownAt: moment.known };
  }
}
