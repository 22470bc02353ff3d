/** The name under which randomness is injected, so that a run can be replayed from a seed. */
export const RANDOMNESS = Symbol('Randomness');

/** 256 bits: nobody guesses it, however often he tries. */
const SECRET_BYTES = 32;

/** The secret of an access token, as its bearer sends it. */
export function newSecret(random: (bytes: number) => Buffer): string {
  return random(SECRET_BYTES).toString('base64url');
}
