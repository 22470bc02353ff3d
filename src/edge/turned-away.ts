/** Milliseconds between two lines about requests that are turned away: there may be thousands a second. */
const TOLD_EVERY_MS = 5_000;

export type Because = 'overloaded' | 'rate-limited';

export type TurnedAwayCounts = Readonly<Partial<Record<Because, number>>>;

/** Tells of requests that are turned away: that it begins at once, and how many more they were from time to time. */
export class TurnedAway {
  private readonly untold = new Map<Because, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly tell: (counts: TurnedAwayCounts) => void) {}

  count(because: Because): void {
    this.untold.set(because, (this.untold.get(because) ?? 0) + 1);
    if (this.timer === undefined) this.look();
  }

  private look(): void {
    const counts: TurnedAwayCounts = Object.fromEntries(this.untold);
    this.timer = undefined;
    if (this.untold.size === 0) return;
    this.untold.clear();
    this.tell(counts);
    this.timer = setTimeout(() => this.look(), TOLD_EVERY_MS).unref();
  }
}
