/**
 * A place in the total order of a log: an opaque token. Tokens of one log compare as strings, and nothing else about
 * them may be relied on; they are not consecutive.
 */
export type Position = string & { readonly __brand: 'Position' };

/** Before every event of every log. */
export const BEFORE_ALL = '0' as Position;

/** What a token may look like on the wire. Whether a log has such a position is for the log to say. */
const TOKEN = /^[0-9A-Za-z_-]{1,64}$/;

export function parsePosition(text: string): Position | undefined {
  return TOKEN.test(text) ? (text as Position) : undefined;
}
