import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '../kernel/clock.js';
import type { Instant } from '../kernel/instant.js';
import { CLOCK } from '../kernel/ports.js';

/** Forms of which it is remembered when they came first. */
const MAX_FORMS = 10_000;

/**
 * When a form came first. A page without script does not say when its button was pressed, so that the instant is ours;
 * sent again after a lost answer, the form must say the same, or it would be another command under the same key.
 */
@Injectable()
export class FirstSeen {
  private readonly seen = new Map<string, Instant>();

  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  /** A form that is forgotten, or came to another process, is refused as one whose key was used: it counts once. */
  of(key: string): Instant {
    const at = this.seen.get(key) ?? this.clock.now();
    this.seen.set(key, at);
    const [oldest] = this.seen.keys();
    if (this.seen.size > MAX_FORMS && oldest !== undefined) this.seen.delete(oldest);
    return at;
  }
}
