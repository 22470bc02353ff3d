import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import type { Policy, RollCallClosing, Scope } from './roll-call.events.js';

export interface OpenRollCall {
  readonly rollCall: Id;
  readonly incident: Id;
  readonly scope: Scope;
  readonly referenceInstant?: Instant;
  readonly policy: Policy;
}

/** The fields of every command about one person's membership. */
export interface ChangeMembership {
  readonly rollCall: Id;
  readonly deployment: Id;
  readonly reason: string;
  /** Its recording where it is absent. */
  readonly effectiveAt?: Instant;
}

export type AddToRollCall = ChangeMembership;
export type ExcludeFromRollCall = ChangeMembership;
export type ReverseExclusion = ChangeMembership;

export interface AdoptPolicy {
  readonly rollCall: Id;
  readonly policy: Policy;
  readonly reason: string;
  /** Its recording where it is absent. */
  readonly effectiveAt?: Instant;
}

export interface CloseRollCall {
  readonly rollCall: Id;
  readonly outcome: RollCallClosing['outcome'];
  /** Required with `INCOMPLETE`. */
  readonly reason?: string;
}

export interface ReopenRollCall {
  readonly rollCall: Id;
  readonly reason: string;
}
