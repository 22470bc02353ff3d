import type { PendingFact } from '../../kernel/event.js';
import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';

export interface RegisterOfficer {
  readonly officer: Id;
  readonly name: string;
  readonly rank: string;
  readonly homeAgency: string;
  readonly language?: string;
}

export interface CorrectOfficer {
  readonly officer: Id;
  readonly name?: string;
  readonly homeAgency?: string;
  readonly language?: string;
  readonly reason: string;
}

export interface RecordContactChannel {
  readonly officer: Id;
  readonly channel: string;
  readonly address: string;
}

export interface RecordOfficerRank {
  readonly officer: Id;
  readonly rank: string;
  readonly effectiveAt: Instant;
}

/** No command of the API: the first half of beginning a tour, or of undoing a tour's end. */
export interface ReserveTour {
  readonly deployment: Id;
  readonly purpose: 'BEGIN' | 'REINSTATE';
  readonly pending: PendingFact;
}
