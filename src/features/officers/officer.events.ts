import type { Fact, PendingFact } from '../../kernel/event.js';
import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';

/** The storage contract of `officer-{id}`. Its sealed texts, under the person's key, are named in the event catalogue. */
export type OfficerEvent =
  | Fact<'OfficerRegistered', { readonly officer: Id; readonly homeAgency: string; readonly language?: string }>
  | Fact<'OfficerCorrected', { readonly homeAgency?: string; readonly language?: string }>
  | Fact<'OfficerRankRecorded', { readonly effectiveAt: Instant }>
  | Fact<'ContactChannelChanged', Record<string, never>>
  | Fact<'TourReserved', TourReservation>;

/**
 * Whoever holds the officer's last reservation has the one tour that may be open. Beginning a tour and undoing a
 * tour's end both take it first, at the exact revision of the officer's stream.
 */
export interface TourReservation {
  readonly deployment: Id;
  readonly purpose: 'BEGIN' | 'REINSTATE';
  readonly pending: PendingFact;
}
