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
