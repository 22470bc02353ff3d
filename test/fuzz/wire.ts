import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Milliseconds after which no answer will come any more: far longer than a loaded machine takes. */
export const PATIENCE_MS = 120_000;

/** A connection on which anything can be written, and answers are read as they come. */
export class Wire {
  private readonly socket: Socket;
  private heard = Buffer.alloc(0);
  private closed = false;
  private wake: () => void = () => undefined;

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.on('data', (piece: Buffer) => {
      this.heard = Buffer.concat([this.heard, piece]);
      this.wake();
    });
    // A connection that is broken off is an answer too: `isOpen` says so.
    this.socket.on('error', () => undefined);
    this.socket.on('close', () => {
      this.closed = true;
      this.wake();
    });
  }

  get isOpen(): boolean {
    return !this.closed;
  }

  /** Nothing was sent that nobody has asked for. */
  get isSilent(): boolean {
    return this.heard.length === 0;
  }

  write(bytes: string): void {
    if (!this.closed) this.socket.write(bytes, 'latin1');
  }

  /** The next answer; undefined where the connection ends without one, or neither comes in time. */
  async next(head: boolean, patienceMs: number): Promise<RawAnswer | undefined> {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const parsed = parseAnswer(this.heard, head, this.closed);
      if (parsed !== undefined) {
        this.heard = this.heard.subarray(parsed.length);
        if (parsed.answer.status >= 200) return parsed.answer;
      } else if (this.closed || Date.now() >= deadline) return undefined;
      else await this.more(deadline);
    }
  }

  leave(): void {
    this.socket.destroy();
  }

  private more(deadline: number): Promise<void> {
    return new Promise((resolve) => {
      const tooLate = setTimeout(resolve, deadline - Date.now());
      this.wake = () => {
        clearTimeout(tooLate);
        resolve();
      };
    });
  }
}

interface Parsed {
  readonly answer: RawAnswer;
  /** Bytes that it took. */
  readonly length: number;
}

/** Undefined while it is not whole. */
function parseAnswer(bytes: Buffer, head: boolean, ended: boolean): Parsed | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const [line = '', ...lines] = bytes.subarray(0, headEnd).toString('latin1').split('\r\n');
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(line)?.[1] ?? NaN);
  if (Number.isNaN(status)) throw new Error(`this is no answer: ${line}`);
  const headers = new Map(
    lines.map((text) => {
      const colon = text.indexOf(':');
      return [text.slice(0, colon).toLowerCase(), text.slice(colon + 1).trim()] as const;
    }),
  );
  const body = bodyOf(bytes.subarray(headEnd + 4), status, headers, head, ended);
  return body && { answer: { status, headers, body: body.text }, length: headEnd + 4 + body.length };
}

function bodyOf(
  bytes: Buffer,
  status: number,
  headers: RawAnswer['headers'],
  head: boolean,
  ended: boolean,
): { readonly text: string; readonly length: number } | undefined {
  // A stream goes on; that it has begun is its answer.
  const endless = headers.get('content-type')?.startsWith('text/event-stream') === true;
  if (head || status < 200 || status === 204 || status === 304 || endless) return { text: '', length: 0 };
  if (headers.get('transfer-encoding') === 'chunked') return chunkedBody(bytes);
  const length = Number(headers.get('content-length') ?? NaN);
  if (Number.isNaN(length)) return ended ? { text: bytes.toString('utf8'), length: bytes.length } : undefined;
  return bytes.length < length ? undefined : { text: bytes.subarray(0, length).toString('utf8'), length };
}

function chunkedBody(bytes: Buffer): { readonly text: string; readonly length: number } | undefined {
  const pieces: Buffer[] = [];
  let place = 0;
  for (;;) {
    const lineEnd = bytes.indexOf('\r\n', place);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(bytes.subarray(place, lineEnd).toString('latin1'), 16);
    const end = lineEnd + 2 + size + 2;
    if (Number.isNaN(size)) throw new Error('an answer has a chunk without a size');
    if (bytes.length < end) return undefined;
    if (size === 0) return { text: Buffer.concat(pieces).toString('utf8'), length: end };
    pieces.push(bytes.subarray(lineEnd + 2, end - 2));
    place = end;
  }
}
