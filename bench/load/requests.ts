import { randomUUID } from 'node:crypto';
import type { LoadPlan } from './plan.js';

/** Answers a new request at each call: the bodies in turns, every time with a key that was never used. */
export function requestsOf({ port, path, token, bodies }: LoadPlan): () => string {
  const heads = bodies.map((body) =>
    [
      `POST ${path} HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      `Authorization: Bearer ${token}`,
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Idempotency-Key: ',
    ].join('\r\n'),
  );
  let next = 0;
  return () => {
    const place = next % bodies.length;
    next += 1;
    return `${heads[place] ?? ''}${randomUUID()}\r\n\r\n${bodies[place] ?? ''}`;
  };
}
