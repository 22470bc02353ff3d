import { Agent, request } from 'node:http';

/** One connection, over which one question after the other is asked, and timed to its last byte. */
export class Asking {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  /** Rejects where it is refused. */
  async get(path: string): Promise<{ readonly ms: number; readonly bytes: number }> {
    const began = performance.now();
    const body = await this.ask('GET', path);
    return { ms: performance.now() - began, bytes: body.length };
  }

  async give(command: string, body: object): Promise<Readonly<Record<string, unknown>>> {
    const answer = await this.ask('POST', `/api/commands/${command}`, JSON.stringify(body));
    return JSON.parse(answer.toString()) as Record<string, unknown>;
  }

  /** What each check-in of the benchmarks says. */
  checkIn(deployment: string): Promise<Readonly<Record<string, unknown>>> {
    const observedAt = new Date().toISOString();
    return this.give('RecordCheckIn', { deployment, condition: 'SAFE', observedAt, channel: 'VOICE', grade: 1 });
  }

  /** Gives a plain server what it writes to its readers; the bytes stand for themselves. */
  async write(message: string): Promise<void> {
    await this.ask('POST', '/', Buffer.from(message, 'latin1'));
  }

  close(): void {
    this.agent.destroy();
  }

  private ask(method: string, path: string, body?: string | Buffer): Promise<Buffer> {
    const { agent, token } = this;
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
    };
    return new Promise((resolve, reject) => {
      const asked = request(new URL(path, this.url), { agent, method, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const answer = Buffer.concat(chunks);
          if (response.statusCode === 200) resolve(answer);
          else
            reject(
              new Error(
                `${method} ${path} was answered with ${String(response.statusCode)}: ${answer.toString().slice(0, 500)}`,
              ),
            );
        });
      });
      asked.on('error', reject);
      asked.end(body);
    });
  }
}
