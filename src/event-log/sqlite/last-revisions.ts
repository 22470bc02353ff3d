/** Streams whose last revision the writer keeps in mind: those written last; a few megabytes. */
export const MAX_STREAMS_IN_MIND = 16_384;

/**
 * Where the streams that were written last end. Nobody else writes, so that what is known here needs not be looked up;
 * of what is not, nothing is said.
 */
export class LastRevisions {
  /** From the one that was written longest ago: a Map iterates in the order of insertion. */
  readonly #revisions = new Map<string, number>();

  constructor(private readonly most = MAX_STREAMS_IN_MIND) {}

  of(stream: string): number | undefined {
    return this.#revisions.get(stream);
  }

  note(stream: string, revision: number): void {
    this.#revisions.delete(stream);
    this.#revisions.set(stream, revision);
    if (this.#revisions.size <= this.most) return;
    for (const oldest of this.#revisions.keys()) {
      this.#revisions.delete(oldest);
      return;
    }
  }

  /** Once it is not certain any more what the file holds. */
  forget(): void {
    this.#revisions.clear();
  }
}
