import { InstantField, WordField } from '../../../api/fields.js';
import { FreshQuery } from '../../../api/freshness.js';
import { KnownAtField } from '../../../api/moment.js';
import { CursorField, PageQuery } from '../../../api/paging.js';
import type { Instant } from '../../../kernel/instant.js';
import type { Position } from '../../../kernel/position.js';

const KNOWN_AT = 'What was known then: an instant, or a position of the log.';

const SAYS_EFFECTS = ['true', 'false'] as const;
export type SaysEffects = (typeof SAYS_EFFECTS)[number];

/** What a question about a timeline can say of its moment and of its answer, whole or in pages. */
export interface TimelineAsked {
  readonly asOf?: Instant;
  /** An instant in its canonical spelling, or a position. */
  readonly knownAt?: Instant | Position;
  readonly after?: Position;
  readonly effects: SaysEffects;
}

export class TimelineQuery extends PageQuery implements TimelineAsked {
  @AsOfField()
  readonly asOf?: Instant;

  @KnownAtField(KNOWN_AT)
  readonly knownAt?: Instant | Position;

  @EffectsField()
  readonly effects: SaysEffects = 'true';
}

/** Of the whole timeline at once. */
export class TimelineExportQuery extends FreshQuery implements TimelineAsked {
  @AsOfField()
  readonly asOf?: Instant;

  @KnownAtField(KNOWN_AT)
  readonly knownAt?: Instant | Position;

  @EffectsField()
  readonly effects: SaysEffects = 'true';
}

/** A page of where a timeline's events stand. */
export class OutlineQuery extends FreshQuery {
  @CursorField()
  readonly cursor?: string;
}

function AsOfField(): PropertyDecorator {
  return InstantField({ optional: true, description: 'Only what had happened by then, as known now.' });
}

function EffectsField(): PropertyDecorator {
  const description = 'Whether to say what each event changed, which takes the longest of it all.';
  return WordField(SAYS_EFFECTS, { optional: true, description });
}
