import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { AskedQuery } from '../../../api/query.js';
import type { Id } from '../../../kernel/ids.js';
import { Assessing } from '../asking/assessing.js';
import type { BoardLine } from '../asking/board.js';
import type { Person } from '../rule.js';
import { axesOf, type AxesQuery } from './axes.js';
import { CLAIM_EXAMPLE, ClaimAnswer, claimAnswer } from './claim-answer.js';
import { PersonAnswer, personAnswer } from './person-answer.js';

/** People named in one verdict; the board pages through more. */
export const MAX_VERDICT_PEOPLE = 1_000;

/** What may be said of a roll call, and who stands behind it or in its way. */
export class VerdictAnswer extends ClaimAnswer {
  @ApiProperty({ type: PersonAnswer, isArray: true })
  readonly people!: readonly PersonAnswer[];

  @ApiProperty({ format: 'uuid', isArray: true, type: String, description: 'Deployments excluded with a reason.' })
  readonly excluded!: readonly Id[];

  @ApiProperty({ required: false, description: 'How many more people there are than are named here.' })
  readonly more?: number;
}

export class GetVerdict extends AskedQuery<{ readonly rollCall: Id; readonly axes: AxesQuery }, VerdictAnswer> {}

@QueryHandler(GetVerdict)
export class GetVerdictHandler implements IQueryHandler<GetVerdict, VerdictAnswer> {
  constructor(private readonly assessing: Assessing) {}

  async execute({ asked: { rollCall, axes }, actor }: GetVerdict): Promise<VerdictAnswer> {
    const answer = await this.assessing.ask(rollCall, axesOf(axes), actor, axes.after);
    const { told, telling } = answer;
    const more = told.people.length - MAX_VERDICT_PEOPLE;
    const { lines } = telling.board;
    return {
      ...claimAnswer(rollCall, answer),
      people: firstPeople(lines).map(personAnswer),
      excluded: told.excluded.map(({ deployment }) => deployment),
      ...(more > 0 ? { more } : {}),
    };
  }
}

/** Whoever is excluded comes last and is no one that a verdict is about. */
function firstPeople(lines: readonly BoardLine[]): readonly Person[] {
  return lines.slice(0, MAX_VERDICT_PEOPLE).flatMap((line) => ('person' in line ? [line.person] : []));
}

export const VERDICT_EXAMPLE = { ...CLAIM_EXAMPLE, people: [], excluded: [] };
