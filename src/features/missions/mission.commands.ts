import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';

export interface EstablishMission {
  readonly mission: Id;
  readonly name: string;
  /** A zone of the IANA database, in which the mission's people read their clocks. */
  readonly zone?: string;
}

export interface OpenDutyPost {
  readonly mission: Id;
  readonly post: Id;
  readonly name: string;
  readonly place?: string;
}

export interface CloseDutyPost {
  readonly mission: Id;
  readonly post: Id;
  readonly reason: string;
}

export interface SuspendMission {
  readonly mission: Id;
  readonly decidedAt: Instant;
  readonly effectiveAt: Instant;
  readonly announcedAt?: Instant;
  readonly reason: string;
}

export interface AnnounceSuspension {
  readonly mission: Id;
  readonly announcedAt: Instant;
}

export interface ResumeMission {
  readonly mission: Id;
  readonly effectiveAt: Instant;
  readonly reason: string;
}

export interface EndMission {
  readonly mission: Id;
  readonly effectiveAt: Instant;
  readonly reason: string;
}
