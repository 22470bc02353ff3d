import { demand } from '../kernel/failure.js';
import { present } from '../kernel/present.js';
import { RebuildCancelled, type RebuildProgress } from '../projecting/log-fold.js';
import type { Views } from '../projecting/views.js';

export const REBUILD_STATES = ['NONE', 'RUNNING', 'DONE', 'CANCELLED', 'FAILED'] as const;

export interface RebuildStatus {
  readonly state: (typeof REBUILD_STATES)[number];
  /** As far as the last one came; absent before its first events. */
  readonly progress?: RebuildProgress;
}

/** The rebuilds of one installation's views: one at a time, and what became of the last. */
export class Rebuilds {
  private state: RebuildStatus['state'] = 'NONE';
  private progress: RebuildProgress | undefined;
  private controller = new AbortController();

  constructor(private readonly views: Pick<Views, 'rebuild'>) {}

  status(): RebuildStatus {
    return { state: this.state, ...present({ progress: this.progress }) };
  }

  /** Answers at once; `onFailure` is told of what no client asked for. */
  begin(onFailure: (error: unknown) => void): RebuildStatus {
    demand(this.state !== 'RUNNING', 'already-exists', 'A rebuild is under way.');
    this.state = 'RUNNING';
    this.progress = undefined;
    this.controller = new AbortController();
    void this.run(onFailure);
    return this.status();
  }

  /** The views go on as they were. */
  cancel(): RebuildStatus {
    demand(this.state === 'RUNNING', 'not-in-force', 'No rebuild is under way.');
    this.controller.abort();
    return this.status();
  }

  private async run(onFailure: (error: unknown) => void): Promise<void> {
    const onProgress = (progress: RebuildProgress): void => void (this.progress = progress);
    try {
      await this.views.rebuild(onProgress, this.controller.signal);
      this.state = 'DONE';
    } catch (error) {
      const cancelled = error instanceof RebuildCancelled;
      this.state = cancelled ? 'CANCELLED' : 'FAILED';
      if (!cancelled) onFailure(error);
    }
  }
}
