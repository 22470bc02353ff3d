import { connect, type Socket } from 'node:net';

/**
 * node listeners.js PORT READERS: so many readers of one path, over raw sockets, in a process of its own. It says when
 * all of them have what they were sent at first; asked for the next message, it answers when each has had it whole.
 */

export interface Listen {
  readonly path: string;
  readonly token: string;
}

/** Milliseconds of this process's clock, which all processes of a machine share, and the bytes that each reader was sent. */
export interface Heard {
  readonly at: readonly number[];
  readonly message: string;
}

const CONNECTING_AT_A_TIME = 100;
const QUIET_MS = 1_000;
const LOOK_EVERY_MS = 50;
const END = Buffer.from('\n\n\r\n');

const [port, count] = process.argv.slice(2).map(Number);
if (port === undefined || count === undefined) throw new Error('PORT READERS');

/** One reader: what it was sent since it was last asked, without the chunks' own lines. */
class Reader {
  received = '';
  at = 0;

  constructor(readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (bytes) => {
      this.at = performance.timeOrigin + performance.now();
      this.received += bytes.toString('latin1');
      lastHeard = this.at;
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => (lost += 1));
  }

  forget(): void {
    this.received = '';
  }

  /** A message ends its chunk; signs of life do not count. */
  get hasMessage(): boolean {
    return this.received.includes('event: ') && this.received.endsWith(END.toString('latin1'));
  }
}

let lastHeard = 0;
let lost = 0;
const readers: Reader[] = [];

async function connected(listen: Listen): Promise<void> {
  const request = `GET ${listen.path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${listen.token}\r\n\r\n`;
  const one = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = connect({ port: port ?? 0, host: '127.0.0.1' }, () => socket.write(request));
      const reader = new Reader(socket);
      readers.push(reader);
      socket.once('data', () => resolve());
      socket.once('error', reject);
    });
  while (readers.length < (count ?? 0)) {
    await Promise.all(Array.from({ length: CONNECTING_AT_A_TIME }, one));
  }
  await until(() => now() - lastHeard > QUIET_MS);
}

function now(): number {
  return performance.timeOrigin + performance.now();
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
}

async function heard(): Promise<Heard> {
  await until(() => readers.every((reader) => reader.hasMessage) || lost > 0);
  if (lost > 0) throw new Error(`${lost} readers were lost`);
  const message = readers[0]?.received ?? '';
  return { at: readers.map(({ at }) => at), message };
}

process.on('SIGTERM', () => process.exit());
process.on('message', ({ asked }: { readonly asked: Listen | 'forget' | 'heard' }) => {
  if (asked === 'forget') {
    readers.forEach((reader) => reader.forget());
    process.send?.({});
  } else if (asked === 'heard') {
    void heard().then((answer) => process.send?.(answer));
  } else {
    void connected(asked).then(() => process.send?.({}));
  }
});
process.send?.({});
