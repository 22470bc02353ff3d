import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import cookies from '@fastify/cookie';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { IdSource } from '../kernel/ids.js';
import { jsonBytes } from '../kernel/json-text.js';
import type { Admission } from './admission.js';
import { addAdmission } from './admission-hooks.js';
import { giveEtags } from './etags.js';
import { takeForms } from './forms.js';
import type { HttpMeters } from './metrics/http-meters.js';
import { BODY_LIMIT, KEEP_ALIVE_MS, MAX_CONNECTIONS, REQUEST_TIMEOUT_MS, STILL_CONNECTION_MS } from './limits.js';
import { lingerOnClose } from './lingering-close.js';
import { answerNoHttp } from './no-http.js';
import type { OperationsLog } from './operations-log.js';
import { bugDocument, documentOf } from './problem-document.js';
import { packPages } from './packed.js';
import { problemOf } from './problem-of.js';
import { addRequestHooks, correlationIdOf, giveHeaders } from './request-hooks.js';
import type { TurnedAway } from './turned-away.js';
import { refuseWhileClosing } from './while-closing.js';

/** What a server tells, counts and limits. */
export interface HttpServerParts {
  readonly log: OperationsLog;
  readonly meters: HttpMeters;
  readonly ids: IdSource;
  readonly admission: Admission;
  readonly turnedAway: TurnedAway;
}

/** Fastify with Muster's limits, headers and ETags. It takes JSON bodies, forms where there is a page, and no others. */
export function newHttpServer({ log, meters, ids, admission, turnedAway }: HttpServerParts): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionTimeout: STILL_CONNECTION_MS,
    return503OnClosing: false,
    clientErrorHandler: (error: Error, socket: Socket) => answerNoHttp(error, socket, ids),
    genReqId: (request: IncomingMessage) => correlationIdOf(request, ids),
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
      answerUnroutable(error, request, reply, ids),
  });
  const fastify = adapter.getInstance();
  fastify.removeContentTypeParser('text/plain');
  takeForms(fastify);
  void fastify.register(cookies);
  fastify.setReplySerializer(bytesOf);
  fastify.server.maxConnections = MAX_CONNECTIONS;
  lingerOnClose(fastify.server);
  // What else a client expects of us is not for us to meet, and no reason to refuse him (RFC 9110, section 10.1.1).
  fastify.server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    fastify.server.emit('request', request, response);
  });
  addRequestHooks(fastify, log, meters, ids);
  refuseWhileClosing(fastify);
  addAdmission(fastify, admission, turnedAway);
  giveEtags(fastify);
  packPages(fastify);
  return adapter;
}

/** Fastify sends bytes as they are, of which its types do not know. */
function bytesOf(answer: unknown): never {
  return Buffer.concat(jsonBytes(answer as object)) as never;
}

/** An address that the router cannot read never comes as far as the filter. */
function answerUnroutable(error: FastifyError, request: FastifyRequest, reply: FastifyReply, ids: IdSource): void {
  const told = problemOf(error);
  const { status, headers, body } = told === undefined ? bugDocument(request.id) : documentOf(told, request.id);
  giveHeaders(request, reply, ids);
  void reply.code(status).headers(headers).send(JSON.stringify(body));
}
