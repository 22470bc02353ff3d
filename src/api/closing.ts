import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';

/**
 * Whether the application is closing: an answer that goes on for as long as it is listened to ends then, for the
 * application waits for its answers.
 */
@Injectable()
export class Closing implements BeforeApplicationShutdown {
  private readonly controller = new AbortController();
  private announced = false;

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Whether it has been said that it will close: whoever sends requests here should do so no more. */
  get isAnnounced(): boolean {
    return this.announced || this.signal.aborted;
  }

  announce(): void {
    this.announced = true;
  }

  beforeApplicationShutdown(): void {
    this.controller.abort();
  }
}
