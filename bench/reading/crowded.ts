import { join } from 'node:path';
import { atMost, type Context, type Figure } from '../figure.js';
import { median } from '../statistics.js';
import { Asking } from './asking.js';
import { makeCrowd, SECRET } from './crowd.js';
import { Server } from './server.js';
import { Watching } from './watching.js';

/* The verdict of a roll call of a hundred thousand people after one check-in, asked for and on a live stream. */

const PEOPLE = 100_000;
/** Check-ins of one round, each followed by a question. */
const CHECK_INS = 10;
const VERDICT_MS = 50;
const STREAM_MS = 1_000;

export async function crowded({ rounds, folder, say }: Context): Promise<readonly Figure[]> {
  say(`a roll call of ${PEOPLE} people is made`);
  const home = join(folder, 'crowd');
  const { rollCall, deployments } = await makeCrowd(home, PEOPLE);
  say('its views are made');
  const server = await Server.start(home);
  const asking = new Asking(server.url, SECRET);
  try {
    await asking.get(`/api/roll-calls/${rollCall}/verdict`);
    const path = `/api/roll-calls/${rollCall}/verdict`;
    const verdicts: number[] = [];
    const streamed: number[] = [];
    let bytes = 0;
    for (let place = 0; place < rounds * CHECK_INS; place += 1) {
      const { position } = await asking.checkIn(deployments[place] ?? '');
      const asked = await asking.get(`${path}?after=${String(position)}`);
      verdicts.push(asked.ms);
      bytes = asked.bytes;
    }
    const watching = await Watching.of(`${server.url}/api/roll-calls/${rollCall}/stream`, SECRET);
    for (let place = 0; place < rounds * CHECK_INS; place += 1) {
      const heard = watching.next();
      const began = performance.now();
      await asking.checkIn(deployments[rounds * CHECK_INS + place] ?? '');
      streamed.push((await heard) - began);
    }
    watching.leave();
    const note = `${(bytes / 1e6).toFixed(1)} MB over HTTP; ${Math.round(await server.residentMiB())} MiB resident`;
    return [
      atMost('crowd-verdict', median(verdicts), VERDICT_MS, { unit: 'ms', note }),
      atMost('crowd-stream', median(streamed), STREAM_MS, {
        unit: 'ms',
        note: 'from the command to the whole message',
      }),
    ];
  } finally {
    asking.close();
    await server.stop();
  }
}
