import { AsyncLocalStorage } from 'node:async_hooks';
import type { Installation } from './installation.js';

/**
 * Which installation the application works on: the one that it was started with, or the one within which something is
 * asked of it. So the script player starts the application once and gives each script an installation of its own.
 */
export class InstallationHost {
  private readonly asked = new AsyncLocalStorage<Installation>();

  constructor(private readonly standing: Installation) {}

  get current(): Installation {
    return this.asked.getStore() ?? this.standing;
  }

  /** Whatever `work` starts, and waits for, works on this installation. */
  within<Result>(installation: Installation, work: () => Result): Result {
    return this.asked.run(installation, work);
  }
}
