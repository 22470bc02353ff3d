import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CalledRequest } from '../api/caller.js';
import { isId, type Id, type IdSource } from '../kernel/ids.js';
import { present } from '../kernel/present.js';
import { ANSWER_HEADERS } from './answer-headers.js';
import type { HttpMeters, MeasuredRequest } from './metrics/http-meters.js';
import type { LineFields, OperationsLog } from './operations-log.js';

const CORRELATION_ID = 'x-correlation-id';
const REQUEST_ID = 'x-request-id';

/** A request as the operations log tells it from all others. */
export interface TracedRequest {
  requestId?: Id;
}

/** By what a line of the operations log is found again. */
export function traceOf({ id, requestId }: FastifyRequest & TracedRequest): LineFields {
  return { correlationId: id, ...present({ requestId }) };
}

/** The id by which a request and everything that comes of it are found again: the caller's own, where it is one. */
export function correlationIdOf(request: IncomingMessage, ids: IdSource): Id {
  const given = request.headers[CORRELATION_ID];
  return typeof given === 'string' && isId(given) ? given.toLowerCase() : ids.next();
}

/** Before the request is read, so that refusals of any kind have them too. */
export function giveHeaders(request: FastifyRequest & TracedRequest, reply: FastifyReply, ids: IdSource): void {
  // A caller may give several requests the same correlation id; each still has an id of its own.
  request.requestId = request.headers[CORRELATION_ID] === undefined ? request.id : ids.next();
  void reply.headers({ ...ANSWER_HEADERS, [CORRELATION_ID]: request.id, [REQUEST_ID]: request.requestId });
}

/** What the hooks know of a request. */
type HookedRequest = FastifyRequest & CalledRequest & MeasuredRequest & TracedRequest;

export function addRequestHooks(fastify: FastifyInstance, log: OperationsLog, meters: HttpMeters, ids: IdSource): void {
  fastify.addHook('onRequest', async (request, reply) => {
    giveHeaders(request, reply, ids);
    meters.begins(routeOf(request), reply);
  });
  fastify.addHook('onResponse', async (request: HookedRequest, reply) => {
    const route = routeOf(request);
    meters.ends(request, route, reply);
    // Those who are turned away may be thousands a second; they are told of together.
    if (isTurnedAway(request)) return;
    log.say('answered', {
      ...traceOf(request),
      method: request.method,
      route,
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime),
      role: request.caller?.actor.role ?? 'none',
    });
  });
}

/** The pattern and not the address, which may hold what a caller mistyped. */
function routeOf({ routeOptions }: FastifyRequest): string {
  return routeOptions.url ?? 'none';
}

function isTurnedAway({ outcome }: MeasuredRequest): boolean {
  return outcome === 'overloaded' || outcome === 'rate-limited';
}
