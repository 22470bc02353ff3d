import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { InstantField } from '../../../api/fields.js';
import { openTexts } from '../../../api/opened.js';
import { FreshQuery } from '../../../api/freshness.js';
import { KnownAtField } from '../../../api/moment.js';
import { AskedQuery } from '../../../api/query.js';
import type { SealedTexts } from '../../../kernel/event.js';
import type { Id } from '../../../kernel/ids.js';
import { later, msOf, type Instant } from '../../../kernel/instant.js';
import type { Position } from '../../../kernel/position.js';
import { present } from '../../../kernel/present.js';
import { Sealer } from '../../../sealing/sealer.js';
import { DISPOSITIONS, type Disposition } from '../../deployments/deployment.events.js';
import { Assessing, type AskedAssessment } from '../asking/assessing.js';
import { withoutDuress } from '../asking/asked.js';
import { ASPECTS, differenceBetween, type Aspect, type PersonAt, type PersonDifference } from '../asking/difference.js';
import { FACT_SOURCE, type FactSource } from '../facts/fact.js';
import { readEvidence } from '../facts/read-evidence.js';
import { officerOf } from '../facts/sealed-texts.js';
import type { Evidence } from '../rule/evidence.js';
import { ACCOUNTABILITIES, CONDITIONS, type Accountability } from '../rule/person.js';
import { CLAIM_EXAMPLE, ClaimAnswer, claimAnswer } from './claim-answer.js';
import { differenceInWords } from './difference-words.js';

/** Two moments of one roll call; a moment of which nothing is said is the present. */
export class DifferenceQuery extends FreshQuery {
  @InstantField({ optional: true })
  readonly fromAsOf?: Instant;

  @KnownAtField('The first moment: what was known at an instant or a position.')
  readonly fromKnownAt?: Instant | Position;

  @InstantField({ optional: true })
  readonly toAsOf?: Instant;

  @KnownAtField('The second moment: what was known at an instant or a position.')
  readonly toKnownAt?: Instant | Position;
}

export class PersonAtAnswer implements PersonAt {
  @ApiProperty()
  readonly member!: boolean;

  @ApiProperty({ enum: ACCOUNTABILITIES })
  readonly accountability!: Accountability;

  @ApiProperty({ enum: CONDITIONS })
  readonly condition!: PersonAt['condition'];

  @ApiProperty({ enum: DISPOSITIONS, required: false })
  readonly disposition?: Disposition;
}

export class PersonDifferenceAnswer implements PersonDifference {
  @ApiProperty({ type: String, format: 'uuid' })
  readonly deployment!: Id;

  @ApiProperty()
  readonly from!: PersonAtAnswer;

  @ApiProperty()
  readonly to!: PersonAtAnswer;

  @ApiProperty({ enum: ASPECTS, isArray: true })
  readonly changed!: readonly Aspect[];
}

/** What differs between two moments, as data and in words. */
export class DifferenceAnswer {
  @ApiProperty()
  readonly from!: ClaimAnswer;

  @ApiProperty()
  readonly to!: ClaimAnswer;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'array', items: { type: 'string', enum: [...ASPECTS] } },
    description: 'Of each deployment of which anything differs, what does.',
  })
  readonly changed!: Readonly<Record<Id, readonly Aspect[]>>;

  @ApiProperty({ type: PersonDifferenceAnswer, isArray: true })
  readonly people!: readonly PersonDifferenceAnswer[];

  @ApiProperty({ type: String, isArray: true, description: 'The same in plain words, the claim first.' })
  readonly words!: readonly string[];
}

export class GetDifference extends AskedQuery<
  { readonly rollCall: Id; readonly moments: DifferenceQuery },
  DifferenceAnswer
> {}

@QueryHandler(GetDifference)
export class GetDifferenceHandler implements IQueryHandler<GetDifference, DifferenceAnswer> {
  constructor(
    private readonly assessing: Assessing,
    private readonly sealer: Sealer,
    @Inject(FACT_SOURCE) private readonly facts: FactSource,
  ) {}

  async execute({ asked: { rollCall, moments }, actor }: GetDifference): Promise<DifferenceAnswer> {
    const { fromAsOf, fromKnownAt, toAsOf, toKnownAt, after } = moments;
    const before = await this.assessing.ask(rollCall, present({ asOf: fromAsOf, knownAt: fromKnownAt }), actor, after);
    const now = await this.assessing.ask(rollCall, present({ asOf: toAsOf, knownAt: toKnownAt }), actor, after);
    const people = this.differing(rollCall, before, now);
    const [from, to] = [claimAnswer(rollCall, before), claimAnswer(rollCall, now)];
    const nameOf = await this.names(people, later(before.moment.known, now.moment.known));
    return {
      ...{ from, to, people },
      changed: Object.fromEntries(people.map(({ deployment, changed }) => [deployment, changed])),
      words: differenceInWords(from, to, people, nameOf),
    };
  }

  /** By what a reader calls them; by his id whoever was erased, or whose name cannot be read. */
  private async names(people: readonly PersonDifference[], known: Position): Promise<(deployment: Id) => string> {
    const named = new Map<Id, SealedTexts>();
    for (const { deployment } of people) {
      const officer = officerOf(this.facts, deployment, known);
      if (officer !== undefined) named.set(deployment, officer.named);
    }
    const opened = await openTexts(this.sealer, [...named.values()]);
    return (deployment) => {
      const texts = named.get(deployment);
      return (texts === undefined ? undefined : opened(texts, 'name')?.text) ?? deployment;
    };
  }

  /** Whoever is known at either moment is assessed at both, at risk there or not. */
  private differing(rollCall: Id, before: AskedAssessment, now: AskedAssessment): readonly PersonDifference[] {
    const known = [before, now].flatMap((asked) => [...this.evidenceOf(rollCall, asked, []).dossiers.keys()]);
    return differenceBetween(
      { evidence: this.evidenceOf(rollCall, before, known), at: msOf(before.moment.at) },
      { evidence: this.evidenceOf(rollCall, now, known), at: msOf(now.moment.at) },
      now.audience.among ?? (() => true),
    );
  }

  private evidenceOf(rollCall: Id, { moment, audience }: AskedAssessment, also: readonly Id[]): Evidence {
    const evidence = readEvidence(this.facts, rollCall, moment.known, also);
    return audience.seesDuress ? evidence : withoutDuress(evidence);
  }
}

export const DIFFERENCE_EXAMPLE = {
  from: CLAIM_EXAMPLE,
  to: { ...CLAIM_EXAMPLE, claim: 'ALL_SAFE', counts: { denominator: 12, accounted: 12, safe: 12 }, unmet: {} },
  changed: { '0b54f7a2-9a51-4b0c-8a49-58c5b5b7a001': ['accountability', 'condition'] },
  people: [],
  words: ['The claim went from PARTIAL (10 of 12 accounted for) to ALL_SAFE (12 of 12).'],
};
