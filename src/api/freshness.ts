import { ApiProperty } from '@nestjs/swagger';
import { demand } from '../kernel/failure.js';
import { BEFORE_ALL, parsePosition, type Position } from '../kernel/position.js';
import { field, must, type FieldOptions } from './fields.js';

/** Milliseconds for which a question waits until the view has what it was asked to have. */
export const MAX_WAIT_MS = 1_000;

/** What a question needs of views that follow the log. */
export interface FollowingViews<Db> {
  readonly db: Db;
  applied(projections: readonly string[]): Position;
  reached(position: Position, timeoutMs: number, projections: readonly string[]): Promise<boolean>;
}

/** What was found in a view as it stood at one position of the log. */
export interface AtPosition<Found> {
  readonly found: Found;
  readonly position: Position;
}

/** What every question can say of how fresh its answer must be. */
export class FreshQuery {
  @PositionField({
    optional: true,
    description: 'A position that a command answered: what it recorded is in this answer, or it is refused.',
  })
  readonly after?: Position;
}

/** What every answer says of how fresh it is. */
export class FreshAnswer {
  @ApiProperty({
    type: String,
    description: 'The place in the log up to which this answer knows everything, and nothing beyond.',
  })
  readonly position!: Position;
}

/** An opaque position of the log; whether the log has it is not for the field to say. */
export function PositionField(options: FieldOptions): PropertyDecorator {
  const isPosition = (value: unknown): boolean => typeof value === 'string' && parsePosition(value) !== undefined;
  return field(options, { type: String }, must('isPosition', 'must be a position', isPosition));
}

/**
 * Reads a view once it has applied `after` (or at once, where nothing is asked), in one turn, so that rows and position
 * are of one state. Refuses with 'not-current' where it does not get there in time, or its rows tell of another history:
 * a stale answer would look like a fresh one.
 */
export async function readView<Db, Found>(
  views: FollowingViews<Db>,
  projections: readonly string[],
  after: Position | undefined,
  read: (db: Db) => Found,
): Promise<AtPosition<Found>> {
  const current = await views.reached(after ?? BEFORE_ALL, MAX_WAIT_MS, projections);
  demand(current, 'not-current', 'The view has not come that far yet; ask again.');
  return { found: read(views.db), position: views.applied(projections) };
}
