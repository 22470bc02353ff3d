import { partsOf } from './joined-list.js';

/** How deep below an answer a joined list is looked for; what lies deeper is written as it is. */
const LEVELS = 2;

const texts = new WeakMap<readonly unknown[], string>();

/**
 * What JSON.stringify writes of an answer, to the letter. A joined list is put together from its parts, each of which is
 * written once: of a hundred thousand names few change from one answer to the next.
 */
export function jsonText(answer: object): string {
  const pieces: string[] = [];
  // All at once: long texts are not copied from one into the next.
  return writeInto(pieces, '', answer, LEVELS) ? pieces.join('') : JSON.stringify(answer);
}

/** Answers whether there is anything to write: JSON leaves some things out, and then what stands before them too. */
function writeInto(pieces: string[], before: string, value: unknown, levels: number): boolean {
  const parts = Array.isArray(value) ? partsOf(value) : undefined;
  if (parts !== undefined) writeList(pieces, before, parts);
  else if (levels > 0 && isPlain(value)) writeMembers(pieces, before, value, levels - 1);
  else {
    const text = JSON.stringify(value) as string | undefined;
    if (text === undefined) return false;
    pieces.push(before, text);
  }
  return true;
}

function writeMembers(pieces: string[], before: string, value: object, levels: number): void {
  pieces.push(before, '{');
  let separator = '';
  for (const [name, member] of Object.entries(value)) {
    if (writeInto(pieces, `${separator}${JSON.stringify(name)}:`, member, levels)) separator = ',';
  }
  pieces.push('}');
}

/** An object of a class may have a way of its own to be written. */
function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return Object.getPrototypeOf(value) === Object.prototype && !('toJSON' in value);
}

function writeList(pieces: string[], before: string, parts: readonly (readonly unknown[])[]): void {
  pieces.push(before, '[');
  let separator = '';
  for (const part of parts) {
    if (part.length === 0) continue;
    pieces.push(separator, partText(part));
    separator = ',';
  }
  pieces.push(']');
}

function partText(part: readonly unknown[]): string {
  const text = texts.get(part) ?? JSON.stringify(part).slice(1, -1);
  texts.set(part, text);
  return text;
}
