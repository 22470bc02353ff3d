import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  MaxLength,
  MinLength,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { parseDuration } from '../kernel/duration.js';
import { parseEntryId } from '../kernel/entry-id.js';
import { isId } from '../kernel/ids.js';
import { parseInstant } from '../kernel/instant.js';

/*
 * The fields of commands. Each decorator is at once the rule (class-validator), the reading (instants become canonical,
 * ids lower case) and the documentation (OpenAPI), so that the three cannot disagree.
 */

/** Characters; a name, a rank, a channel, an address. */
export const MAX_LABEL_LENGTH = 200;
/** Characters; a reason, a note. */
export const MAX_TEXT_LENGTH = 4_000;
/** Members of a list of ids. */
export const MAX_LIST_LENGTH = 10_000;
/** Entries named in one resolution. */
export const MAX_ENTRIES = 200;

const ENTRY_EXAMPLE = 'AAAAAAAAgACAAAAAAAAAAAAAAAAAAAAA';

export interface FieldOptions {
  readonly optional?: boolean;
  readonly description?: string;
}

/** A field of any kind. What is optional may be left out; null is nobody's value and is refused. */
export function field(
  options: FieldOptions,
  api: ApiPropertyOptions,
  ...rules: readonly PropertyDecorator[]
): PropertyDecorator {
  const optional = options.optional === true;
  const presence = optional ? ValidateIf((_object, value) => value !== undefined) : IsDefined();
  const description = options.description === undefined ? {} : { description: options.description };
  return applyDecorators(
    presence,
    ...rules,
    ApiProperty({ ...api, ...description, required: !optional } as ApiPropertyOptions),
  );
}

/** Reads a string in its canonical spelling; what cannot be read is left as it is, for the rule to refuse. */
export function readAs(read: (text: string) => string | undefined): PropertyDecorator {
  const one = (value: unknown): unknown => (typeof value === 'string' ? (read(value) ?? value) : value);
  return Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.map(one) : one(value)));
}

export function must(
  name: string,
  message: string,
  holds: (value: unknown) => boolean,
  each = false,
): PropertyDecorator {
  return ValidateBy({ name, validator: { validate: holds, defaultMessage: () => `$property ${message}` } }, { each });
}

/** In one pass, for a list may be long. */
function Distinct(): PropertyDecorator {
  const isDistinct = (value: unknown): boolean => Array.isArray(value) && new Set(value).size === value.length;
  return must('isDistinct', 'must name each once', isDistinct);
}

const isUuid = (value: unknown): boolean => typeof value === 'string' && isId(value);

/** An opaque id: a UUID. */
export function IdField(options: FieldOptions = {}): PropertyDecorator {
  const api = { type: String, format: 'uuid' };
  return field(
    options,
    api,
    readAs((text) => text.toLowerCase()),
    must('isId', 'must be a UUID', isUuid),
  );
}

/** A list of distinct ids; not empty unless it may be left out, and then not empty where it is given. */
export function IdListField(options: FieldOptions = {}): PropertyDecorator {
  return field(
    options,
    { type: [String], format: 'uuid', minItems: 1, maxItems: MAX_LIST_LENGTH, uniqueItems: true },
    readAs((text) => text.toLowerCase()),
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(MAX_LIST_LENGTH),
    Distinct(),
    must('isId', 'must hold UUIDs alone', isUuid, true),
  );
}

/** Ids in the query of an address: one, or one after the other (`?mission=…&mission=…`). */
export function QueryIdsField({ most, ...options }: FieldOptions & { readonly most: number }): PropertyDecorator {
  const lower = (id: unknown): unknown => (typeof id === 'string' ? id.toLowerCase() : id);
  return field(
    options,
    { type: [String], format: 'uuid', minItems: 1, maxItems: most },
    Transform(({ value }: { value: unknown }) =>
      value === undefined ? value : (Array.isArray(value) ? value : [value]).map(lower),
    ),
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(most),
    must('isId', 'must hold UUIDs alone', isUuid, true),
  );
}

const isEntry = (value: unknown): boolean => typeof value === 'string' && parseEntryId(value) !== undefined;

/** The opaque name of an entry, as an answer gave it. */
export function EntryField(options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: String, example: ENTRY_EXAMPLE }, must('isEntry', 'must be an entry', isEntry));
}

export function EntryListField(options: FieldOptions = {}): PropertyDecorator {
  return field(
    options,
    { type: [String], minItems: 1, maxItems: MAX_ENTRIES, uniqueItems: true, example: [ENTRY_EXAMPLE] },
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(MAX_ENTRIES),
    Distinct(),
    must('isEntry', 'must hold entries alone', isEntry, true),
  );
}

/** An RFC 3339 instant with an offset, read as UTC to the millisecond. */
export function InstantField(options: FieldOptions = {}): PropertyDecorator {
  const isInstant = (value: unknown): boolean => typeof value === 'string' && parseInstant(value) !== undefined;
  const message = 'must be an RFC 3339 instant with an offset, such as 2020-01-07T22:30:00Z';
  return field(
    options,
    { type: String, format: 'date-time' },
    readAs(parseInstant),
    must('isInstant', message, isInstant),
  );
}

export const DURATION = { type: 'string', format: 'duration', example: 'PT6H' } as const;

export function isDuration(value: unknown): boolean {
  return typeof value === 'string' && parseDuration(value) !== undefined;
}

/** An ISO 8601 duration without years and months. */
export function DurationField(options: FieldOptions = {}): PropertyDecorator {
  return field(options, DURATION, must('isDuration', 'must be an ISO 8601 duration such as PT6H', isDuration));
}

const isNotBlank = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';

function text(max: number, options: FieldOptions): PropertyDecorator {
  return field(
    options,
    { type: String, minLength: 1, maxLength: max },
    readAs((value) => value.trim()),
    IsString(),
    MinLength(1),
    MaxLength(max),
    must('isNotBlank', 'must not be blank', isNotBlank),
    must('isWellFormed', 'must be well-formed Unicode', (value) => typeof value === 'string' && value.isWellFormed()),
  );
}

/** A name, a rank, a channel: short free text, not blank. */
export function LabelField(options: FieldOptions = {}): PropertyDecorator {
  return text(MAX_LABEL_LENGTH, options);
}

/** A reason or a note: free text, not blank. */
export function TextField(options: FieldOptions = {}): PropertyDecorator {
  return text(MAX_TEXT_LENGTH, options);
}

/** One of a closed list of words. */
export function WordField(words: readonly string[], options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: String, enum: [...words] }, IsIn([...words]));
}

/** One of a closed list of whole numbers. */
export function NumberField(numbers: readonly number[], options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: 'integer', enum: [...numbers] }, IsInt(), IsIn([...numbers]));
}

/** An object with fields of its own. The OpenAPI document knows a class that is looked up later by a function called `type`. */
export function ObjectField(type: () => new () => object, options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: () => type() }, IsObject(), ValidateNested(), Type(type));
}
