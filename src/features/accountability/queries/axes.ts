import { InstantField } from '../../../api/fields.js';
import { KnownAtField, type Axes } from '../../../api/moment.js';
import { FreshQuery } from '../../../api/freshness.js';
import { PageQuery } from '../../../api/paging.js';
import type { Instant } from '../../../kernel/instant.js';
import type { Position } from '../../../kernel/position.js';
import { present } from '../../../kernel/present.js';

/** What a question about a roll call can say of its moment; a question that says nothing is a live one. */
export class AxesQuery extends FreshQuery {
  @InstantField({ optional: true, description: 'What was true then, as known now.' })
  readonly asOf?: Instant;

  @KnownAtField('What was known then: an instant, or a position of the log. Alone, it is also what was true then.')
  readonly knownAt?: Instant | Position;
}

/** The moment alone, without what a question says of its freshness. */
export function axesOf({ asOf, knownAt }: Pick<AxesQuery, 'asOf' | 'knownAt'>): Axes {
  return present({ asOf, knownAt });
}

/** The same of a question whose answer comes in pages. */
export class PagedAxesQuery extends PageQuery {
  @InstantField({ optional: true, description: 'What was true then, as known now.' })
  readonly asOf?: Instant;

  @KnownAtField('What was known then: an instant, or a position of the log. Alone, it is also what was true then.')
  readonly knownAt?: Instant | Position;
}
