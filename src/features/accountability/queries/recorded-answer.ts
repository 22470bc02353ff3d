import { ApiProperty } from '@nestjs/swagger';
import { TextAnswer, type OpenedPage } from '../../../api/opened.js';
import type { RecordedEvent } from '../../../kernel/event.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';

/** Decisions or notes of one kind that a page shows, the newest; the timeline has them all. */
export const MAX_SHOWN = 200;

export const INSTANT = { type: String, format: 'date-time' } as const;

/** What every part of a page that was recorded says. */
export class RecordedAnswer {
  @ApiProperty(INSTANT)
  readonly recordedAt!: Instant;

  @ApiProperty({
    type: String,
    format: 'uuid',
    required: false,
    description: 'Who recorded it; absent where that is not told.',
  })
  readonly recordedBy?: Id;

  @ApiProperty({ type: TextAnswer, required: false, description: 'Absent where the reader does not get it.' })
  readonly reason?: TextAnswer;
}

type Shown = Pick<RecordedEvent, 'recordedAt' | 'personal' | 'metadata'>;

/** `opened` is undefined where the event's texts are not the reader's. */
export function recordedAnswer(event: Shown, opened: OpenedPage | undefined): RecordedAnswer {
  const reason = textOf(event, 'reason', opened);
  const recorded = { recordedAt: event.recordedAt, recordedBy: event.metadata.actor };
  return reason === undefined ? recorded : { ...recorded, reason };
}

/** Undefined where the event never had such a text, or it is not the reader's. */
export function textOf(
  { personal }: Pick<Shown, 'personal'>,
  field: string,
  opened: OpenedPage | undefined,
): TextAnswer | undefined {
  return personal === undefined ? undefined : opened?.(personal, field);
}

/** The newest that a page shows, the oldest of them first. */
export function newestShown<One>(all: readonly One[]): readonly One[] {
  return all.slice(-MAX_SHOWN);
}
