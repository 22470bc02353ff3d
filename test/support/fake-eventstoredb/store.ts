/** An event as the server keeps it. */
export interface KeptEvent extends ProposedEvent {
  readonly stream: string;
  readonly revision: number;
  readonly position: bigint;
}

export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export type Expected = number | 'none' | 'any' | 'exists';

export type AppendResult =
  | { readonly kind: 'stored'; readonly last: KeptEvent }
  | { readonly kind: 'wrong'; readonly actual: number | undefined };

/** Bytes between the records of a log file, in which nothing begins. */
const GAP = 97n;
/** After so many appends the server writes something of its own, and a neighbour of the log does too. */
const APPENDS_BETWEEN_OTHERS = 3;

/** What one or several nodes of a server hold, in memory, by the rules of the real one. */
export class FakeStore {
  readonly #all: KeptEvent[] = [];
  readonly #streams = new Map<string, KeptEvent[]>();
  readonly #waiting = new Set<() => void>();
  #appends = 0;

  constructor() {
    this.#keepOthers();
  }

  get all(): readonly KeptEvent[] {
    return this.#all;
  }

  stream(name: string): readonly KeptEvent[] {
    return this.#streams.get(name) ?? [];
  }

  /**
   * At the stream's end everything is stored. Before it, events whose ids stand there in this order are a repetition,
   * whatever they say and whatever follows them.
   */
  append(stream: string, expected: Expected, events: readonly ProposedEvent[]): AppendResult {
    const kept = this.stream(stream);
    const last = kept.length - 1;
    const before = beforeAppend(expected, last);
    if (before === last) return { kind: 'stored', last: this.#store(stream, events) };
    const there = kept.slice(before + 1, before + 1 + events.length);
    const end = there.at(-1);
    const isRepetition = there.length === events.length && there.every(({ id }, place) => id === events[place]?.id);
    if (isRepetition && end !== undefined) return { kind: 'stored', last: end };
    return { kind: 'wrong', actual: last === -1 ? undefined : last };
  }

  /** Where the first event at or after a position stands among all; their number, where there is none. */
  placeOf(position: bigint): number {
    let [low, high] = [0, this.#all.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#all[middle]?.position ?? position) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Calls back after every append. Answers how to call it off. */
  onMore(listener: () => void): () => void {
    this.#waiting.add(listener);
    return () => this.#waiting.delete(listener);
  }

  #store(stream: string, events: readonly ProposedEvent[]): KeptEvent {
    const [last] = events.map((event) => this.#keep(stream, event)).slice(-1);
    if (last === undefined) throw new Error('an append without events');
    this.#appends += 1;
    if (this.#appends % APPENDS_BETWEEN_OTHERS === 0) this.#keepOthers();
    for (const listener of [...this.#waiting]) listener();
    return last;
  }

  #keepOthers(): void {
    const others = { contentType: 'application/json', data: Buffer.from('{}'), metadata: Buffer.from('{}') };
    this.#keep('$stats-127.0.0.1', { id: crypto.randomUUID(), type: '$statsCollected', ...others });
    this.#keep('neighbour.deployment-1', { id: crypto.randomUUID(), type: 'Foreign', ...others });
  }

  #keep(stream: string, event: ProposedEvent): KeptEvent {
    const before = this.#all.at(-1);
    const position = before === undefined ? 0n : before.position + GAP + BigInt(before.data.length);
    const kept = { ...event, stream, revision: this.stream(stream).length, position };
    this.#all.push(kept);
    const there = this.#streams.get(stream);
    if (there === undefined) this.#streams.set(stream, [kept]);
    else there.push(kept);
    return kept;
  }
}

/** The revision after which events are to stand; -1 before the first. */
function beforeAppend(expected: Expected, last: number): number {
  if (expected === 'any' || expected === 'exists') return last;
  return expected === 'none' ? -1 : expected;
}
