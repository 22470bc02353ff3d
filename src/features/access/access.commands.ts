import type { Role } from '../../kernel/actor.js';
import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import type { Mode } from '../../kernel/mode.js';
import type { AccessScope } from './access.events.js';

export interface GrantAccessToken {
  readonly token: Id;
  /** The SHA-256 of the secret, which itself is shown once and kept nowhere. */
  readonly hash: string;
  readonly actor: Id;
  readonly name: string;
  readonly role: Role;
  readonly scope: AccessScope;
  readonly expiresAt?: Instant;
}

/** As an access token is granted; `expiresAt` is until when the link can be used. */
export type IssueSignInLink = GrantAccessToken;

/** One of those that a roll call's people are given. */
export interface IssuePersonalLink {
  readonly token: Id;
  readonly hash: string;
  readonly actor: Id;
  readonly deployment: Id;
  readonly rollCall: Id;
  readonly mode: Mode;
  readonly zone?: string;
  readonly language?: string;
  readonly expiresAt?: Instant;
}

export interface RevokePersonalLink {
  readonly link: Id;
  readonly reason?: string;
}

export interface SignIn {
  /** The SHA-256 of the session's secret. */
  readonly hash: string;
}

export interface RevokeAccessToken {
  readonly token: Id;
  readonly reason?: string;
}
