import type { Role } from '../../kernel/actor.js';
import type { Fact } from '../../kernel/event.js';
import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import type { Mode } from '../../kernel/mode.js';

/** What a role is narrowed to; which member is given follows from the role. */
export interface AccessScope {
  readonly missions?: readonly Id[];
  readonly deployment?: Id;
  readonly agency?: string;
}

/** The storage contract of `access-{id}`: a token, a link and a session are known by the SHA-256 of their secrets alone. */
export type AccessEvent =
  | Fact<'AccessTokenGranted', AccessGrant>
  | Fact<'SignInLinkIssued', AccessGrant & { readonly expiresAt: Instant }>
  | Fact<'PersonalLinkIssued', PersonalLink>
  | Fact<'SignedIn', BrowserSession>
  | Fact<'SignedOut', Record<string, never>>
  | Fact<'AccessTokenRevoked', Record<string, never>>;

export interface AccessGrant {
  readonly token: Id;
  readonly hash: string;
  /** Who acts with it; two tokens of one person bear one actor. */
  readonly actor: Id;
  readonly role: Role;
  readonly scope: AccessScope;
  readonly expiresAt?: Instant;
}

/** With it one deployed officer checks in or signals duress for himself, in this mode, and nothing else. */
export interface PersonalLink extends AccessGrant {
  readonly role: 'deployedOfficer';
  readonly expiresAt: Instant;
  readonly rollCall: Id;
  readonly mode: Mode;
  /** Of his mission and of himself, as they were then: how he is spoken to. */
  readonly zone?: string;
  readonly language?: string;
}

/** What a sign-in link was exchanged for, once. */
export interface BrowserSession {
  readonly hash: string;
  readonly expiresAt: Instant;
}
