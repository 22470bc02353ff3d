import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { FreshAnswer } from '../../../api/freshness.js';
import { TextAnswer } from '../../../api/opened.js';
import type { EntryId } from '../../../kernel/entry-id.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import type { JsonObject } from '../../../kernel/json.js';
import type { Position } from '../../../kernel/position.js';
import type { Change, Effect, PersonChange } from '../effect.js';
import type { Counts } from '../assessments-around.js';
import { TIMELINE_EVENTS, type TimelineCategory, type TimelineType } from '../timeline-event.js';
import type { TextAnswers } from '../words/telling.js';

const INSTANT = { type: String, format: 'date-time' } as const;
const BEFORE_AND_AFTER = { type: 'object', additionalProperties: true } as const;

/** What the event changed in one roll call of the incident. */
export class EffectAnswer implements Effect {
  @ApiProperty({ type: String, format: 'uuid' })
  readonly rollCall!: Id;

  @ApiProperty(INSTANT)
  readonly openedAt!: Instant;

  @ApiPropertyOptional({ ...BEFORE_AND_AFTER, description: 'The claim before and after, where it changed.' })
  readonly claim?: Change<string>;

  @ApiPropertyOptional({ ...BEFORE_AND_AFTER, description: 'The counts before and after, where they changed.' })
  readonly counts?: Change<Counts>;

  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description: 'Everyone whose accountability, condition or standing changed; a side is absent where not in it.',
  })
  readonly people!: readonly PersonChange[];

  @ApiProperty({ isArray: true, type: String, description: 'The same in plain words.' })
  readonly words!: readonly string[];
}

@ApiExtraModels(TextAnswer)
export class TimelineEventAnswer {
  @ApiProperty({ type: String })
  readonly position!: Position;

  @ApiProperty({ enum: Object.keys(TIMELINE_EVENTS) })
  readonly type!: TimelineType;

  @ApiProperty({ enum: ['incident', 'rollCall', 'deployment', 'mission'], description: 'What it is about.' })
  readonly category!: TimelineCategory;

  @ApiProperty({
    type: String,
    format: 'uuid',
    description: 'Of the incident, roll call, deployment or mission that it is about.',
  })
  readonly id!: Id;

  @ApiProperty({ required: false, description: 'Not for team lead, deployed officer and liaison.' })
  readonly revision?: number;

  @ApiProperty({ ...INSTANT, description: 'Our clock: when it was recorded.' })
  readonly recordedAt!: Instant;

  @ApiProperty({ ...INSTANT, description: 'Its own clock: when it happened, as claimed; never after its recording.' })
  readonly happenedAt!: Instant;

  @ApiProperty({ type: String, required: false, description: "The IANA zone of the officer's mission, where known." })
  readonly zone?: string;

  @ApiProperty({ required: false, description: 'Who acted; absent, with his role, where the reader is not told.' })
  readonly actor?: string;

  @ApiProperty({ required: false })
  readonly role?: string;

  @ApiProperty({ description: 'What happened, in one plain sentence.' })
  readonly words!: string;

  @ApiProperty({
    type: EffectAnswer,
    isArray: true,
    description: 'What it changed; empty where nothing, or not asked.',
  })
  readonly effect!: readonly EffectAnswer[];

  @ApiProperty({ type: String, required: false, description: 'The name by which it is corrected.' })
  readonly entry?: EntryId;

  @ApiProperty({ type: 'object', additionalProperties: true })
  readonly data!: JsonObject;

  @ApiProperty({ type: 'object', additionalProperties: { $ref: getSchemaPath(TextAnswer) } })
  readonly texts!: TextAnswers;
}

/** A page of an incident's timeline, in the order in which it became known. */
export class TimelineAnswer extends FreshAnswer {
  @ApiProperty({ type: String, format: 'uuid' })
  readonly incident!: Id;

  @ApiProperty({ type: TimelineEventAnswer, isArray: true })
  readonly events!: readonly TimelineEventAnswer[];

  @ApiProperty({
    type: String,
    required: false,
    description: 'Give it as `cursor` for the next page; absent on the last.',
  })
  readonly next?: string;

  @ApiProperty({ ...INSTANT, description: 'Only what had happened by this instant is in it.' })
  readonly asOf!: Instant;

  @ApiProperty({ type: String, description: 'Only what was known at this position is in it, on every page of it.' })
  readonly knownAt!: Position;
}
