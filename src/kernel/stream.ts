import { isId, type Id } from './ids.js';

/**
 * The kinds of stream. `register` keeps which roll calls an incident has, so that it closes only after them; `erasure`
 * whose texts were erased.
 */
export const CATEGORIES = [
  'mission',
  'officer',
  'deployment',
  'incident',
  'register',
  'rollCall',
  'access',
  'erasure',
] as const;

export type Category = (typeof CATEGORIES)[number];

export function streamName(category: Category, id: Id): string {
  if (!isId(id)) throw new Error(`a stream's id is a UUID: ${id}`);
  return `${category}-${id}`;
}

export interface ParsedStream {
  readonly category: Category;
  readonly id: Id;
}

/** An event's stream is asked about again and again while the event goes from one view to the next. */
let last: { readonly stream: string; readonly parsed: ParsedStream } | undefined;

/** The category and id of a stream's name; a name that Muster never gives is a bug. */
export function parseStream(stream: string): ParsedStream {
  if (last?.stream !== stream) last = { stream, parsed: parsed(stream) };
  return last.parsed;
}

function parsed(stream: string): ParsedStream {
  const dash = stream.indexOf('-');
  const category = CATEGORIES.find((candidate) => candidate === stream.slice(0, dash));
  const id = stream.slice(dash + 1);
  if (category === undefined || !isId(id)) throw new Error(`not a stream of Muster: ${stream}`);
  return { category, id };
}
