import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fastifyStatic } from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** Everything of the page comes from this host, and no script or style stands in the page itself. */
const PAGE_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; '),
} as const;

const API_PREFIX = '/api/';

/** Whether a folder has the built console in it. */
export function hasConsole(folder: string): boolean {
  return existsSync(pageIn(folder));
}

/**
 * Serves the built console: its assets, whose names change with their content and which may so be kept for ever, and its
 * page, which may not be kept, at every address that a browser asks for and nothing else has.
 */
export function serveConsole(fastify: FastifyInstance, folder: string): void {
  const page = readFileSync(pageIn(folder), 'utf8');
  void fastify.register(fastifyStatic, {
    ...{ root: join(folder, 'assets'), prefix: '/assets/', index: false, decorateReply: false },
    ...{ preCompressed: true, immutable: true, maxAge: '365d' },
  });
  fastify.get('/*', (request, reply) => {
    const isForPeople = request.headers.accept?.includes('text/html') === true;
    if (isForPeople && !request.url.startsWith(API_PREFIX)) void reply.headers(PAGE_HEADERS).send(page);
    else reply.callNotFound();
  });
}

function pageIn(folder: string): string {
  return join(folder, 'index.html');
}
