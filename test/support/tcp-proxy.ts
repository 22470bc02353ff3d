import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * Passes connections on to a port of this machine, until it is cut: then nothing goes through either way and nobody is
 * told so, as where a cable was pulled. Mended, it passes on what was sent meanwhile, however late that is.
 */
export class TcpProxy {
  private readonly sockets = new Set<Socket>();
  private readonly waiting = new Set<Socket>();
  private isCut = false;

  private constructor(
    private readonly server: Server,
    readonly port: number,
    private readonly target: number,
  ) {
    server.on('connection', (socket) => this.take(socket));
  }

  static async to(target: number): Promise<TcpProxy> {
    const server = createServer({ pauseOnConnect: true, allowHalfOpen: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('a listening server has a port');
    return new TcpProxy(server, address.port, target);
  }

  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.pause();
  }

  mend(): void {
    this.isCut = false;
    for (const socket of this.sockets) socket.resume();
    for (const socket of this.waiting) this.passOn(socket);
    this.waiting.clear();
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of [...this.sockets, ...this.waiting]) socket.destroy();
    await closed;
  }

  private take(socket: Socket): void {
    socket.on('error', () => socket.destroy());
    if (this.isCut) this.waiting.add(socket);
    else this.passOn(socket);
  }

  private passOn(near: Socket): void {
    const far = connect({ host: '127.0.0.1', port: this.target, allowHalfOpen: true });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(from);
      from.on('data', (piece) => to.write(piece));
      from.on('end', () => to.end());
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
      if (this.isCut) from.pause();
      else from.resume();
    }
  }
}
