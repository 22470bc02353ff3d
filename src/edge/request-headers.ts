import { seesRevisions } from '../api/policy.js';
import type { Role } from '../kernel/actor.js';
import { demand } from '../kernel/failure.js';
import { MAX_AUTHORIZATION_LENGTH, MAX_KEY_LENGTH } from './limits.js';

/** Visible ASCII and spaces: what any client can put into a header. */
const PRINTABLE = /^[\x20-\x7e]+$/;
/** RFC 6750, section 2.1. */
const BEARER = /^bearer +(?<secret>[A-Za-z0-9\-._~+/]+=*)$/i;
/** RFC 9110, section 8.8.3. */
const ETAG = /^(?<weak>W\/)?"(?<opaque>[\x21\x23-\x7e\x80-\xff]*)"$/;
const REVISION = /^(?:0|[1-9]\d{0,14})$/;

/** The key that makes a repetition recognisable. Refused where nobody could rely on it. */
export function idempotencyKeyOf(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const sound = header.length <= MAX_KEY_LENGTH && PRINTABLE.test(header);
  demand(sound, 'invalid-request', `Idempotency-Key has 1 to ${MAX_KEY_LENGTH} printable ASCII characters.`);
  return header;
}

/**
 * The revision on which a decision rests. Only what an ETag of ours can say is taken; anything else never matches. Who
 * sees no revisions may not name one: by the answer he would find out which is the newest.
 */
export function seenRevisionOf(header: string | undefined, role: Role): number | undefined {
  if (header === undefined) return undefined;
  demand(seesRevisions(role), 'invalid-request', 'No decision of yours rests on an ETag; leave If-Match out.');
  const groups = ETAG.exec(header)?.groups;
  demand(groups !== undefined, 'invalid-request', 'If-Match takes the one ETag that the decision rests on.');
  const ours = groups['weak'] === undefined && REVISION.test(groups['opaque'] ?? '');
  demand(ours, 'precondition-failed', 'No decision can rest on this ETag; give the ETag of what is decided on.');
  return Number(groups['opaque']);
}

/** The secret of a bearer token; undefined where the header is absent or says anything else. */
export function bearerSecretOf(header: string | undefined): string | undefined {
  if (header === undefined || header.length > MAX_AUTHORIZATION_LENGTH) return undefined;
  return BEARER.exec(header)?.groups?.['secret'];
}
