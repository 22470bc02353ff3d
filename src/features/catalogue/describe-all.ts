import type { EventCatalogue } from '../../kernel/event-description.js';
import type { Fact, PendingFact } from '../../kernel/event.js';
import { parseInstant } from '../../kernel/instant.js';
import { present } from '../../kernel/present.js';
import type { Category } from '../../kernel/stream.js';

/** A list is named as one, and so is a fact that is asserted by itself. */
type NamedAsOne = string | number | boolean | null | readonly unknown[] | PendingFact;

/** The names of what an object holds, within it too: `changes.condition`. */
type NamesWithin<Within extends string, Data> = {
  [Member in keyof Data & string]-?: NamesOf<`${Within}${Member}`, Exclude<Data[Member], undefined>>;
}[keyof Data & string];

type NamesOf<Name extends string, Value> = Value extends NamedAsOne ? Name : NamesWithin<`${Name}.`, Value>;

/** One line of the catalogue; the compiler holds `clear` to the members of the event's data, none missing. */
export type Line<F extends Fact> =
  F extends Fact<string, infer Data>
    ? {
        readonly meaning: string;
        readonly clear: { readonly [Name in NamesWithin<'', Data>]: string };
        readonly sealed: readonly string[];
        /** The member that says when it happened. */
        readonly happenedAt?: keyof Data & string;
      }
    : never;

export type Lines<F extends Fact> = { readonly [Type in F['type']]: Line<Extract<F, { type: Type }>> };

type AnyLine = Line<Fact<string, Record<string, string>>>;

const SCHEMA_VERSION = 1;

export function describeAll<F extends Fact>(category: Category, lines: Lines<F>): EventCatalogue {
  const described = Object.entries(lines as Readonly<Record<string, AnyLine>>).map(([type, line]) => {
    const { meaning, clear, sealed } = line;
    const happenedAt = instantReader(line.happenedAt);
    return [type, { category, schemaVersion: SCHEMA_VERSION, meaning, clear, sealed, ...present({ happenedAt }) }];
  });
  return Object.fromEntries(described) as EventCatalogue;
}

function instantReader(member: string | undefined): EventCatalogue[string]['happenedAt'] {
  if (member === undefined) return undefined;
  return (data) => {
    const value = data[member];
    return typeof value === 'string' ? parseInstant(value) : undefined;
  };
}
