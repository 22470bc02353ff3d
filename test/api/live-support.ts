import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { TestAnswer } from '../support/app.js';

/** Milliseconds for which a test waits for what must come. */
const PATIENCE_MS = 30_000;

/** A server-sent event as its reader gets it. */
export interface Told {
  readonly event: string;
  readonly id: string;
  readonly data: ToldBoard;
}

/** What the specs look at of a message; it may hold more. */
export interface ToldBoard {
  readonly claim: string | null;
  readonly counts: { readonly denominator: number; readonly accounted: number; readonly safe: number };
  readonly unmet: Readonly<Record<string, readonly string[]>>;
  readonly asOf: string;
  readonly position: string;
  readonly lines: readonly ToldLine[];
  readonly removed?: readonly string[];
}

export interface ToldLine {
  readonly group: string;
  readonly deployment: string;
}

/** Someone who listens to a stream over a socket. */
export interface Listener {
  readonly response: IncomingMessage;
  /** The next message; fails where none comes in time, or the stream ends first. */
  next(): Promise<Told>;
  /** Resolves when the stream has ended; answers what came until then and was not asked for. */
  ended(): Promise<readonly Told[]>;
  leave(): void;
}

/** What it is asked with. */
export interface Listening {
  readonly token?: string;
  readonly lastEventId?: string;
}

/** Opens a stream, which must begin. */
export async function listen(url: string, listening: Listening = {}): Promise<Listener> {
  const response = await requested(url, listening);
  if (response.statusCode !== 200) throw new Error(`the stream did not begin: ${await text(response)}`);
  return new Heard(response);
}

/** Asks for a stream that must be refused. */
export async function refusal(url: string, listening: Listening = {}): Promise<TestAnswer> {
  const response = await requested(url, listening);
  const body = await text(response);
  const type = response.headers['content-type'];
  return { status: response.statusCode ?? 0, headers: { 'content-type': type }, text: body, body: JSON.parse(body) };
}

function requested(url: string, { token, lastEventId }: Listening): Promise<IncomingMessage> {
  const headers = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
  };
  return new Promise((resolve, reject) => {
    get(url, { headers, agent: false }, resolve).on('error', reject);
  });
}

class Heard implements Listener {
  private readonly waiting: Told[] = [];
  private isOver = false;
  private rest = '';
  private look: () => void = () => undefined;

  constructor(readonly response: IncomingMessage) {
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => this.hear(chunk));
    // A stream that its server cuts off ends with an error: over all the same.
    response.on('error', () => undefined);
    response.on('close', () => {
      this.isOver = true;
      this.look();
    });
  }

  async next(): Promise<Told> {
    await this.until(() => this.waiting.length > 0 || this.isOver, 'the next message');
    const told = this.waiting.shift();
    if (told === undefined) throw new Error('the stream ended');
    return told;
  }

  async ended(): Promise<readonly Told[]> {
    await this.until(() => this.isOver, 'the end of the stream');
    return this.waiting;
  }

  leave(): void {
    this.response.destroy();
  }

  private hear(chunk: string): void {
    const blocks = (this.rest + chunk).split('\n\n');
    this.rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map((line) => splitAt(line, ': ')));
      const data = fields.get('data');
      // Without data it is a comment, or says when to come back.
      if (data === undefined) continue;
      const [event, id] = [fields.get('event') ?? '', fields.get('id') ?? ''];
      this.waiting.push({ event, id, data: JSON.parse(data) as ToldBoard });
    }
    this.look();
  }

  private async until(holds: () => boolean, what: string): Promise<void> {
    const deadline = setTimeout(() => this.look(), PATIENCE_MS);
    const since = Date.now();
    while (!holds()) {
      if (Date.now() - since >= PATIENCE_MS) throw new Error(`waited in vain for ${what}`);
      await new Promise<void>((resolve) => {
        this.look = resolve;
      });
    }
    clearTimeout(deadline);
  }
}

function splitAt(line: string, separator: string): [string, string] {
  const [name = '', ...value] = line.split(separator);
  return [name, value.join(separator)];
}
