import { get, type IncomingMessage } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { encodeMessage, EventStream, STALLED_MS } from '../../src/api/event-stream.js';

const MESSAGE = { event: 'board', id: '1', data: { text: 'x'.repeat(64 * 1_024) } };
/** More than what the machine keeps for a connection whose reader does not read. */
const MANY = 300;

/** Milliseconds; long, since twenty megabytes take their time on a loaded machine. */
const PATIENCE_MS = 25_000;

let server: FastifyInstance;
let closing: AbortController;
let stream: EventStream | undefined;
/** How many messages the stream has taken. */
let taken: number;

beforeEach(async () => {
  // Everything else of the machine goes on.
  jest.useFakeTimers({ doNotFake: [...REAL] });
  closing = new AbortController();
  [stream, taken] = [undefined, 0];
  server = Fastify();
  server.get('/', async (_, reply) => {
    const opened = (stream = EventStream.open(reply, closing.signal));
    for (let sent = 0; sent < MANY && !opened.ended.aborted; sent++) {
      await opened.send(encodeMessage(MESSAGE));
      if (opened === stream) taken = sent + 1;
    }
  });
  await server.listen({ port: 0 });
});

afterEach(async () => {
  jest.useRealTimers();
  server.server.closeAllConnections();
  await server.close();
});

const REAL = [
  ...(['Date', 'hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate'] as const),
  ...(['setInterval', 'clearInterval'] as const),
];

function read(): Promise<IncomingMessage> {
  const { port } = server.server.address() as { readonly port: number };
  return new Promise((resolve, reject) => {
    get({ port, agent: false }, resolve).on('error', reject);
  });
}

async function until(holds: () => boolean): Promise<void> {
  const since = Date.now();
  while (!holds()) {
    if (Date.now() - since > PATIENCE_MS) throw new Error('waited in vain');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** The stream waits for its reader: it takes nothing more in many turns. */
async function stalled(): Promise<void> {
  for (let before = -1, turns = 0; turns < MANY; turns++) {
    if (taken !== before) [before, turns] = [taken, 0];
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('a stream whose reader does not read', () => {
  it('takes one message at a time and keeps no more than one for him', async () => {
    const response = await read();
    await stalled();
    expect(taken).toBeLessThan(MANY);
    expect(stream?.ended.aborted).toBe(false);
    response.destroy();
  });

  it('goes on with him when he reads again, and nothing is lost', async () => {
    const response = await read();
    await stalled();
    jest.advanceTimersByTime(STALLED_MS - 1);
    let bytes = 0;
    response.on('data', (chunk: Buffer) => (bytes += chunk.length));
    await until(() => taken === MANY);
    const message = `event: board\nid: 1\ndata: ${JSON.stringify(MESSAGE.data)}\n\n`;
    await until(() => bytes >= MANY * message.length);
    expect(bytes).toBe('retry: 2000\n\n'.length + MANY * message.length);
    response.destroy();
  });

  it('ends when he has taken nothing for long', async () => {
    const response = await read();
    response.on('error', () => undefined);
    await stalled();
    jest.advanceTimersByTime(STALLED_MS);
    await until(() => stream?.ended.aborted === true);
    expect(taken).toBeLessThan(MANY);
  });

  it('does not keep the application from closing', async () => {
    const response = await read();
    response.on('error', () => undefined);
    await stalled();
    closing.abort();
    expect(stream?.ended.aborted).toBe(true);
    jest.advanceTimersByTime(1_000);
    await server.close();
  });
});

describe('a stream', () => {
  it('ends with its reader', async () => {
    (await read()).destroy();
    await until(() => stream?.ended.aborted === true);
  });

  it('is over at once where the application is closing already', async () => {
    closing.abort();
    const response = await read();
    response.resume();
    await until(() => response.complete);
    expect(taken).toBe(0);
  });
});
