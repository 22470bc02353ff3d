import { createHash } from 'node:crypto';

/** The name under which randomness is injected, so that a run can be replayed from a seed. */
export const RANDOMNESS = Symbol('Randomness');

/** 256 bits: nobody guesses it, so that a plain hash of it may be stored. */
const SECRET_BYTES = 32;

/** The secret of an access token, as its bearer sends it. */
export function newSecret(random: (bytes: number) => Buffer): string {
  return random(SECRET_BYTES).toString('base64url');
}

/** What is stored of a secret, and by what its bearer is found: its SHA-256, in hexadecimal. */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
