import { ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { FreshAnswer } from '../../../api/freshness.js';
import { TextAnswer, textAnswer } from '../../../api/opened.js';
import type { RecordedEvent } from '../../../kernel/event.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import type { JsonObject } from '../../../kernel/json.js';
import type { Position } from '../../../kernel/position.js';
import { present } from '../../../kernel/present.js';
import { CATEGORIES, parseStream, type Category } from '../../../kernel/stream.js';
import type { OpenedTexts } from '../../../sealing/sealer.js';

const POSITION = 'An opaque position of the log.';

/** An event as it is stored. Of one that its reader may not read he is told that it is there, and by whom it came. */
export class EventAnswer {
  @ApiProperty({ type: String, description: POSITION })
  readonly position!: Position;

  @ApiProperty({ type: String, format: 'date-time' })
  readonly recordedAt!: Instant;

  @ApiProperty({ enum: CATEGORIES, description: 'Of its stream.' })
  readonly category!: Category;

  @ApiProperty({ required: false, enum: [true], description: 'It tells of people, and its reader reads none.' })
  readonly withheld?: true;

  @ApiProperty({ type: String, required: false, format: 'uuid' })
  readonly id?: Id;

  @ApiProperty({ required: false })
  readonly type?: string;

  @ApiProperty({ required: false })
  readonly schemaVersion?: number;

  @ApiProperty({ required: false })
  readonly stream?: string;

  @ApiProperty({ required: false, description: 'Its number in its stream.' })
  readonly revision?: number;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'Never the hash of a secret.',
  })
  readonly data?: JsonObject;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { $ref: getSchemaPath(TextAnswer) },
    description: 'The sealed texts, opened for this reader.',
  })
  readonly texts?: Readonly<Record<string, TextAnswer>>;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  readonly metadata!: Readonly<Record<string, string>>;
}

export class EventsAnswer extends FreshAnswer {
  @ApiProperty({ type: EventAnswer, isArray: true, description: "In the log's order." })
  readonly events!: readonly EventAnswer[];

  @ApiProperty({
    type: String,
    required: false,
    description: 'Give it as `before`; absent at the beginning of the log.',
  })
  readonly older?: Position;

  @ApiProperty({ type: String, description: 'Give it as `following` for what comes, or has come, after these.' })
  readonly newer!: Position;
}

export function eventAnswer(event: RecordedEvent, texts: OpenedTexts): EventAnswer {
  const { position, recordedAt, id, type, schemaVersion, stream, revision, data, metadata } = event;
  const opened = Object.entries(texts).map(([field, text]) => [field, textAnswer(text)] as const);
  return {
    ...{ position, recordedAt, category: parseStream(stream).category },
    ...{ id, type, schemaVersion, stream, revision, data: withoutHash(data) },
    ...(opened.length === 0 ? {} : { texts: Object.fromEntries(opened) }),
    metadata: present({ ...metadata }),
  };
}

/** By type and revision one could tell what befell someone, and by the stream whom; the rest tells who was at work. */
export function withheldAnswer({ position, recordedAt, stream, metadata }: RecordedEvent): EventAnswer {
  const { commandId, correlationId, causationId, actor, role } = metadata;
  return {
    ...{ position, recordedAt, category: parseStream(stream).category, withheld: true },
    metadata: { commandId, correlationId, causationId, actor, role },
  };
}

/** Nobody learns the secret from its hash, and nobody needs the hash. */
function withoutHash({ hash: _, ...data }: JsonObject): JsonObject {
  return data;
}

const RECORDED_AT = '2020-01-07T23:10:00.000Z';

export const EVENTS_EXAMPLE = {
  events: [
    {
      position: '000000000042',
      recordedAt: RECORDED_AT,
      category: 'incident',
      id: '0b54f7a2-9a51-4b0c-8a49-58c5b5b7a001',
      type: 'NoteLogged',
      schemaVersion: 1,
      stream: 'incident-0b54f7a2-9a51-4b0c-8a49-58c5b5b7a002',
      revision: 3,
      data: {},
      texts: { text: { text: 'Called the embassy; the line is busy.' } },
      metadata: { actor: '0b54f7a2-9a51-4b0c-8a49-58c5b5b7a003', role: 'dutyOfficer', mode: 'ACTUAL' },
    },
  ],
  older: '000000000042',
  newer: '000000000042',
  position: '000000000042',
};
