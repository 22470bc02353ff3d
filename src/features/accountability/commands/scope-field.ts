import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsObject, ValidateNested } from 'class-validator';
import { field, IdListField, MAX_LIST_LENGTH, must } from '../../../api/fields.js';
import type { Id } from '../../../kernel/ids.js';
import { present } from '../../../kernel/present.js';
import type { Scope } from '../roll-call.events.js';

/** All that a scope can name; which of it may stand together is for `ScopeField` to say. */
export class ScopeBody {
  @IdListField({ optional: true })
  readonly missions?: readonly Id[];

  @IdListField({ optional: true })
  readonly posts?: readonly Id[];

  @IdListField({ optional: true })
  readonly deployments?: readonly Id[];
}

const IDS = {
  type: 'array',
  items: { type: 'string', format: 'uuid' },
  minItems: 1,
  maxItems: MAX_LIST_LENGTH,
  uniqueItems: true,
} as const;

const OF_PLACES = {
  type: 'object',
  properties: { missions: IDS, posts: IDS },
  additionalProperties: false,
  minProperties: 1,
} as const;

const OF_PEOPLE = {
  type: 'object' as const,
  properties: { deployments: IDS },
  additionalProperties: false,
  required: ['deployments'],
};

/** A scope is of places or of people: the two would disagree about who is pending. */
function isOfOneKind(value: unknown): boolean {
  if (!(value instanceof ScopeBody)) return false;
  const { missions, posts, deployments } = value;
  return (deployments === undefined) !== (missions === undefined && posts === undefined);
}

export function ScopeField(): PropertyDecorator {
  const message = 'must name missions or posts (or both), or deployments, and never both kinds';
  return applyDecorators(
    Type(() => ScopeBody),
    field(
      { description: 'Whom the roll call asks about: everyone at these missions and posts, or these deployments.' },
      { type: 'object', additionalProperties: true, oneOf: [OF_PLACES, OF_PEOPLE] },
      IsObject(),
      ValidateNested(),
      must('isScope', message, isOfOneKind),
    ),
  );
}

export function scopeOf({ missions, posts, deployments }: ScopeBody): Scope {
  return deployments === undefined ? present({ missions, posts }) : { deployments };
}
