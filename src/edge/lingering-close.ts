import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { LINGER_MS } from './limits.js';

/**
 * Lets a client who is refused before he has sent everything hear why. A connection that is closed over bytes that nobody
 * has read is reset, and a client who is still sending then throws away the answer that he has already got. So such a
 * connection is only ended on our side, what comes on it is dropped, and it is closed once he is done or after LINGER_MS.
 */
export function lingerOnClose(server: Server): void {
  const newest = new WeakMap<Socket, IncomingMessage>();
  server.on('request', (request) => newest.set(request.socket, request));
  server.on('connection', (socket) => {
    const closeAtOnce = socket.destroySoon.bind(socket);
    // What Node calls after the last answer on a connection; it drops the rest of the body by itself.
    socket.destroySoon = () => {
      if (newest.get(socket)?.complete === false) linger(socket);
      else closeAtOnce();
    };
  });
}

function linger(socket: Socket): void {
  const patience = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once('close', () => clearTimeout(patience));
  socket.end();
}
