import type { Position as Place } from '@kurrent/kurrentdb-client';
import type { Position } from '../../kernel/position.js';
import { DamagedLog } from '../stored-json.js';

/** As many as the server's largest position has. */
const TOKEN_DIGITS = 19;
const LAST_PLACE = 2n ** 63n - 1n;

/**
 * Muster never writes in an explicit transaction, and outside of one an event's commit and prepare positions are the
 * same number, so that one number is the whole token. Throws DamagedLog where they are not.
 */
export function tokenOf(place: Place | undefined): Position {
  if (place === undefined) throw new DamagedLog('an event without a position');
  if (place.commit !== place.prepare) throw new DamagedLog('an event that was written in a transaction');
  return String(place.commit).padStart(TOKEN_DIGITS, '0') as Position;
}

/** Of a token that this log gave. */
export function placeOf(token: Position): Place {
  return placeAt(BigInt(token));
}

function placeAt(commit: bigint): Place {
  return { commit, prepare: commit };
}

/**
 * The last place whose token is not after the given one; undefined where there is none. Any token has its place in the
 * order, also one that this log never gave: it stands where comparing it as a string puts it.
 */
export function placeUpTo(token: Position): Place | undefined {
  const digits = /^\d*/.exec(token)?.[0].slice(0, TOKEN_DIGITS) ?? '';
  const number = digits.length === TOKEN_DIGITS ? BigInt(digits) : numberUpTo(token, digits);
  if (number < 0n) return undefined;
  return placeAt(number < LAST_PLACE ? number : LAST_PLACE);
}

function numberUpTo(token: Position, digits: string): bigint {
  const standsAbove = token.charAt(digits.length) > '9';
  return standsAbove ? BigInt(digits.padEnd(TOKEN_DIGITS, '9')) : BigInt(digits.padEnd(TOKEN_DIGITS, '0')) - 1n;
}
