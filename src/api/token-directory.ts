import { createHash } from 'node:crypto';
import type { Actor } from '../kernel/actor.js';
import type { Instant } from '../kernel/instant.js';

/** A port: what the log says of an access token, by the hash of its secret. */
export interface TokenDirectory {
  /** Undefined where no such token was granted, or it has been revoked. */
  find(hash: string): KnownToken | undefined;
}

export interface KnownToken {
  readonly actor: Actor;
  readonly expiresAt?: Instant;
}

/**
 * What is stored of an access token's secret, and by what its bearer is found: its SHA-256, in hexadecimal. A secret is
 * random and long, so that a plain hash gives it away to nobody.
 */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
