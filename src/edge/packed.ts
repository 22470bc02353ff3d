import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

const packed = promisify(gzip);

const PACKED_TYPES = /^text\/(?:html|javascript)/;

/** Characters below which packing saves nothing. */
const TOO_SHORT = 500;

/**
 * Pages and what they need go packed to whoever takes that: they are read over satellite telephones. No page repeats what
 * somebody else made its reader send, so that its length tells nobody a secret that stands beside it.
 */
export function packPages(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async (request, reply, payload) => {
    const type = reply.getHeader('content-type');
    if (typeof payload !== 'string' || typeof type !== 'string' || !PACKED_TYPES.test(type)) return payload;
    void reply.header('Vary', 'Accept-Encoding');
    if (payload.length < TOO_SHORT || !takesGzip(request.headers['accept-encoding'])) return payload;
    void reply.header('Content-Encoding', 'gzip').removeHeader('Content-Length');
    return packed(payload);
  });
}

function takesGzip(header: string | readonly string[] | undefined): boolean {
  return String(header ?? '')
    .split(',')
    .some((coding) => /^gzip(?:;q=(?!0(?:\.0*)?$).*)?$/.test(coding.trim()));
}
