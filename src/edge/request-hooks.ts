import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { CalledRequest } from '../api/caller.js';
import { isId, type Id, type IdSource } from '../kernel/ids.js';
import type { OperationsLog } from './operations-log.js';

const CORRELATION_ID = 'x-correlation-id';

/** What every answer says to whoever shows it; a page may say otherwise of itself. */
const ANSWER_HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
} as const;

/** The id by which a request and everything that comes of it are found again: the caller's own, where it is one. */
export function correlationIdOf(request: IncomingMessage, ids: IdSource): Id {
  const given = request.headers[CORRELATION_ID];
  return typeof given === 'string' && isId(given) ? given.toLowerCase() : ids.next();
}

/** Before the request is read, so that refusals of any kind have them too. */
export function giveHeaders(correlationId: Id, reply: FastifyReply): void {
  void reply.headers({ ...ANSWER_HEADERS, [CORRELATION_ID]: correlationId });
}

export function addRequestHooks(fastify: FastifyInstance, log: OperationsLog): void {
  fastify.addHook('onRequest', async (request, reply) => {
    giveHeaders(request.id, reply);
  });
  fastify.addHook('onResponse', async (request, reply) => {
    const { caller } = request as CalledRequest;
    log.info('answered', {
      correlationId: request.id,
      method: request.method,
      // The pattern and not the address, which may hold what a caller mistyped.
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime),
      role: caller?.actor.role ?? 'none',
    });
  });
}
