import type { FastifyInstance } from 'fastify';
import { Refusal } from '../kernel/failure.js';
import { documentOf } from './problem-document.js';

const ENDING = new Refusal(
  'unavailable',
  'This server is ending; nothing was stored. Send it again: another may answer.',
);

/**
 * What comes on a kept connection once the server closes is refused as anything else is, and the connection ends with
 * it. Fastify would answer in words of its own, which is turned off.
 */
export function refuseWhileClosing(fastify: FastifyInstance): void {
  let closing = false;
  fastify.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!closing) {
      done();
      return;
    }
    const { status, headers, body } = documentOf({ problem: ENDING.problem, detail: ENDING.message }, request.id);
    void reply.code(status).headers(headers).send(JSON.stringify(body));
  });
}
