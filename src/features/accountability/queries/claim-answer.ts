import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { FreshAnswer } from '../../../api/freshness.js';
import type { Id } from '../../../kernel/ids.js';
import { instantOf, type Instant } from '../../../kernel/instant.js';
import { MODES, type Mode } from '../../../kernel/mode.js';
import type { Position } from '../../../kernel/position.js';
import { present } from '../../../kernel/present.js';
import type { AskedAssessment } from '../asking/assessing.js';
import type { Policy, Scope } from '../roll-call.events.js';
import { CLAIMS, UNMET, type Claim, type Counts, type Unmet } from '../rule.js';

export class CountsAnswer implements Counts {
  @ApiProperty()
  readonly denominator!: number;

  @ApiProperty()
  readonly accounted!: number;

  @ApiProperty({ description: 'Of the accounted: condition SAFE, and nothing that speaks against it.' })
  readonly safe!: number;
}

/** The claim, what it lacks, and what it is about: the head of every answer about a roll call. */
export class ClaimAnswer extends FreshAnswer {
  @ApiProperty({ type: String, format: 'uuid' })
  readonly rollCall!: Id;

  @ApiProperty({ enum: CLAIMS, nullable: true, description: 'null to whoever may be within a captor’s reach.' })
  readonly claim!: Claim | null;

  @ApiProperty()
  readonly counts!: CountsAnswer;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'array', items: { type: 'string', format: 'uuid' } },
    description: `What is missing, each with the deployments that it is about: ${UNMET.join(', ')}.`,
  })
  readonly unmet!: Unmet;

  @ApiProperty({ type: String, format: 'date-time', description: 't: what was true at this instant.' })
  readonly asOf!: Instant;

  @ApiProperty({ type: String, description: 'k: as known at this position of the log.' })
  declare readonly position: Position;

  @ApiProperty({ enum: [true], required: false, description: 'The instant has not come yet.' })
  readonly forecast?: true;

  @ApiProperty({ enum: [true], required: false, description: 'These are only those people whom the reader may see.' })
  readonly subset?: true;

  @ApiProperty({
    type: String,
    format: 'date-time',
    required: false,
    description: 'When the answer changes next without an event.',
  })
  readonly nextLapse?: Instant;

  @ApiProperty({ enum: MODES, required: false })
  readonly mode?: Mode;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  readonly scope?: Scope;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'The policy in force.' })
  readonly policy?: Policy;

  @ApiProperty({
    type: String,
    format: 'date-time',
    required: false,
    description: 'Good news must have been observed strictly after.',
  })
  readonly ref?: Instant;

  @ApiProperty({
    type: String,
    format: 'date-time',
    required: false,
    description: 'At risk are all who were there since.',
  })
  readonly since?: Instant;
}

export function claimAnswer(rollCall: Id, { told, moment, telling }: AskedAssessment): ClaimAnswer {
  const { claim, counts, unmet, subset, terms } = told;
  const lapse = telling.nextLapse;
  return {
    ...{ rollCall, claim, counts, unmet },
    asOf: moment.at,
    position: moment.known,
    ...(moment.forecast ? { forecast: true } : {}),
    ...(subset ? { subset: true } : {}),
    ...present({ nextLapse: lapse === undefined ? undefined : instantOf(lapse) }),
    ...(terms === undefined ? {} : { ...terms, ref: instantOf(terms.ref), since: instantOf(terms.since) }),
  };
}

export const CLAIM_EXAMPLE = {
  rollCall: '3f1c2c1e-6f0a-4a3e-8d55-2b7c2a9f0e11',
  claim: 'PARTIAL',
  counts: { denominator: 12, accounted: 10, safe: 10 },
  unmet: { EVIDENCE: ['0b54f7a2-9a51-4b0c-8a49-58c5b5b7a001', '0b54f7a2-9a51-4b0c-8a49-58c5b5b7a002'] },
  asOf: '2020-01-08T00:10:00.000Z',
  position: '0000000000000087',
  nextLapse: '2020-01-08T05:09:00.000Z',
  mode: 'ACTUAL',
  scope: { missions: ['6e5dd2f5-6a6c-4d1f-9c0d-1b2c3d4e5f60'] },
  policy: { freshness: 'PT6H', leastGrade: 3 },
  ref: '2020-01-07T22:50:00.000Z',
  since: '2020-01-07T22:30:00.000Z',
};
