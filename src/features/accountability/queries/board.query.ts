import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { cutPage, keyAfter, rowsFor } from '../../../api/paging.js';
import { AskedQuery } from '../../../api/query.js';
import type { Id } from '../../../kernel/ids.js';
import { present } from '../../../kernel/present.js';
import { Sealer } from '../../../sealing/sealer.js';
import { Assessing } from '../asking/assessing.js';
import type { BoardLine } from '../asking/board.js';
import { FACT_SOURCE, type FactSource } from '../facts/fact.js';
import { axesOf, type PagedAxesQuery } from './axes.js';
import { BOARD_LINE_EXAMPLE, BoardLineAnswer, lineAnswers } from './board-line.js';
import { CLAIM_EXAMPLE, ClaimAnswer, claimAnswer } from './claim-answer.js';

/** Whoever is not accounted for comes first, so that the order says what to do next. */
export class BoardAnswer extends ClaimAnswer {
  @ApiProperty({ type: BoardLineAnswer, isArray: true })
  readonly lines!: readonly BoardLineAnswer[];

  @ApiProperty({ required: false, description: 'Give it as `cursor` for the next page; absent on the last.' })
  readonly next?: string;
}

export class GetBoard extends AskedQuery<{ readonly rollCall: Id; readonly axes: PagedAxesQuery }, BoardAnswer> {}

@QueryHandler(GetBoard)
export class GetBoardHandler implements IQueryHandler<GetBoard, BoardAnswer> {
  constructor(
    private readonly assessing: Assessing,
    private readonly sealer: Sealer,
    @Inject(FACT_SOURCE) private readonly facts: FactSource,
  ) {}

  async execute({ asked: { rollCall, axes }, actor }: GetBoard): Promise<BoardAnswer> {
    const answer = await this.assessing.ask(rollCall, axesOf(axes), actor, axes.after);
    const { telling, moment, audience } = answer;
    const { facts, sealer } = this;
    const lines = linesAfter(keyAfter(axes), telling.board.lines).slice(0, rowsFor(axes));
    const { rows, next } = cutPage(lines, axes, ({ sortKey }) => sortKey);
    return {
      ...claimAnswer(rollCall, answer),
      lines: await lineAnswers(rows, { rollCall, known: moment.known, at: moment.at, facts, sealer, audience }),
      ...present({ next }),
    };
  }
}

function linesAfter(key: string | undefined, lines: readonly BoardLine[]): readonly BoardLine[] {
  return key === undefined ? lines : lines.filter(({ sortKey }) => sortKey > key);
}

export const BOARD_EXAMPLE = { ...CLAIM_EXAMPLE, lines: [BOARD_LINE_EXAMPLE] };
