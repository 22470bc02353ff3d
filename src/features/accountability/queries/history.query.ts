import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { settle } from '../../../api/moment.js';
import { cutPage, keyAfter, PageOf, rowsFor } from '../../../api/paging.js';
import { AskedQuery } from '../../../api/query.js';
import type { Id } from '../../../kernel/ids.js';
import { instantOf, msOf, type EpochMs, type Instant } from '../../../kernel/instant.js';
import type { Position } from '../../../kernel/position.js';
import { present } from '../../../kernel/present.js';
import { demand } from '../../../kernel/failure.js';
import { Assessing } from '../asking/assessing.js';
import { FACT_SOURCE, type FactSource } from '../facts/fact.js';
import { claimHistory, type ClaimChange } from '../asking/history.js';
import { firstOf } from '../asking/newest-first.js';
import { CLAIMS, type Claim } from '../rule.js';
import { axesOf, type PagedAxesQuery } from './axes.js';
import { CountsAnswer } from './claim-answer.js';

export class ClaimChangeAnswer {
  @ApiProperty({ type: String, format: 'date-time' })
  readonly at!: Instant;

  @ApiProperty({
    type: String,
    description: 'What was known then: give it as `knownAt` to see the board of that instant.',
  })
  readonly known!: Position;

  @ApiProperty({ enum: ['EVENT', 'LAPSE'], description: 'Whether something was recorded, or only time had passed.' })
  readonly cause!: ClaimChange['cause'];

  @ApiProperty({ enum: CLAIMS, nullable: true })
  readonly claim!: Claim | null;

  @ApiProperty()
  readonly counts!: CountsAnswer;

  @ApiProperty({ description: 'Of the denominator: heard once, and not fresh any more.' })
  readonly stale!: number;
}

/** Each instant at which, live at that instant, the claim or its counts changed. */
export class HistoryAnswer extends PageOf(ClaimChangeAnswer) {}

export class GetHistory extends AskedQuery<{ readonly rollCall: Id; readonly axes: PagedAxesQuery }, HistoryAnswer> {}

@QueryHandler(GetHistory)
export class GetHistoryHandler implements IQueryHandler<GetHistory, HistoryAnswer> {
  constructor(
    private readonly assessing: Assessing,
    @Inject(FACT_SOURCE) private readonly facts: FactSource,
  ) {}

  async execute({ asked: { rollCall, axes }, actor }: GetHistory): Promise<HistoryAnswer> {
    await this.assessing.demandApplied(axes.after);
    const moment = await settle(axesOf(axes), this.assessing.tools);
    demand(moment.current, 'not-current', 'The views have not reached the end of the log; ask again.');
    const audience = await this.assessing.audienceFor(rollCall, actor);
    const walk = claimHistory(this.facts, { rollCall, audience, until: msOf(moment.at), known: moment.known });
    const after = keyAfter(axes);
    const changes = firstOf(walk, rowsFor(axes), (change) => after === undefined || keyOf(change) > after);
    const { rows, next } = cutPage(changes, axes, keyOf);
    return { items: rows.map(changeAnswer), position: moment.known, ...present({ next }) };
  }
}

/** No two changes are at one instant. */
function keyOf({ at }: { readonly at: EpochMs }): string {
  return instantOf(at);
}

function changeAnswer({ at, ...change }: ClaimChange): ClaimChangeAnswer {
  return { at: instantOf(at), ...change };
}

export const HISTORY_EXAMPLE = {
  items: [
    {
      at: '2020-01-08T00:10:00.000Z',
      known: '0000000000000087',
      cause: 'EVENT',
      claim: 'ALL_SAFE',
      counts: { denominator: 12, accounted: 12, safe: 12 },
      stale: 0,
    },
  ],
  position: '0000000000000087',
};
