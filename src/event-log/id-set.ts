import type { Id } from '../kernel/ids.js';

const WORDS_PER_ID = 4;
const NIL = '00000000-0000-0000-0000-000000000000';
/** As Muster spells ids: with capitals it is another, here. */
const SPELLED = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const FIRST_CAPACITY = 1_024;

/**
 * A set of ids that may be very many: their 128 bits stand in one array, where there is nothing for the garbage collector
 * to follow. What is no id, as in a log that was changed, stands in a set of texts.
 */
export class IdSet {
  readonly #others = new Set<string>();
  readonly #id = new Uint32Array(WORDS_PER_ID);
  /** Open addressing, at most half full. Four zeroes are a free place: the id that has them is kept with the others. */
  #table: Uint32Array;
  #size = 0;

  /** It grows as it must; for as many as are expected at once. */
  constructor(expected = 0) {
    let capacity = FIRST_CAPACITY;
    while (capacity < 2 * (expected + 1)) capacity *= 2;
    this.#table = new Uint32Array(capacity * WORDS_PER_ID);
  }

  /** False where it was in the set already. */
  add(id: Id): boolean {
    if (!SPELLED.test(id) || id === NIL) return added(this.#others, id);
    if (2 * (this.#size + 1) * WORDS_PER_ID > this.#table.length) this.#grow();
    readInto(this.#id, id);
    const isNew = place(this.#table, this.#id, 0);
    if (isNew) this.#size += 1;
    return isNew;
  }

  #grow(): void {
    const grown = new Uint32Array(2 * this.#table.length);
    for (let at = 0; at < this.#table.length; at += WORDS_PER_ID) {
      if (!isFree(this.#table, at)) place(grown, this.#table, at);
    }
    this.#table = grown;
  }
}

function added(set: Set<string>, id: string): boolean {
  const size = set.size;
  return set.add(id).size > size;
}

function readInto(words: Uint32Array, id: Id): void {
  words[0] = digitsOf(id, 4, digitsOf(id, 0, 0));
  words[1] = digitsOf(id, 14, digitsOf(id, 9, 0));
  words[2] = digitsOf(id, 24, digitsOf(id, 19, 0));
  words[3] = digitsOf(id, 32, digitsOf(id, 28, 0));
}

const DIGITS_PER_GROUP = 4;
const BITS_PER_DIGIT = 4;
const CODE_OF_0 = 48;
const CODE_OF_9 = 57;
const CODE_OF_A = 97;

/** What four hexadecimal digits add to those before them. */
function digitsOf(id: Id, from: number, before: number): number {
  let word = before;
  for (let place = from; place < from + DIGITS_PER_GROUP; place += 1) {
    const code = id.charCodeAt(place);
    word = (word << BITS_PER_DIGIT) | (code <= CODE_OF_9 ? code - CODE_OF_0 : code - CODE_OF_A + 10);
  }
  return word;
}

/** The id that stands in `from`. False where the table has it already. Ids are digests: their first words spread evenly. */
function place(table: Uint32Array, from: Uint32Array, id: number): boolean {
  const slots = table.length / WORDS_PER_ID;
  for (let slot = (from[id] ?? 0) % slots; ; slot = (slot + 1) % slots) {
    const at = slot * WORDS_PER_ID;
    if (isFree(table, at)) {
      for (let word = 0; word < WORDS_PER_ID; word += 1) table[at + word] = from[id + word] ?? 0;
      return true;
    }
    if (isSame(table, at, from, id)) return false;
  }
}

function isFree(table: Uint32Array, at: number): boolean {
  return table[at] === 0 && table[at + 1] === 0 && table[at + 2] === 0 && table[at + 3] === 0;
}

function isSame(a: Uint32Array, at: number, b: Uint32Array, from: number): boolean {
  return a[at] === b[from] && a[at + 1] === b[from + 1] && a[at + 2] === b[from + 2] && a[at + 3] === b[from + 3];
}
