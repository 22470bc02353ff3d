import { AsyncLocalStorage } from 'node:async_hooks';
import type { ReadableViews } from '../projecting/views.js';
import type { Installation } from './installation.js';

/** What answers a request: an installation, or one whose views and facts were made anew for the comparison. */
export interface Answering extends Omit<Installation, 'views' | 'findings' | 'close'> {
  readonly views: ReadableViews;
}

/**
 * Which installation the application works on: the one that it was started with, or the one within which something is
 * asked of it. So the script player starts the application once and gives each script an installation of its own.
 */
export class InstallationHost {
  private readonly asked = new AsyncLocalStorage<Answering>();

  constructor(private readonly standing: Installation) {}

  get current(): Answering {
    return this.asked.getStore() ?? this.standing;
  }

  /** Whatever `work` starts, and waits for, works on this installation. */
  within<Result>(installation: Answering, work: () => Result): Result {
    return this.asked.run(installation, work);
  }
}
