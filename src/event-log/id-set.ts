import { isId, type Id } from '../kernel/ids.js';

const WORDS_PER_ID = 4;
const NIL = '00000000-0000-0000-0000-000000000000';
/** Muster writes none: two spellings are two ids here. */
const CAPITAL = /[A-F]/;
const FIRST_CAPACITY = 1_024;

/**
 * A set of ids that may be very many: their 128 bits stand in one array, where there is nothing for the garbage collector
 * to follow. What is no id, as in a log that was changed, stands in a set of texts.
 */
export class IdSet {
  readonly #others = new Set<string>();
  readonly #id = new Uint32Array(WORDS_PER_ID);
  /** Open addressing, at most half full. Four zeroes are a free place: the id that has them is kept with the others. */
  #table = new Uint32Array(FIRST_CAPACITY * WORDS_PER_ID);
  #size = 0;

  /** False where it was in the set already. */
  add(id: Id): boolean {
    if (!isId(id) || CAPITAL.test(id) || id === NIL) return added(this.#others, id);
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
  words[0] = Number.parseInt(id.slice(0, 8), 16);
  words[1] = Number.parseInt(id.slice(9, 13) + id.slice(14, 18), 16);
  words[2] = Number.parseInt(id.slice(19, 23) + id.slice(24, 28), 16);
  words[3] = Number.parseInt(id.slice(28), 16);
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
