import type { FastifyReply, FastifyRequest } from 'fastify';

type AskedRequest = Pick<FastifyRequest, 'headers' | 'cookies'>;

/**
 * Whether the browser is behind TLS, as the proxy that ends it says. A caller who says so himself gets a cookie that his
 * own browser will not send.
 */
export function isBehindTls({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  const header = headers['x-forwarded-proto'];
  const first = (typeof header === 'string' ? header : header?.[0])?.split(',', 1)[0];
  return first?.trim().toLowerCase() === 'https';
}

/** Behind TLS with the prefix that lets no other host, and nobody between, set it (RFC 6265bis, section 4.1.3). */
function nameOf(name: string, request: Pick<FastifyRequest, 'headers'>): string {
  return isBehindTls(request) ? `__Host-${name}` : name;
}

export function readCookie(name: string, request: AskedRequest): string | undefined {
  return request.cookies[nameOf(name, request)];
}

interface GivenCookie {
  readonly value: string;
  readonly expires: Date;
  /** A strict one is not even sent with a link that someone follows from elsewhere. */
  readonly sameSite: 'strict' | 'lax';
}

/** For this host alone, and out of reach of any script. */
export function giveCookie(reply: FastifyReply, name: string, { value, expires, sameSite }: GivenCookie): void {
  const { request } = reply;
  const secure = isBehindTls(request);
  void reply.setCookie(nameOf(name, request), value, { path: '/', httpOnly: true, secure, sameSite, expires });
}

export function takeCookie(reply: FastifyReply, name: string): void {
  giveCookie(reply, name, { value: '', expires: new Date(0), sameSite: 'strict' });
}
