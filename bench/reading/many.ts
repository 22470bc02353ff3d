import { join } from 'node:path';
import { Child } from '../child.js';
import { atMost, CannotMeasure, type Context, type Figure } from '../figure.js';
import { median, percentile } from '../statistics.js';
import { Asking } from './asking.js';
import { makeCrowd, SECRET } from './crowd.js';
import type { Heard, Listen } from './listeners.js';
import type { Served } from './serve.js';
import { Server } from './server.js';

/*
 * Ten thousand readers of one live board, and one check-in: when each of them has been told of it, against a plain server
 * that writes the same bytes to as many. Both are told of the change by a request.
 */

const READERS = 10_000;
const PEOPLE = 100;
const TIMES = 2;
const RESIDENT_MIB = 400;
/** The check-ins of the rounds and the one that shows what a message looks like. */
const PERCENT = 99;

export async function many({ rounds, folder, say }: Context): Promise<readonly Figure[]> {
  const home = join(folder, 'board');
  const { rollCall, deployments } = await makeCrowd(home, PEOPLE);
  const muster = await Server.start(home);
  const plain = await startPlain();
  const asking = new Asking(muster.url, SECRET);
  const telling = new Asking(plain.url, SECRET);
  const opened: Listeners[] = [];
  try {
    say(`${READERS} readers come, and as many to a plain server`);
    const path = `/api/roll-calls/${rollCall}/stream`;
    const ours = await Listeners.of(muster.url, { path, token: SECRET });
    opened.push(ours);
    const theirs = await Listeners.of(plain.url, { path: '/', token: SECRET });
    opened.push(theirs);
    const delays: { readonly muster: number[]; readonly plain: number[] } = { muster: [], plain: [] };
    for (let round = 0; round <= rounds; round += 1) {
      const first = await ours.hear(() => asking.checkIn(deployments[round] ?? ''));
      const second = await theirs.hear(() => telling.write(first.message));
      // The first time both warm up.
      if (round === 0) continue;
      delays.muster.push(first.p99);
      delays.plain.push(second.p99);
    }
    const [own, other] = [median(delays.muster), median(delays.plain)];
    const note = `p99 ${Math.round(own)} ms against ${Math.round(other)} ms`;
    return [
      atMost('ten-thousand-streams', own / other, TIMES, { note }),
      atMost('ten-thousand-streams-memory', await muster.residentMiB(), RESIDENT_MIB, { unit: 'MiB' }),
    ];
  } finally {
    asking.close();
    telling.close();
    await Promise.all([...opened.map((listeners) => listeners.stop()), muster.stop(), plain.child.stop()]);
  }
}

async function startPlain(): Promise<{ readonly child: Child<object, Served>; readonly url: string }> {
  const child = Child.start<object, Served>(join(import.meta.dirname, 'plain.js'), []);
  const { url } = await child.told();
  return { child, url };
}

type Asked = Listen | 'forget' | 'heard';

/** The readers of one server. */
class Listeners {
  private constructor(private readonly child: Child<object, object>) {}

  static async of(url: string, listen: Listen): Promise<Listeners> {
    const words = [new URL(url).port, String(READERS)];
    const child = Child.start<object, object>(join(import.meta.dirname, 'listeners.js'), words);
    await child.told();
    const listeners = new Listeners(child);
    await listeners.ask(listen).catch(() => {
      throw new CannotMeasure(`this machine does not let a process have ${READERS} connections; see ulimit -n`);
    });
    return listeners;
  }

  /** Does something of which every reader is to be told. */
  async hear(change: () => Promise<unknown>): Promise<{ readonly p99: number; readonly message: string }> {
    await this.ask('forget');
    const began = performance.timeOrigin + performance.now();
    await change();
    const { at, message } = (await this.ask('heard')) as Heard;
    return { p99: percentile(at, PERCENT) - began, message: withoutChunks(message) };
  }

  stop(): Promise<void> {
    return this.child.stop();
  }

  private ask(asked: Asked): Promise<object> {
    return this.child.ask({ asked });
  }
}

/** What stood in the one chunk that a message came in. */
function withoutChunks(received: string): string {
  const begins = received.lastIndexOf('event: ');
  return received.slice(begins, received.lastIndexOf('\r\n'));
}
