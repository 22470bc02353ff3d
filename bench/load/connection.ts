import { connect, type Socket } from 'node:net';

const HEAD_END = Buffer.from('\r\n\r\n');

/**
 * As little of an HTTP/1.1 client as a server can be asked with: one kept connection, one request at a time, answers with
 * a Content-Length. It costs less than the servers that it is to measure, so that it is not itself what is measured.
 */
export class Connection {
  #pending: Buffer = Buffer.alloc(0);
  #answered: ((status: number) => void) | undefined;
  #failed: ((error: Error) => void) | undefined;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('close', () => this.#failed?.(new Error('the server closed a connection')));
    socket.on('error', (error) => this.#failed?.(error));
  }

  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new Connection(socket)));
      socket.once('error', reject);
    });
  }

  /** Calls back once the answer is there whole. */
  ask(request: string, answered: (status: number) => void, failed: (error: Error) => void): void {
    this.#answered = answered;
    this.#failed = failed;
    this.socket.write(request, 'latin1');
  }

  close(): void {
    this.#failed = undefined;
    this.socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const headEnd = this.#pending.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const head = this.#pending.toString('latin1', 0, headEnd);
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1]);
    if (Number.isNaN(length)) return this.#failed?.(new Error('an answer does not say how long it is'));
    if (this.#pending.length < headEnd + HEAD_END.length + length) return;
    this.#pending = Buffer.alloc(0);
    // After "HTTP/1.1 ".
    this.#answered?.(Number(head.slice(9, 12)));
  }
}
