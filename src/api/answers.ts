import { ApiProperty } from '@nestjs/swagger';
import { entryId } from '../kernel/entry-id.js';
import type { RecordedEvent } from '../kernel/event.js';
import { parseStream } from '../kernel/stream.js';
import type { Decided } from '../deciding/deciding.js';
import { seesRevisions } from './policy.js';

/** What a command answers, the first time and every time it is repeated. */
export class CommandAnswer {
  @ApiProperty({ description: "The last event's place in the log: give it as `after` to read what was just written." })
  readonly position!: string;

  @ApiProperty({ format: 'uuid', description: 'The id of what the command is about.' })
  readonly id!: string;

  @ApiProperty({
    required: false,
    description:
      'The newest revision of what the command is about: its ETag. Not for team lead, deployed officer and liaison.',
  })
  readonly revision?: number;

  @ApiProperty({
    required: false,
    description: 'Of what was recorded about a person: the name by which it is corrected.',
  })
  readonly entry?: string;
}

export function answerOf({ events, position, actor }: Decided): CommandAnswer {
  const last = events.at(-1);
  if (last === undefined) throw new Error('a decision records something');
  const { category, id } = parseStream(last.stream);
  const entry = category === 'deployment' ? { entry: entryId(id, last.id) } : {};
  const revision = seesRevisions(actor.role) ? { revision: last.revision } : {};
  return { position, id, ...revision, ...entry };
}

/** The ETag of what has this revision. */
export function etagOf({ revision }: Pick<RecordedEvent, 'revision'>): string {
  return `"${revision}"`;
}
