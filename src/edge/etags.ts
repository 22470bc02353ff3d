import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { etagOf } from '../api/answers.js';

/** 128 bits of the digest: enough that no two answers share one by chance. */
const DIGEST_BYTES = 16;

/**
 * Gives the answers of commands and questions their ETags, and answers 304 to a client that has the same answer already.
 * An ETag that names a revision is for decisions: the rest of its page may change without it, so it never leads to a 304.
 */
export function giveEtags(fastify: FastifyInstance): void {
  fastify.addHook('preSerialization', async (request, reply, payload: unknown) => {
    if (request.method === 'POST' && reply.statusCode === 200 && hasRevision(payload)) {
      void reply.header('ETag', etagOf(payload));
    }
    return payload;
  });
  fastify.addHook('onSend', async (request, reply, payload) => {
    if (!isReadAnswer(request, reply) || !(typeof payload === 'string' || Buffer.isBuffer(payload))) return payload;
    const etag = `W/"${createHash('sha256').update(payload).digest().toString('base64url', 0, DIGEST_BYTES)}"`;
    void reply.header('ETag', etag);
    if (!namesIt(request.headers['if-none-match'], etag)) return payload;
    void reply.code(304).removeHeader('Content-Type').removeHeader('Content-Length');
    return '';
  });
}

function hasRevision(payload: unknown): payload is { readonly revision: number } {
  return (
    typeof payload === 'object' && payload !== null && 'revision' in payload && typeof payload.revision === 'number'
  );
}

function isReadAnswer(request: FastifyRequest, reply: FastifyReply): boolean {
  const read = request.method === 'GET' || request.method === 'HEAD';
  return read && reply.statusCode === 200 && !reply.hasHeader('ETag');
}

function namesIt(header: string | undefined, etag: string): boolean {
  return header?.split(',').some((tag) => tag.trim() === etag || tag.trim() === '*') === true;
}
