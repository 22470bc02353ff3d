import { isId, type Id } from '../kernel/ids.js';

const WORDS_PER_ID = 4;
const HEX_PER_WORD = 8;
/** Muster writes none: two spellings are two ids here. */
const CAPITAL = /[A-F]/;
const FIRST_CAPACITY = 1_024;

/**
 * A set of ids that may be very many: their 128 bits stand in one array, where there is nothing for the garbage collector
 * to follow. What is no id, as in a log that was changed, stands in a set of texts.
 */
export class IdSet {
  readonly #others = new Set<string>();
  /** Open addressing, at most half full. Four zeroes are no id: it is kept apart, as others are. */
  #words = new Uint32Array(FIRST_CAPACITY * WORDS_PER_ID);
  #size = 0;

  /** False where it was in the set already. */
  add(id: Id): boolean {
    const words = isId(id) && !CAPITAL.test(id) ? wordsOf(id) : undefined;
    if (words === undefined || words.every((word) => word === 0)) return added(this.#others, id);
    if (2 * (this.#size + 1) * WORDS_PER_ID > this.#words.length) this.#grow();
    if (!place(this.#words, words)) return false;
    this.#size += 1;
    return true;
  }

  #grow(): void {
    const grown = new Uint32Array(2 * this.#words.length);
    for (let at = 0; at < this.#words.length; at += WORDS_PER_ID) {
      const words = this.#words.subarray(at, at + WORDS_PER_ID);
      if (!isFree(this.#words, at)) place(grown, words);
    }
    this.#words = grown;
  }
}

function added(set: Set<string>, id: string): boolean {
  const size = set.size;
  return set.add(id).size > size;
}

function wordsOf(id: Id): readonly number[] {
  const hex = id.replaceAll('-', '');
  return [0, 1, 2, 3].map((word) => Number.parseInt(hex.slice(word * HEX_PER_WORD, (word + 1) * HEX_PER_WORD), 16));
}

/** False where it stands there already. Ids are digests: their first words spread evenly. */
function place(table: Uint32Array, words: ArrayLike<number>): boolean {
  const slots = table.length / WORDS_PER_ID;
  for (let slot = (words[0] ?? 0) % slots; ; slot = (slot + 1) % slots) {
    const at = slot * WORDS_PER_ID;
    if (isFree(table, at)) {
      table.set(words, at);
      return true;
    }
    if (isAt(table, at, words)) return false;
  }
}

function isFree(table: Uint32Array, at: number): boolean {
  return table[at] === 0 && table[at + 1] === 0 && table[at + 2] === 0 && table[at + 3] === 0;
}

function isAt(table: Uint32Array, at: number, words: ArrayLike<number>): boolean {
  return (
    table[at] === words[0] && table[at + 1] === words[1] && table[at + 2] === words[2] && table[at + 3] === words[3]
  );
}
