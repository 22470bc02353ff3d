import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { FreshAnswer } from '../../../api/freshness.js';
import { cutPage, keyAfter } from '../../../api/paging.js';
import { AskedQuery } from '../../../api/query.js';
import type { IdParam } from '../../../api/query-route.js';
import type { Instant } from '../../../kernel/instant.js';
import { BEFORE_ALL, type Position } from '../../../kernel/position.js';
import { present } from '../../../kernel/present.js';
import { Moments } from '../reading/moments.js';
import { Timelines } from '../reading/timelines.js';
import { keyOf, placeOf } from './page-place.js';
import type { OutlineQuery } from './timeline-query.js';

/** Events of one page of an outline: so few are told of each that a long incident comes in few pages. */
export const OUTLINE_PAGE_SIZE = 10_000;

/** The places in the log between which a replay goes, in two columns of one length. */
export class OutlineAnswer extends FreshAnswer {
  @ApiProperty({ type: [String], description: 'Of each event, in their order: give one as `knownAt`.' })
  readonly positions!: readonly Position[];

  @ApiProperty({ type: [String], format: 'date-time', description: 'When each of them was recorded.' })
  readonly recordedAt!: readonly Instant[];

  @ApiProperty({
    type: String,
    required: false,
    description: 'Give it as `cursor` for the next page; absent on the last.',
  })
  readonly next?: string;
}

export class AskOutline extends AskedQuery<IdParam & OutlineQuery, OutlineAnswer> {}

@QueryHandler(AskOutline)
export class AskOutlineHandler implements IQueryHandler<AskOutline> {
  constructor(
    private readonly moments: Moments,
    private readonly timelines: Timelines,
  ) {}

  async execute({ asked, actor }: AskOutline): Promise<OutlineAnswer> {
    const from = keyAfter(asked);
    const place = from === undefined ? undefined : placeOf(from);
    const moment = await this.moments.settle(present({ after: asked.after }), place?.known);
    const timeline = this.timelines.open(asked.id, moment, actor);
    const read = this.timelines.stamps(timeline, place?.after ?? BEFORE_ALL, OUTLINE_PAGE_SIZE + 1);
    const page = { limit: OUTLINE_PAGE_SIZE };
    const { rows, next } = cutPage(read, page, ({ position }) => keyOf({ known: moment.known, after: position }));
    return {
      positions: rows.map(({ position }) => position),
      recordedAt: rows.map(({ recordedAt }) => recordedAt),
      position: this.moments.applied(),
      ...present({ next }),
    };
  }
}

export const OUTLINE_EXAMPLE = {
  positions: ['0000000000000041', '0000000000000042'],
  recordedAt: ['2020-01-07T22:59:00.000Z', '2020-01-07T23:10:00.000Z'],
  position: '0000000000000042',
};
