import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FastifyReply } from 'fastify';

export interface FileToSend {
  readonly type: string;
  readonly name: string;
}

/**
 * Sends a file while it is read, on a response taken over from the framework, which is not to answer any more. Where it
 * cannot be read to its end the connection breaks off, so that a part of it never looks whole, and the error is thrown
 * for the edge to log. A reader who leaves is no error.
 */
export async function sendFile(
  reply: FastifyReply,
  pieces: AsyncIterable<string>,
  { type, name }: FileToSend,
): Promise<void> {
  const headers = {
    ...reply.getHeaders(),
    'content-type': type,
    'content-disposition': `attachment; filename="${name}"`,
  };
  const { raw: response, request } = reply;
  reply.hijack();
  response.writeHead(200, headers as Record<string, string>);
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  await pipeline(Readable.from(pieces, { objectMode: false }), response).catch((error: unknown) => {
    response.destroy();
    if (!hasLeft(error)) throw error;
  });
}

function hasLeft(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
