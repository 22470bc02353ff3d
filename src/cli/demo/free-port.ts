import { once } from 'node:events';
import { createServer } from 'node:net';

/** The port of this host that is tried first, and how many after it before any other will do. */
export const FIRST_PORT = 8080;
const PORTS_TRIED = 20;

/** The first port from `FIRST_PORT` on that nobody listens on; 0, for the machine to choose, where there is none. */
export async function freePort(host: string): Promise<number> {
  for (let port = FIRST_PORT; port < FIRST_PORT + PORTS_TRIED; port += 1) {
    if (await isFree(port, host)) return port;
  }
  return 0;
}

async function isFree(port: number, host: string): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
