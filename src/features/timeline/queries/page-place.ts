import { demand } from '../../../kernel/failure.js';
import { parsePosition, type Position } from '../../../kernel/position.js';

/** Where a page ends: in the timeline as known at k, after a position. All its pages are of one k. */
export interface Place {
  readonly known: Position;
  readonly after: Position;
}

const SEPARATOR = '/';

export function keyOf({ known, after }: Place): string {
  return [known, after].join(SEPARATOR);
}

export function placeOf(key: string): Place {
  const [known, after, ...rest] = key.split(SEPARATOR).map(parsePosition);
  const isPlace = known !== undefined && after !== undefined && rest.length === 0;
  demand(isPlace, 'invalid-request', 'cursor: must be what a page of a timeline gave as its next.');
  return { known, after };
}
