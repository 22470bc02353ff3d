import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { IdField } from '../../../api/fields.js';
import { cutPage, pageAnswer, PageQuery, rowsFor } from '../../../api/paging.js';
import { AskedQuery } from '../../../api/query.js';
import type { Id } from '../../../kernel/ids.js';
import { firstOf, newestFirst, positionAfter } from '../asking/newest-first.js';
import { Seeing } from '../asking/seeing.js';
import { FACT_SOURCE, type FactSource } from '../facts/fact.js';
import { rollCallState } from './list-state.js';
import type { RollCallList } from './roll-call-answer.js';

export class RollCallsQuery extends PageQuery {
  @IdField({ optional: true, description: 'Those of this incident alone.' })
  readonly incident?: Id;
}

export class ListRollCalls extends AskedQuery<RollCallsQuery, RollCallList> {}

@QueryHandler(ListRollCalls)
export class ListRollCallsHandler implements IQueryHandler<ListRollCalls, RollCallList> {
  constructor(
    private readonly seeing: Seeing,
    @Inject(FACT_SOURCE) private readonly facts: FactSource,
  ) {}

  async execute({ asked, actor }: ListRollCalls): Promise<RollCallList> {
    const reader = await this.seeing.list(actor, asked.after);
    const { known } = reader.moment;
    const { incident } = asked;
    const walk = newestFirst((before, limit) => this.facts.rollCalls(before, limit, incident), positionAfter(asked));
    const seen = firstOf(
      walk,
      rowsFor(asked),
      ({ id, opened }) => opened <= known && this.seeing.seesRollCall(id, reader),
    );
    const found = cutPage(seen, asked, ({ opened }) => opened);
    const rows = found.rows.map(({ id }) => rollCallState(this.facts, id, known));
    return pageAnswer({ found, position: known }, rows);
  }
}
