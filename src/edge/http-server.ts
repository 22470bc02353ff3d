import type { IncomingMessage } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { IdSource } from '../kernel/ids.js';
import { giveEtags } from './etags.js';
import type { HttpMeters } from './metrics/http-meters.js';
import { BODY_LIMIT, KEEP_ALIVE_MS, MAX_CONNECTIONS, REQUEST_TIMEOUT_MS } from './limits.js';
import type { OperationsLog } from './operations-log.js';
import { bugDocument, documentOf } from './problem-document.js';
import { problemOf } from './problem-of.js';
import { addRequestHooks, correlationIdOf, giveHeaders } from './request-hooks.js';

/** Fastify with Muster's limits, headers and ETags. It takes JSON bodies and no others. */
export function newHttpServer(log: OperationsLog, meters: HttpMeters, ids: IdSource): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    genReqId: (request: IncomingMessage) => correlationIdOf(request, ids),
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
      answerUnroutable(error, request, reply, ids),
  });
  const fastify = adapter.getInstance();
  fastify.removeContentTypeParser('text/plain');
  fastify.server.maxConnections = MAX_CONNECTIONS;
  addRequestHooks(fastify, log, meters, ids);
  giveEtags(fastify);
  return adapter;
}

/** An address that the router cannot read never comes as far as the filter. */
function answerUnroutable(error: FastifyError, request: FastifyRequest, reply: FastifyReply, ids: IdSource): void {
  const told = problemOf(error);
  const { status, headers, body } = told === undefined ? bugDocument(request.id) : documentOf(told, request.id);
  giveHeaders(request, reply, ids);
  void reply.code(status).headers(headers).send(JSON.stringify(body));
}
