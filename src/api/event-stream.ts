import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import { jsonBytes } from '../kernel/json-text.js';

/** Milliseconds for which a reader may take nothing of what he was sent; then his stream ends, and he comes back for it. */
export const STALLED_MS = 30_000;

/** Milliseconds for which what was sent last may be on its way once a stream has ended. */
const LINGER_MS = 1_000;

/** Milliseconds after which a reader who lost his stream is asked to come back. */
const RETRY_MS = 2_000;

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Nothing between us and the reader is to collect what comes.
  'x-accel-buffering': 'no',
  // The application closes when its connections have: this one is used for nothing else.
  connection: 'close',
} as const;

export interface StreamMessage {
  readonly event: string;
  readonly id: string;
  readonly data: object;
}

/** A message as it goes over the wire: encoded once, however many readers it has. */
export type EncodedMessage = Uint8Array & { readonly __brand: 'EncodedMessage' };

export function encodeMessage({ event, id, data }: StreamMessage): EncodedMessage {
  const pieces = [Buffer.from(`event: ${event}\nid: ${id}\ndata: `), ...jsonBytes(data), Buffer.from('\n\n')];
  return Buffer.concat(pieces) as Uint8Array as EncodedMessage;
}

/** Says nothing, so that whatever stands between does not take the stream for dead. */
const SIGN_OF_LIFE = Buffer.from(': \n\n');

/**
 * Server-sent events (HTML Living Standard, section 9.2) on a response of its own. One message at a time waits for its
 * reader. It ends with its reader, with the application, or when its reader stalls.
 */
export class EventStream {
  private readonly ending = new AbortController();

  private constructor(private readonly response: ServerResponse) {}

  /** Takes the response over from the framework, which is not to answer any more. */
  static open(reply: FastifyReply, closing: AbortSignal): EventStream {
    const headers = { ...reply.getHeaders(), ...HEADERS };
    reply.hijack();
    const stream = new EventStream(reply.raw);
    reply.raw.writeHead(200, headers as Record<string, string>);
    reply.raw.on('close', () => stream.ending.abort());
    closing.addEventListener('abort', () => stream.end(), { signal: stream.ended });
    // Who asks for the head alone has it.
    if (closing.aborted || reply.request.method === 'HEAD') stream.end();
    else reply.raw.write(`retry: ${RETRY_MS}\n\n`);
    return stream;
  }

  /** Aborts when nobody reads any more. */
  get ended(): AbortSignal {
    return this.ending.signal;
  }

  /** Resolves once the reader can take more, or the stream has ended. */
  async send(message: EncodedMessage): Promise<void> {
    if (!this.ended.aborted && !this.response.write(message)) await this.drained();
  }

  keepAlive(): void {
    if (!this.ended.aborted) this.response.write(SIGN_OF_LIFE);
  }

  end(): void {
    if (this.ended.aborted) return;
    this.ending.abort();
    const patience = setTimeout(() => this.response.destroy(), LINGER_MS);
    this.response.on('close', () => clearTimeout(patience));
    this.response.end();
  }

  private drained(): Promise<void> {
    return new Promise((resolve) => {
      const stalled = setTimeout(() => this.response.destroy(), STALLED_MS);
      const goOn = (): void => {
        clearTimeout(stalled);
        this.response.off('drain', goOn);
        this.ended.removeEventListener('abort', goOn);
        resolve();
      };
      this.response.on('drain', goOn);
      this.ended.addEventListener('abort', goOn);
    });
  }
}
