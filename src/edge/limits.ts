/** Bytes of a request body. */
export const BODY_LIMIT = 1_048_576;
/** Objects and lists within one another, in a body. */
export const MAX_NESTING = 8;
/** Members of any one list in a body. */
export const MAX_MEMBERS = 10_000;
/** Faults of one request that are named; further ones are left out. */
export const MAX_FAULTS_NAMED = 50;
/** Characters of an Authorization header: far more than a token needs. */
export const MAX_AUTHORIZATION_LENGTH = 1_024;
/** Characters of an `Idempotency-Key`. */
export const MAX_KEY_LENGTH = 128;
/** Milliseconds for a client to send a whole request. */
export const REQUEST_TIMEOUT_MS = 30_000;
/** Milliseconds for which a connection that asks nothing is kept. */
export const KEEP_ALIVE_MS = 60_000;
/** Milliseconds after which a connection on which nothing moves is cut, whatever it waits for. */
export const STILL_CONNECTION_MS = 120_000;
/** Milliseconds for which a client who was refused may go on sending, so that he gets to hear it. */
export const LINGER_MS = 5_000;
/**
 * Connections at a time; more are turned away by the machine. Ten thousand watch a board over one each (that much is
 * measured), and whoever records something must still get in beside them.
 */
export const MAX_CONNECTIONS = 12_000;
/** Milliseconds for the log to answer that it is there. */
export const READY_WITHIN_MS = 2_000;
