import { createHash } from 'node:crypto';
import type { Actor } from '../kernel/actor.js';
import type { Id } from '../kernel/ids.js';
import type { Instant } from '../kernel/instant.js';
import type { Mode } from '../kernel/mode.js';

/** A port: what the log says of access, by the hash of a secret. */
export interface TokenDirectory {
  /** Undefined where no such access token was granted, or it has been revoked. */
  find(hash: string): KnownToken | undefined;
  /** The same of a browser's session: undefined where there is none, or it was ended or revoked. */
  findSession(hash: string): KnownToken | undefined;
  /** The same of a personal link. */
  findPersonalLink(hash: string): KnownPersonalLink | undefined;
}

export interface KnownToken {
  /** Of the grant that it comes from, by which it is revoked. */
  readonly token: Id;
  readonly actor: Actor;
  readonly expiresAt?: Instant;
}

/** With it a deployed officer checks in, or signals duress, for himself, and does nothing else. */
export interface KnownPersonalLink extends KnownToken {
  readonly expiresAt: Instant;
  readonly rollCall: Id;
  readonly mode: Mode;
  /** Where he is, and how he is spoken to, as far as it was known when the link was issued. */
  readonly zone?: string;
  readonly language?: string;
}

/**
 * What is stored of a secret, and by what its bearer is found: its SHA-256, in hexadecimal. A secret is random and long,
 * so that a plain hash gives it away to nobody.
 */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
