import { partsOf } from './joined-list.js';

/** How deep below an answer a joined list is looked for; what lies deeper is written as it is. */
const LEVELS = 2;

const texts = new WeakMap<readonly unknown[], string>();

/**
 * What JSON.stringify writes of an answer, to the letter. A joined list is put together from its parts, each of which is
 * written once: of a hundred thousand names few change from one answer to the next.
 */
export function jsonText(answer: object): string {
  return textOf(answer, LEVELS) ?? JSON.stringify(answer);
}

/** Undefined for what JSON leaves out. */
function textOf(value: unknown, levels: number): string | undefined {
  const parts = Array.isArray(value) ? partsOf(value) : undefined;
  if (parts !== undefined) return listText(parts);
  if (levels === 0 || !isPlain(value)) return JSON.stringify(value);
  const members: string[] = [];
  for (const [name, member] of Object.entries(value)) {
    const text = textOf(member, levels - 1);
    if (text !== undefined) members.push(`${JSON.stringify(name)}:${text}`);
  }
  return `{${members.join(',')}}`;
}

/** An object of a class may have a way of its own to be written. */
function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return Object.getPrototypeOf(value) === Object.prototype && !('toJSON' in value);
}

function listText(parts: readonly (readonly unknown[])[]): string {
  return `[${parts
    .filter(({ length }) => length > 0)
    .map(partText)
    .join(',')}]`;
}

function partText(part: readonly unknown[]): string {
  const text = texts.get(part) ?? JSON.stringify(part).slice(1, -1);
  texts.set(part, text);
  return text;
}
