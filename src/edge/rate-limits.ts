import { demand } from '../kernel/failure.js';
import { RateLimit } from './rate-limit.js';
import type { TurnedAway } from './turned-away.js';

/** Requests a second that one address may make in the long run without a valid token. */
export const MAX_STRANGER_REQUESTS_PER_SECOND = 10;

const FIELDS_OF_NETWORK = 4;

/** How often each may ask: who has a valid token by it, anyone else by his address. */
export class RateLimits {
  private readonly callers: RateLimit;
  private readonly strangers = new RateLimit(MAX_STRANGER_REQUESTS_PER_SECOND);

  /** `perSecond` is for each token. */
  constructor(
    perSecond: number,
    private readonly turnedAway: TurnedAway,
  ) {
    this.callers = new RateLimit(perSecond);
  }

  /** Refuses with 'rate-limited'. The token is known by its hash. */
  demandOfToken(hash: string): void {
    this.demand(this.callers.allows(hash), 'This token has asked too often; wait a second.');
  }

  /** Refuses with 'rate-limited'. */
  demandOfStranger(address: string): void {
    this.demand(
      this.strangers.allows(networkOf(address)),
      'Too much has come from this address without a valid token.',
    );
  }

  private demand(allowed: boolean, message: string): void {
    if (!allowed) this.turnedAway.count('rate-limited');
    demand(allowed, 'rate-limited', message);
  }
}

/** Of IPv6 the first 64 bits: whoever has one address there has them all. */
export function networkOf(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address;
  const [head = '', tail] = address.split('::', 2);
  const [before, after] = [fieldsOf(head), fieldsOf(tail ?? '')];
  const between = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array.from({ length: between }, () => '0'), ...after].slice(0, FIELDS_OF_NETWORK).join(':');
}

function fieldsOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(':');
}
