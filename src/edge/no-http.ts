import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { IdSource } from '../kernel/ids.js';
import { documentOf } from './problem-document.js';
import type { ToldProblem } from './problem-of.js';
import { ANSWER_HEADERS } from './answer-headers.js';

/** What Node's parser of HTTP says of what it cannot take, beside that it cannot. */
const BY_CODE: Readonly<Record<string, ToldProblem>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { problem: 'invalid-request', detail: 'The request did not come in time.' },
  HPE_HEADER_OVERFLOW: { problem: 'too-large', detail: 'The head of the request is larger than this takes.' },
};

const NO_HTTP: ToldProblem = { problem: 'invalid-request', detail: 'This is no well-formed HTTP.' };

interface ConnectionError extends Error {
  readonly code?: string;
}

/** What is no HTTP, or does not come to its end, gets no further than the parser. It is answered all the same. */
export function answerNoHttp({ code }: ConnectionError, socket: Socket, ids: IdSource): void {
  // Whoever reset the connection hears nothing any more.
  if (socket.writable && code !== 'ECONNRESET') {
    const { status, headers, body } = documentOf(BY_CODE[code ?? ''] ?? NO_HTTP, ids.next());
    const text = JSON.stringify(body);
    const length = String(Buffer.byteLength(text));
    const all = { ...ANSWER_HEADERS, ...headers, 'Content-Length': length, Connection: 'close' };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${text}`);
  }
  socket.destroy();
}
