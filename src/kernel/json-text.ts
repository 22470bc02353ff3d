import { partsOf } from './joined-list.js';

/** How deep below an answer a joined list is looked for; what lies deeper is written as it is. */
const LEVELS = 2;

type Part = readonly unknown[];

const textsOfParts = new WeakMap<Part, string>();
const bytesOfParts = new WeakMap<Part, Buffer>();

/**
 * What JSON.stringify writes of an answer, to the letter. A joined list is put together from its parts, each of which is
 * written once: of a hundred thousand names few change from one answer to the next.
 */
export function jsonText(answer: object): string {
  const pieces = piecesOf(answer);
  // All at once: long texts are not copied from one into the next.
  return pieces === undefined
    ? JSON.stringify(answer)
    : pieces.map((piece) => (typeof piece === 'string' ? piece : textOf(piece))).join('');
}

/**
 * The same as it goes over a wire, in pieces: of a joined list, the bytes of each part as they were made once. Whoever
 * needs them in one copies them together, and nothing else of that length is made.
 */
export function jsonBytes(answer: object): readonly Buffer[] {
  const pieces = piecesOf(answer) ?? [JSON.stringify(answer)];
  return pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : bytesOf(piece)));
}

type Piece = string | Part;

/** Undefined of an answer that has a way of its own to be written and leaves nothing by it. */
function piecesOf(answer: object): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  return writeInto(pieces, '', answer, LEVELS) ? pieces : undefined;
}

/** Answers whether there is anything to write: JSON leaves some things out, and then what stands before them too. */
function writeInto(pieces: Piece[], before: string, value: unknown, levels: number): boolean {
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

function writeMembers(pieces: Piece[], before: string, value: object, levels: number): void {
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

function writeList(pieces: Piece[], before: string, parts: readonly Part[]): void {
  pieces.push(before, '[');
  let separator = '';
  for (const part of parts) {
    if (part.length === 0) continue;
    pieces.push(separator, part);
    separator = ',';
  }
  pieces.push(']');
}

function textOf(part: Part): string {
  const text = textsOfParts.get(part) ?? JSON.stringify(part).slice(1, -1);
  textsOfParts.set(part, text);
  return text;
}

function bytesOf(part: Part): Buffer {
  const bytes = bytesOfParts.get(part) ?? Buffer.from(JSON.stringify(part).slice(1, -1));
  bytesOfParts.set(part, bytes);
  return bytes;
}
