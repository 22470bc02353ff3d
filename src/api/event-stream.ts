import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';

/** Bytes that may wait for a slow reader; then his stream ends, and he comes back with his `Last-Event-ID`. */
export const MAX_BUFFERED_BYTES = 1_048_576;

/** Milliseconds after which a reader who lost his stream is asked to come back. */
const RETRY_MS = 2_000;

export interface StreamMessage {
  readonly event: string;
  readonly id: string;
  readonly data: object;
}

/** Server-sent events (HTML Living Standard, section 9.2) on a response of its own. It ends with its reader, or with the application. */
export class EventStream {
  private readonly ending = new AbortController();

  private constructor(private readonly response: ServerResponse) {}

  /** Takes the response over from the framework, which is not to answer any more. */
  static open(reply: FastifyReply, closing: AbortSignal): EventStream {
    const headers = { ...reply.getHeaders(), 'content-type': 'text/event-stream; charset=utf-8' };
    reply.hijack();
    const stream = new EventStream(reply.raw);
    reply.raw.writeHead(200, headers as Record<string, string>);
    reply.raw.on('close', () => stream.ending.abort());
    closing.addEventListener('abort', () => stream.end(), { signal: stream.ending.signal });
    stream.write(`retry: ${RETRY_MS}\n\n`);
    if (closing.aborted) stream.end();
    return stream;
  }

  /** Aborts when nobody reads any more. */
  get ended(): AbortSignal {
    return this.ending.signal;
  }

  send({ event, id, data }: StreamMessage): void {
    this.write(`event: ${event}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  /** Says nothing, so that whatever stands between does not take the stream for dead. */
  keepAlive(): void {
    this.write(': \n\n');
  }

  end(): void {
    this.ending.abort();
    this.response.end();
  }

  private write(text: string): void {
    if (this.ending.signal.aborted) return;
    this.response.write(text);
    if (this.response.writableLength > MAX_BUFFERED_BYTES) this.end();
  }
}
