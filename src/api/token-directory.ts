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
