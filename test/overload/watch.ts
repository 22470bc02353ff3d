/** Milliseconds between two looks. */
const EVERY_MS = 500;

export interface Watched {
  readonly asked: number;
  readonly failed: number;
  readonly slowestMs: number;
  readonly mostBytes: number;
}

/** Looks from time to time whether a server says that it is well, and how much memory it has. */
export class Watch {
  private readonly over: Promise<Watched>;
  private ending = false;

  constructor(
    private readonly url: string,
    private readonly bytes: () => number,
  ) {
    this.over = this.look();
  }

  end(): Promise<Watched> {
    this.ending = true;
    return this.over;
  }

  private async look(): Promise<Watched> {
    const watched = { asked: 0, failed: 0, slowestMs: 0, mostBytes: 0 };
    while (!this.ending) {
      for (const path of ['/livez', '/readyz']) {
        const askedMs = performance.now();
        const answer = await fetch(`${this.url}${path}`);
        watched.asked += 1;
        watched.failed += answer.status === 200 ? 0 : 1;
        watched.slowestMs = Math.max(watched.slowestMs, performance.now() - askedMs);
      }
      watched.mostBytes = Math.max(watched.mostBytes, this.bytes());
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
    return watched;
  }
}
