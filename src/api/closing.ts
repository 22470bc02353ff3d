import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';

/**
 * Whether the application is closing: an answer that goes on for as long as it is listened to ends then, for the
 * application waits for its answers.
 */
@Injectable()
export class Closing implements BeforeApplicationShutdown {
  private readonly controller = new AbortController();

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  beforeApplicationShutdown(): void {
    this.controller.abort();
  }
}
