import type { Fact } from '../../kernel/event.js';
import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';

/** The storage contract of `mission-{id}`. Its sealed texts, under the mission's key, are named in the event catalogue. */
export type MissionEvent =
  | Fact<'MissionEstablished', { readonly mission: Id; readonly zone?: string }>
  | Fact<'MissionSuspended', Suspension>
  | Fact<'MissionSuspensionAnnounced', { readonly announcedAt: Instant }>
  | Fact<'MissionResumed', { readonly effectiveAt: Instant }>
  | Fact<'MissionEnded', { readonly effectiveAt: Instant }>
  | Fact<'DutyPostOpened', { readonly post: Id }>
  | Fact<'DutyPostClosed', { readonly post: Id }>;

/** Deciding, taking effect and telling the public are three instants, and none stands in for another. */
export interface Suspension {
  readonly decidedAt: Instant;
  readonly effectiveAt: Instant;
  readonly announcedAt?: Instant;
}
