import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { demand } from '../kernel/failure.js';

/** What a client of ours sends with every request that changes something: no page of anyone else can add it. */
export const CLIENT_HEADER = 'x-muster-client';

/** The field of a form that shows that it is one of ours. */
export const FORM_FIELD = 'form';

type AskedRequest = Pick<FastifyRequest, 'method' | 'headers' | 'body'>;

/**
 * A browser sends a cookie with what another site makes it send, too, where SameSite does not hold. So whatever changes
 * something must come from a page of ours as the browser says it, and bear a sign that no other page can give: the header
 * of a client, or what a form of this session has in it.
 */
export function demandOwnPage(request: AskedRequest, secret: string): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  demand(comesFromUs(request), 'forbidden', 'This came from another site.');
  const shown = request.headers[CLIENT_HEADER] !== undefined || isSame(formOf(request.body), formSignOf(secret));
  demand(shown, 'forbidden', `A session needs the header ${CLIENT_HEADER}, or a form of its own.`);
}

/** Whether the browser says that a page of ours made it ask; one that says nothing of it is not refused for that. */
export function comesFromUs({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin, host } = headers;
  return origin === undefined || origin === 'null' || hostOf(origin) === host;
}

/** Known to whoever was given the form alone; the secret cannot be told from it. */
export function formSignOf(secret: string): string {
  return createHash('sha256').update(`form ${secret}`).digest('base64url');
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

function formOf(body: unknown): string {
  const sign = body instanceof URLSearchParams ? body.get(FORM_FIELD) : null;
  return sign ?? '';
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
