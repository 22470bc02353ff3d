import { Agent, request } from 'node:http';

/** Milliseconds after which no answer will come any more: far longer than a loaded machine takes. */
const ANSWERED_WITHIN_MS = 120_000;

export interface Answer {
  readonly status: number;
  readonly text: string;
}

export interface Asked {
  readonly token: string;
  /** Is posted; without one it is a question. */
  readonly body?: object;
  readonly key?: string;
  /** Cut the connection instead of hearing the answer: once the request has gone, or after so many milliseconds. */
  readonly hangUpAfterMs?: number;
}

/** Whoever asks over real connections, which he keeps. */
export class HttpClient {
  private readonly agent: Agent;

  constructor(connections: number) {
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /** Rejects where the connection breaks before the answer is whole: nobody knows then what became of it. */
  ask(url: string, path: string, { token, body, key, hangUpAfterMs }: Asked): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const text = body === undefined ? '' : JSON.stringify(body);
      const headers = {
        authorization: `Bearer ${token}`,
        ...(body === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      };
      const method = body === undefined ? 'GET' : 'POST';
      const options = { agent: this.agent, method, headers, timeout: ANSWERED_WITHIN_MS };
      const asked = request(new URL(path, url), options, (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('error', reject);
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(pieces).toString('utf8') });
        });
      });
      asked.on('error', reject);
      asked.on('timeout', () => asked.destroy(broken('NO_ANSWER')));
      asked.end(text, () => {
        if (hangUpAfterMs !== undefined) setTimeout(() => asked.destroy(broken('HUNG_UP')), hangUpAfterMs);
      });
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

/** As Node's own errors of connections are, by its code. */
function broken(code: string): Error {
  return Object.assign(new Error(code), { code });
}
