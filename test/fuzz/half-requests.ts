import { Wire } from './wire.js';

/** Milliseconds within which the server must have ended a request that does not come to its end. */
const ENDED_WITHIN_MS = 150_000;

/** Where a request can stop coming. */
const HALVES: readonly string[] = [
  '',
  'G',
  'GET /livez HTTP/1.1\r\n',
  'GET /livez HTTP/1.1\r\nHost: muster\r\n',
  'POST /api/commands/LogNote HTTP/1.1\r\nHost: muster\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"',
  'POST /api/commands/LogNote HTTP/1.1\r\nHost: muster\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"a',
  'GET /livez HTTP/1.1\r\nHost: muster\r\n\r\nGET /livez HTTP/1.1\r\n',
];

/** Sends requests by halves and waits until the server has had enough; answers those that it keeps, or answers with a fault. */
export async function leaveHalf(port: number): Promise<readonly string[]> {
  const kept = await Promise.all(
    HALVES.map(async (bytes) => {
      const wire = new Wire(port);
      wire.write(bytes);
      const deadline = Date.now() + ENDED_WITHIN_MS;
      while (wire.isOpen && Date.now() < deadline) {
        const answer = await wire.next(false, deadline - Date.now());
        if (answer !== undefined && answer.status >= 500) return [bytes];
      }
      wire.leave();
      return wire.isOpen ? [bytes] : [];
    }),
  );
  return kept.flat();
}
