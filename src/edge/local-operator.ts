import { createHash, randomBytes } from 'node:crypto';
import type { Actor } from '../kernel/actor.js';
import type { Id } from '../kernel/ids.js';

const SECRET_BYTES = 32;

/** What is kept of a secret. It is random and long, so that a plain hash gives it away to nobody. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/**
 * Whoever may read the data folder is this machine's operator: the running process gives him a secret of its own, which
 * is in no log and dies with the process.
 */
export class LocalOperator {
  readonly actor: Actor;
  readonly secret = randomBytes(SECRET_BYTES).toString('base64url');
  private readonly hash = hashOf(this.secret);

  constructor(id: Id) {
    this.actor = { id, role: 'operator' };
  }

  bears(hash: string): boolean {
    return hash === this.hash;
  }
}
