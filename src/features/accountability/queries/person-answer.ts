import { ApiProperty } from '@nestjs/swagger';
import type { Id } from '../../../kernel/ids.js';
import { instantOf, type Instant } from '../../../kernel/instant.js';
import { present } from '../../../kernel/present.js';
import { DISPOSITIONS, type Disposition } from '../../deployments/deployment.events.js';
import { STANDINGS, type Person, type Standing } from '../rule.js';
import { IMPAIRMENTS, type Impairment } from '../rule/finding.js';
import { ACCOUNTABILITIES, CONDITIONS, type Accountability, type PersonAssessment } from '../rule/person.js';

/** A person's three axes, never one. */
export class PersonAnswer {
  @ApiProperty({ type: String, format: 'uuid' })
  readonly deployment!: Id;

  @ApiProperty({ type: String, format: 'uuid' })
  readonly officer!: Id;

  @ApiProperty({
    enum: STANDINGS,
    description: 'PENDING: at risk and not in the denominator. NOT_KEPT: an earlier tour.',
  })
  readonly standing!: Standing;

  @ApiProperty({ enum: ACCOUNTABILITIES })
  readonly accountability!: Accountability;

  @ApiProperty({ enum: CONDITIONS })
  readonly condition!: PersonAssessment['condition'];

  @ApiProperty({ enum: DISPOSITIONS, required: false })
  readonly disposition?: Disposition;

  @ApiProperty({
    enum: IMPAIRMENTS,
    required: false,
    description: 'Why he cannot be called safe: the first that applies.',
  })
  readonly impaired?: Impairment;

  @ApiProperty({
    type: Boolean,
    required: false,
    description:
      'There while a duress is open, whatever `impaired` says; told to the duty officer, the commander and the auditor alone.',
  })
  readonly underDuress?: true;

  @ApiProperty({
    type: String,
    format: 'date-time',
    required: false,
    description: 'When the evidence stops being fresh.',
  })
  readonly lapsesAt?: Instant;

  @ApiProperty({ description: 'How many of his entries that are not safe are in conflict.' })
  readonly conflicts!: number;

  @ApiProperty({ enum: ['CLOCK_AHEAD'], isArray: true })
  readonly flags!: readonly 'CLOCK_AHEAD'[];
}

export function personAnswer(person: Person): PersonAnswer {
  const { deployment, officer, standing, accountability, condition, conflicts, flags, lapsesAt } = person;
  return {
    ...{ deployment, officer, standing, accountability, condition, conflicts, flags },
    ...(person.underDuress ? { underDuress: true } : {}),
    ...present({
      disposition: person.disposition,
      impaired: person.impaired,
      lapsesAt: lapsesAt === undefined ? undefined : instantOf(lapsesAt),
    }),
  };
}
