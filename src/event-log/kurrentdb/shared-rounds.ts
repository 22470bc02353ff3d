/**
 * Work that callers share: who asks while a round is under way shares the next one with everyone else who does, so that
 * each answer comes from a round that began after it was asked for.
 */
export class SharedRounds<Answer> {
  #underWay: Promise<unknown> = Promise.resolve();
  #next: Promise<Answer> | undefined;

  constructor(private readonly work: () => Promise<Answer>) {}

  ask(): Promise<Answer> {
    this.#next ??= this.#begin();
    return this.#next;
  }

  async #begin(): Promise<Answer> {
    await this.#underWay;
    this.#next = undefined;
    const round = this.work();
    this.#underWay = round.catch(() => undefined);
    return round;
  }
}
