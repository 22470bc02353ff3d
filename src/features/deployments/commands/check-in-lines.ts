import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray } from 'class-validator';
import { field } from '../../../api/fields.js';
import { FieldFault, PROBLEM_STATUS, problemBody } from '../../../api/problems.js';
import { isObject, readInput } from '../../../api/read-input.js';
import { demand, Refusal } from '../../../kernel/failure.js';
import { KeyDamaged, KeyDestroyed } from '../../../sealing/key-store.js';
import { RecordCheckInBody } from './record-check-in.command.js';

/** Check-ins in one list. */
export const MAX_LINES = 200;

/** Faults of one line that are named. */
const MAX_FAULTS = 20;

/** The lines are taken as they came: each is read for itself, so that one bad line does not hold back the others. */
export function CheckInLinesField(): PropertyDecorator {
  return field(
    {},
    { type: RecordCheckInBody, isArray: true, minItems: 1, maxItems: MAX_LINES },
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(MAX_LINES),
  );
}

/** Throws a Refusal, which names every fault of the line. */
export function readLine(line: unknown): RecordCheckInBody {
  demand(isObject(line), 'invalid-request', 'A check-in is an object.');
  return readInput(RecordCheckInBody, line, 'check-in', MAX_FAULTS);
}

/** The problem details (RFC 9457) of one line; the request that they belong to is that of the whole list. */
export class LineProblem {
  @ApiProperty({ example: 'urn:muster:problem:not-found' })
  readonly type!: string;

  @ApiProperty({ description: 'The same for every occurrence.' })
  readonly title!: string;

  @ApiProperty({ description: 'That with which the line would have been answered alone.' })
  readonly status!: number;

  @ApiProperty({ description: 'What is wrong with this line.' })
  readonly detail!: string;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  readonly details?: Readonly<Record<string, unknown>>;

  @ApiProperty({ type: FieldFault, isArray: true, required: false, description: 'The faults of its fields.' })
  readonly errors?: unknown;
}

/** Why one line alone is refused. What concerns them all, because nothing can be recorded now, is thrown on. */
export function lineProblemOf(error: unknown): LineProblem {
  const { problem, message, details } = lineRefusalOf(error);
  return problemBody(problem, message, details);
}

function lineRefusalOf(error: unknown): Refusal {
  if (error instanceof KeyDestroyed) return new Refusal('erased', 'No text can be recorded of what was erased.');
  // This person's key alone: the others are not to wait until it is restored.
  if (error instanceof KeyDamaged)
    return new Refusal('unavailable', "This person's key is damaged; nothing was stored.");
  if (error instanceof Refusal && isOfOneLine(error)) return error;
  throw error;
}

function isOfOneLine({ problem }: Refusal): boolean {
  return PROBLEM_STATUS[problem] < 500 && problem !== 'command-id-reused';
}
