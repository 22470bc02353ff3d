import type { Role } from '../../kernel/actor.js';
import type { Fact } from '../../kernel/event.js';
import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';

/** What a role is narrowed to; which member is given follows from the role. */
export interface AccessScope {
  readonly missions?: readonly Id[];
  readonly deployment?: Id;
  readonly agency?: string;
}

/** The storage contract of `access-{id}`: a token is known by the SHA-256 of its secret alone. */
export type AccessEvent = Fact<'AccessTokenGranted', AccessGrant> | Fact<'AccessTokenRevoked', Record<string, never>>;

export interface AccessGrant {
  readonly token: Id;
  readonly hash: string;
  /** Who acts with it; two tokens of one person bear one actor. */
  readonly actor: Id;
  readonly role: Role;
  readonly scope: AccessScope;
  readonly expiresAt?: Instant;
}
