import { IntlMessageFormat } from 'intl-messageformat';
import { allPatterns, type Patterns } from './catalogue.js';

/** What a message must be given, by name. */
export type ArgumentTypes = Readonly<Record<string, 'string' | 'number' | 'Date'>>;

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/**
 * Which arguments a pattern has, and what each is: a count for a plural, a word for a choice. Throws for a pattern that
 * cannot be read, and for one with tags, which no reader of the catalogue shows.
 */
export function argumentTypes(pattern: string): ArgumentTypes {
  const found: Record<string, ArgumentTypes[string]> = {};
  for (const element of elementsIn(new IntlMessageFormat(pattern, 'en').getAst())) {
    const type = typeOf(element);
    if (type !== undefined && 'value' in element) found[element.value] = strongest(found[element.value], type);
  }
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The element types of the parser, which names them in a constant enumeration that no other compiler sees. */
const ELEMENT = { literal: 0, argument: 1, number: 2, date: 3, time: 4, select: 5, plural: 6, pound: 7, tag: 8 };

function elementsIn(elements: readonly Element[]): readonly Element[] {
  return elements.flatMap((element) => [
    element,
    ...('options' in element ? Object.values(element.options).flatMap(({ value }) => elementsIn(value)) : []),
  ]);
}

function typeOf(element: Element): ArgumentTypes[string] | undefined {
  const type: number = element.type;
  switch (type) {
    case ELEMENT.literal:
    case ELEMENT.pound:
      return undefined;
    case ELEMENT.argument:
    case ELEMENT.select:
      return 'string';
    case ELEMENT.number:
    case ELEMENT.plural:
      return 'number';
    case ELEMENT.date:
    case ELEMENT.time:
      return 'Date';
    default:
      throw new Error('A message has no tags.');
  }
}

/** What stands in a sentence as it is may be counted elsewhere in it. */
function strongest(known: ArgumentTypes[string] | undefined, type: ArgumentTypes[string]): ArgumentTypes[string] {
  return known === undefined || known === 'string' ? type : known;
}

/** The types of the English catalogue, as a file for the compiler: whoever says a message is held to its arguments. */
export function messageTypes(patterns: Patterns = allPatterns('en')): string {
  const lines = Object.entries(patterns)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, pattern]) => `  readonly '${key}': ${typeLiteral(argumentTypes(pattern))};`);
  return [
    '// Made from messages/en by `npm run docs`; a spec holds it to them.',
    '',
    'type Nothing = Record<never, never>;',
    '',
    '/** Of each message what it must be given. */',
    'export interface MessageArguments {',
    ...lines,
    '}',
    '',
    'export type MessageKey = keyof MessageArguments;',
    '',
  ].join('\n');
}

function typeLiteral(types: ArgumentTypes): string {
  const members = Object.entries(types).map(([name, type]) => `readonly ${name}: ${type}`);
  return members.length === 0 ? 'Nothing' : `{ ${members.join('; ')} }`;
}
