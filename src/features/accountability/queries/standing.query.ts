import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { IdField } from '../../../api/fields.js';
import { openTexts, TextAnswer, type OpenedPage } from '../../../api/opened.js';
import { IdParam } from '../../../api/query-route.js';
import { AskedQuery } from '../../../api/query.js';
import type { EntryId } from '../../../kernel/entry-id.js';
import { demand } from '../../../kernel/failure.js';
import type { Id } from '../../../kernel/ids.js';
import { instantOf, msOf, type Instant } from '../../../kernel/instant.js';
import type { Position } from '../../../kernel/position.js';
import { present } from '../../../kernel/present.js';
import { Sealer } from '../../../sealing/sealer.js';
import { Assessing, type AskedAssessment } from '../asking/assessing.js';
import { standingOf, type EntryWorth, type RestingEntry } from '../asking/standing.js';
import { FACT_SOURCE, type FactSource } from '../facts/fact.js';
import { readEvidence } from '../facts/read-evidence.js';
import { officerOf } from '../facts/sealed-texts.js';
import { axesOf, type AxesQuery } from './axes.js';
import { CLAIM_EXAMPLE, ClaimAnswer, claimAnswer } from './claim-answer.js';
import { PersonAnswer, personAnswer } from './person-answer.js';

/** One person of a roll call. */
export class StandingParam extends IdParam {
  @IdField()
  readonly deployment!: Id;
}

export class EntryWorthAnswer implements EntryWorth {
  @ApiProperty({ type: String })
  readonly entry!: EntryId;

  @ApiProperty({ description: 'Whether it counts for this roll call.' })
  readonly counts!: boolean;

  @ApiProperty({ description: 'Whether it was certainly observed after the reference instant.' })
  readonly certain!: boolean;

  @ApiProperty({ description: 'Whether another of his entries speaks against it.' })
  readonly inConflict!: boolean;
}

/** Someone, and where he stands in the roll call. */
export class NamedPersonAnswer {
  @ApiProperty({ type: String, format: 'uuid' })
  readonly deployment!: Id;

  @ApiProperty({ required: false })
  readonly name?: TextAnswer;

  @ApiProperty({ required: false })
  readonly homeAgency?: string;

  @ApiProperty({ required: false, description: 'Absent of who is excluded, or no one that the roll call asks about.' })
  readonly person?: PersonAnswer;
}

export class RestingAnswer extends NamedPersonAnswer {
  @ApiProperty({ type: String })
  readonly entry!: EntryId;

  @ApiProperty({ type: String, format: 'date-time' })
  readonly observedAt!: Instant;
}

/** The whole's claim as everyone gets it, and one person's part in it. */
export class StandingAnswer extends ClaimAnswer {
  @ApiProperty()
  readonly about!: NamedPersonAnswer;

  @ApiProperty({ type: EntryWorthAnswer, isArray: true, description: 'What each of his live entries is worth.' })
  readonly entries!: readonly EntryWorthAnswer[];

  @ApiProperty({ type: NamedPersonAnswer, isArray: true, description: 'Whose word stands behind his entries.' })
  readonly vouchers!: readonly NamedPersonAnswer[];

  @ApiProperty({ type: RestingAnswer, isArray: true, description: 'Whose entries rest on his word.' })
  readonly resting!: readonly RestingAnswer[];
}

interface StandingAsked {
  readonly rollCall: Id;
  readonly deployment: Id;
  readonly axes: AxesQuery;
}

export class GetStanding extends AskedQuery<StandingAsked, StandingAnswer> {}

@QueryHandler(GetStanding)
export class GetStandingHandler implements IQueryHandler<GetStanding, StandingAnswer> {
  constructor(
    private readonly assessing: Assessing,
    private readonly sealer: Sealer,
    @Inject(FACT_SOURCE) private readonly facts: FactSource,
  ) {}

  async execute({ asked: { rollCall, deployment, axes }, actor }: GetStanding): Promise<StandingAnswer> {
    const answer = await this.assessing.ask(rollCall, axesOf(axes), actor, axes.after);
    const { told, moment, audience } = answer;
    const isOfIt = [...told.people, ...told.excluded].some((one) => one.deployment === deployment);
    demand(isOfIt, 'not-found', 'This roll call asks about no such person.');
    const mayRead = audience.among ?? (() => true);
    const evidence = readEvidence(this.facts, rollCall, moment.known);
    const { entries, resting } = standingOf(evidence, deployment, msOf(moment.at));
    const words = (evidence.dossiers.get(deployment)?.entries ?? []).flatMap(({ vouchedBy }) => vouchedBy ?? []);
    const vouchers = [...new Set(words)].filter(mayRead);
    const rest = resting.filter((one) => mayRead(one.deployment));
    const named = await this.naming([deployment, ...vouchers, ...rest.map((one) => one.deployment)], answer);
    return {
      ...claimAnswer(rollCall, answer),
      about: named(deployment),
      entries,
      vouchers: vouchers.map(named),
      resting: rest.map((one) => ({ ...named(one.deployment), ...restingAnswer(one) })),
    };
  }

  private async naming(
    people: readonly Id[],
    { told, moment }: AskedAssessment,
  ): Promise<(deployment: Id) => NamedPersonAnswer> {
    const officers = new Map([...new Set(people)].map((id) => [id, this.officer(id, moment.known)] as const));
    const sealed = [...officers.values()].flatMap((officer) => officer?.named ?? []);
    const opened: OpenedPage = await openTexts(this.sealer, sealed);
    const assessed = new Map(told.people.map((person) => [person.deployment, personAnswer(person)]));
    return (deployment) => {
      const officer = officers.get(deployment);
      const name = officer === undefined ? undefined : opened(officer.named, 'name');
      return { deployment, ...present({ name, homeAgency: officer?.homeAgency, person: assessed.get(deployment) }) };
    };
  }

  private officer(deployment: Id, known: Position): ReturnType<typeof officerOf> {
    return officerOf(this.facts, deployment, known);
  }
}

function restingAnswer({ entry }: RestingEntry): Pick<RestingAnswer, 'entry' | 'observedAt'> {
  return { entry: entry.id, observedAt: instantOf(entry.observedAt) };
}

const ANN = '0b54f7a2-9a51-4b0c-8a49-58c5b5b7a001';

export const STANDING_EXAMPLE = {
  ...CLAIM_EXAMPLE,
  about: { deployment: ANN, name: { text: 'Ann Example' }, homeAgency: 'Saskatoon' },
  entries: [{ entry: 'C1T3oppRSwyKSVjFtbegAVviwE2R94A6', counts: true, certain: true, inConflict: false }],
  vouchers: [],
  resting: [],
};
