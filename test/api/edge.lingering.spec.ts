import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BODY_LIMIT } from '../../src/edge/limits.js';
import { toNowhere } from '../../src/edge/operations-log.js';
import { startServer, type RunningServer } from '../../src/installation/server.js';

/** Bytes that are sent after the answer has long been given. */
const LATE_BYTES = 262_144;

/** Milliseconds: far longer than a refusal takes, so that it is given while the body is still being sent. */
const REFUSED_MEANWHILE_MS = 1_000;

/** Milliseconds between the bytes of one who never stops. */
const SENDS_EVERY_MS = 100;

let folder: string;
let server: RunningServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'muster-lingering-'));
  const engine = { engine: 'sqlite', folder } as const;
  server = await startServer({ port: 0, host: '127.0.0.1', engine }, { write: toNowhere });
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

describe('whoever sends more than is taken', () => {
  it('is told so, although he goes on sending before he listens', async () => {
    const socket = await begin(2 * BODY_LIMIT);
    await afterMs(REFUSED_MEANWHILE_MS);
    socket.write(Buffer.alloc(LATE_BYTES, 'x'));
    await afterMs(REFUSED_MEANWHILE_MS);
    expect(await heardOn(socket)).toContain('HTTP/1.1 413');
  });

  it('is listened to no longer than it takes to tell him', async () => {
    const socket = await begin(2 * BODY_LIMIT);
    const sending = setInterval(() => socket.write('x'), SENDS_EVERY_MS);
    await new Promise((resolve) => socket.once('close', resolve));
    clearInterval(sending);
    expect(socket.errored).toMatchObject({ code: expect.stringMatching(/EPIPE|ECONNRESET/) });
  });
});

/** A command that announces a body of so many bytes, and has sent a few of them; nothing is read yet. */
async function begin(length: number): Promise<Socket> {
  const socket = connect({ port: Number(new URL(server.url).port), host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => undefined);
  socket.pause();
  await once(socket, 'connect');
  const lines = [
    'POST /api/commands/LogNote HTTP/1.1',
    'Host: muster',
    `Authorization: Bearer ${server.secret}`,
    'Content-Type: application/json',
    `Content-Length: ${length}`,
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n${'x'.repeat(LATE_BYTES)}`);
  return socket;
}

/** Everything that comes on it, until it ends or breaks. */
async function heardOn(socket: Socket): Promise<string> {
  let heard = '';
  socket.setEncoding('latin1').on('data', (piece: string) => (heard += piece));
  socket.resume();
  if (!socket.closed && !socket.readableEnded) await Promise.race([once(socket, 'end'), once(socket, 'close')]);
  return heard;
}

function afterMs(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
