import { demand } from './failure.js';
import type { Instant } from './instant.js';

/** A blank reason is no reason. */
export function demandReason(reason: string): void {
  demand(reason.trim() !== '', 'reason-missing', 'A reason is required.');
}

/** For instants of decisions and of what has happened; what is planned, due or observed may lie ahead. */
export function demandNotAhead(at: Instant, now: Instant, field: string): void {
  demand(at <= now, 'instant-ahead', `${field} is later than its recording.`);
}

/** `field` may coincide with what it follows, but not come before it. */
export function demandNotBefore(at: Instant, earliest: Instant, field: string, what: string): void {
  demand(at >= earliest, 'instants-out-of-order', `${field} is before ${what}.`);
}
