import type { Clock } from '../kernel/clock.js';
import type { Instant } from '../kernel/instant.js';
import type { Views } from '../projecting/views.js';

/** Milliseconds between two looks at whether the view still follows the log and the reader may still read. */
export const HEARTBEAT_MS = 5_000;

export type Wake = 'CHANGE' | 'HEARTBEAT';

/**
 * Wakes a watcher when a view that he reads has applied something, when an instant comes, and at each heartbeat. None is
 * missed between two waits.
 */
export class Wakes {
  private changed = false;
  private beat = false;
  private wake: () => void = () => undefined;
  private readonly unfollow: () => void;
  private readonly heart: NodeJS.Timeout;

  constructor(
    views: Pick<Views, 'onApplied'>,
    projections: readonly string[],
    private readonly clock: Clock,
    private readonly ended: AbortSignal,
  ) {
    this.unfollow = views.onApplied(({ projection }) => {
      if (projections.includes(projection)) this.change();
    });
    ended.addEventListener('abort', this.change);
    this.heart = setInterval(() => {
      this.beat = true;
      this.wake();
    }, HEARTBEAT_MS).unref();
  }

  /** A heartbeat that is due goes first; what has changed beside it is seen by whoever looks then. */
  async next(at: Instant | undefined): Promise<Wake> {
    const callOff = at === undefined ? () => undefined : this.clock.at(at, this.change);
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      if (this.changed || this.beat || this.ended.aborted) resolve();
    });
    callOff();
    const wake: Wake = this.beat ? 'HEARTBEAT' : 'CHANGE';
    this.changed = this.beat = false;
    return wake;
  }

  /** As if something had been applied. */
  look(): void {
    this.change();
  }

  close(): void {
    clearInterval(this.heart);
    this.unfollow();
    this.ended.removeEventListener('abort', this.change);
  }

  private readonly change = (): void => {
    this.changed = true;
    this.wake();
  };
}
