import { createServer, type ServerResponse } from 'node:http';
import type { Served } from './serve.js';

/** node plain.js: keeps every GET open, and writes the body of a POST to all of them. */

const readers = new Set<ServerResponse>();
const server = createServer((request, response) => {
  if (request.method === 'POST') {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const message = Buffer.concat(chunks);
      for (const reader of readers) reader.write(message);
      response.end('{}');
    });
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  response.write('retry: 2000\n\n');
  readers.add(response);
  response.on('close', () => readers.delete(response));
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () => {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('a server that listens has an address');
  process.send?.({ url: `http://127.0.0.1:${address.port}` } satisfies Served);
});
process.on('SIGTERM', () => process.exit());
