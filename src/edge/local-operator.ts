import { randomBytes } from 'node:crypto';
import { hashOfSecret } from '../api/token-directory.js';
import type { Actor } from '../kernel/actor.js';
import type { Id } from '../kernel/ids.js';

const SECRET_BYTES = 32;

/**
 * Whoever may read the data folder is this machine's operator: the running process gives him a secret of its own, which
 * is in no log and dies with the process.
 */
export class LocalOperator {
  readonly actor: Actor;
  readonly secret = randomBytes(SECRET_BYTES).toString('base64url');
  private readonly hash = hashOfSecret(this.secret);

  constructor(id: Id) {
    this.actor = { id, role: 'operator' };
  }

  bears(hash: string): boolean {
    return hash === this.hash;
  }
}
