import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** `deaf`: what is asked arrives, and no answer comes back. */
type State = 'up' | 'down' | 'deaf';

/** The connection between a device and the server: it can be cut, and lose answers. */
export class Line {
  private readonly sockets = new Set<Socket>();
  private state: State = 'up';
  /** Answers of the server that nobody heard. */
  private lost = 0;

  private constructor(
    private readonly server: Server,
    readonly url: string,
    private readonly target: number,
  ) {
    server.on('connection', (socket) => this.take(socket));
  }

  static async to(url: string): Promise<Line> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('a listening server has a port');
    return new Line(server, `http://127.0.0.1:${address.port}`, Number(new URL(url).port));
  }

  /** Whatever is open breaks, so that nothing goes on in another state. */
  is(state: State): void {
    this.state = state;
    this.lost = 0;
    for (const socket of this.sockets) socket.destroy();
  }

  get lostAnswers(): number {
    return this.lost;
  }

  async close(): Promise<void> {
    this.is('down');
    const closed = once(this.server, 'close');
    this.server.close();
    await closed;
  }

  private take(near: Socket): void {
    near.on('error', () => near.destroy());
    if (this.state === 'down') {
      near.destroy();
      return;
    }
    const far = connect(this.target, '127.0.0.1');
    far.on('error', () => near.destroy());
    for (const socket of [near, far]) {
      this.sockets.add(socket);
      socket.on('close', () => {
        this.sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far);
    if (this.state === 'up') far.pipe(near);
    else {
      far.once('data', () => {
        this.lost += 1;
        near.destroy();
      });
    }
  }
}
