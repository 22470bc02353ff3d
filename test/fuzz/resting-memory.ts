import { once } from 'node:events';
import type { ServerProcess } from '../support/server-process.js';

/** Lets a server be asked to collect what it no longer needs. */
export const COLLECTABLE = ['--inspect=127.0.0.1:0'] as const;

/** Milliseconds of rest before memory is measured, and between two looks at it. */
const REST_MS = 2_000;
const LOOKS = 3;

/**
 * Bytes that a server started with `COLLECTABLE` keeps at rest: without what was only not yet collected, for that is as
 * much as the engine likes and no growth.
 */
export async function restingBytes(server: ServerProcess): Promise<number> {
  const looks: number[] = [];
  for (let look = 0; look < LOOKS; look += 1) {
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
    await collectGarbage(server);
    looks.push(server.residentBytes());
  }
  return Math.min(...looks);
}

async function collectGarbage(server: ServerProcess): Promise<void> {
  const told = server.lines.map((line) => /^Debugger listening on (ws:\S+)$/.exec(line)?.[1]);
  const address = told.find((found) => found !== undefined);
  if (address === undefined) throw new Error('the server was not started with COLLECTABLE');
  const socket = new WebSocket(address);
  await once(socket, 'open');
  const collected = once(socket, 'message');
  socket.send(JSON.stringify({ id: 1, method: 'HeapProfiler.collectGarbage' }));
  await collected;
  socket.close();
}
