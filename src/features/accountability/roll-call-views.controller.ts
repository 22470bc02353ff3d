import { Controller, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { TheCaller, type Caller } from '../../api/caller.js';
import { READS_ROLL_CALLS } from '../../api/policy.js';
import { IdParam, QueryRoute } from '../../api/query-route.js';
import { AxesQuery, PagedAxesQuery } from './queries/axes.js';
import { BOARD_EXAMPLE, BoardAnswer, GetBoard } from './queries/board.query.js';
import { DIFFERENCE_EXAMPLE, DifferenceAnswer, DifferenceQuery, GetDifference } from './queries/difference.query.js';
import { GetHistory, HISTORY_EXAMPLE, HistoryAnswer } from './queries/history.query.js';
import { GetStanding, STANDING_EXAMPLE, StandingAnswer, StandingParam } from './queries/standing.query.js';
import { GetVerdict, VERDICT_EXAMPLE, VerdictAnswer } from './queries/verdict.query.js';

/** The questions about a roll call: now, or at any moment of either axis. */
@ApiTags('Roll calls')
@Controller()
export class RollCallViewsController {
  constructor(private readonly queries: QueryBus) {}

  @QueryRoute('GetVerdict', {
    path: 'roll-calls/:id/verdict',
    policy: READS_ROLL_CALLS,
    summary: 'May it be said that everyone is safe and accounted for, and if not, what is missing?',
    answer: VerdictAnswer,
    example: VERDICT_EXAMPLE,
    problems: ['not-found'],
  })
  verdict(@Param() { id }: IdParam, @Query() axes: AxesQuery, @TheCaller() { actor }: Caller): Promise<VerdictAnswer> {
    return this.queries.execute(new GetVerdict({ rollCall: id, axes }, actor));
  }

  @QueryRoute('GetBoard', {
    path: 'roll-calls/:id/board',
    policy: READS_ROLL_CALLS,
    summary: 'Who is not accounted for, and what is to be done next?',
    answer: BoardAnswer,
    example: BOARD_EXAMPLE,
    problems: ['not-found'],
  })
  board(@Param() { id }: IdParam, @Query() axes: PagedAxesQuery, @TheCaller() { actor }: Caller): Promise<BoardAnswer> {
    return this.queries.execute(new GetBoard({ rollCall: id, axes }, actor));
  }

  @QueryRoute('GetStanding', {
    path: 'roll-calls/:id/people/:deployment',
    policy: READS_ROLL_CALLS,
    summary: 'How does one person stand, what does that rest on, and who rests on him?',
    answer: StandingAnswer,
    example: STANDING_EXAMPLE,
    problems: ['not-found'],
  })
  standing(
    @Param() { id, deployment }: StandingParam,
    @Query() axes: AxesQuery,
    @TheCaller() { actor }: Caller,
  ): Promise<StandingAnswer> {
    return this.queries.execute(new GetStanding({ rollCall: id, deployment, axes }, actor));
  }

  @QueryRoute('GetDifference', {
    path: 'roll-calls/:id/difference',
    policy: READS_ROLL_CALLS,
    summary: 'What differs between two moments?',
    answer: DifferenceAnswer,
    example: DIFFERENCE_EXAMPLE,
    problems: ['not-found'],
  })
  difference(
    @Param() { id }: IdParam,
    @Query() moments: DifferenceQuery,
    @TheCaller() { actor }: Caller,
  ): Promise<DifferenceAnswer> {
    return this.queries.execute(new GetDifference({ rollCall: id, moments }, actor));
  }

  @QueryRoute('GetHistory', {
    path: 'roll-calls/:id/history',
    policy: READS_ROLL_CALLS,
    summary: 'When did the claim or its counts change, lapses included?',
    answer: HistoryAnswer,
    example: HISTORY_EXAMPLE,
    problems: ['not-found'],
  })
  history(
    @Param() { id }: IdParam,
    @Query() axes: PagedAxesQuery,
    @TheCaller() { actor }: Caller,
  ): Promise<HistoryAnswer> {
    return this.queries.execute(new GetHistory({ rollCall: id, axes }, actor));
  }
}
