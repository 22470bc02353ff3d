import type { Role } from '../kernel/actor.js';
import type { Id } from '../kernel/ids.js';
import type { Instant } from '../kernel/instant.js';
import type { Caller } from './caller.js';

/** Under which the port below is provided. */
export const SIGNING_IN = Symbol('SigningIn');

export const LINK_STANDINGS = ['VALID', 'USED', 'EXPIRED', 'REVOKED', 'UNKNOWN'] as const;

/** What a sign-in link is good for now; only a valid one signs anybody in. */
export type LinkStanding = (typeof LINK_STANDINGS)[number];

export interface SignInAttempt {
  /** The secret of the link. */
  readonly link: string;
  /** Made anew for each form, so that one that is sent twice, or whose answer was lost, gets the session that it had. */
  readonly once: string;
  readonly correlationId: Id;
}

export interface OpenedSession {
  /** What the browser bears from now on. */
  readonly secret: string;
  readonly role: Role;
  readonly expiresAt: Instant;
}

/** A port: how one-time links become sessions of browsers, and how these end. */
export interface SigningIn {
  standingOf(link: string): LinkStanding;
  /** Refuses with 'not-found' or 'not-in-force' where the link signs nobody in (any more). */
  signIn(attempt: SignInAttempt): Promise<OpenedSession>;
  /** Ends the session of this caller; nothing happens where it has ended already, or he bears a token. */
  signOut(caller: Caller): Promise<void>;
}
