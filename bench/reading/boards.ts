import { instantOf, msOf } from '../../src/kernel/instant.js';
import { atMost, type Context, type Figure } from '../figure.js';
import { historyOf, type History } from '../million.js';
import { median } from '../statistics.js';
import { Asking } from './asking.js';
import { Server } from './server.js';

/* The board of a hundred people as it was known once, against the live one and against that of a short log. */

const PEOPLE = 100;
const LONG = 1_000_000;
const SHORT = 10_000;
/** Questions of each kind in one round, each about a moment of its own. */
const QUESTIONS = 20;
const TIMES_LIVE = 2;
const TIMES_SHORT = 1.5;
const MINUTE_MS = 60_000;

interface Delays {
  readonly live: number[];
  readonly known: number[];
}

export async function boards(context: Context): Promise<readonly Figure[]> {
  const long = await asked(context, LONG);
  const short = await asked(context, SHORT);
  const [live, known, knownShort] = [median(long.live), median(long.known), median(short.known)];
  return [
    atMost('known-board-to-live', known / live, TIMES_LIVE, {
      note: `${known.toFixed(2)} against ${live.toFixed(2)} ms`,
    }),
    atMost('known-board-long-to-short', known / knownShort, TIMES_SHORT, {
      note: `${known.toFixed(2)} against ${knownShort.toFixed(2)} ms`,
    }),
  ];
}

async function asked({ rounds, say }: Context, events: number): Promise<Delays> {
  const history = await historyOf({ events, people: PEOPLE }, say);
  say(`the views of ${events} events are made`);
  const server = await Server.start(history.folder.path);
  const asking = new Asking(server.url, history.secret);
  try {
    const delays: Delays = { live: [], known: [] };
    // The first round warms up.
    for (let round = 0; round <= rounds; round += 1) {
      const each = await askedInTurns(asking, history, round);
      if (round === 0) continue;
      delays.live.push(...each.live);
      delays.known.push(...each.known);
    }
    return delays;
  } finally {
    asking.close();
    await server.stop();
  }
}

/** Live and replayed in turns, so that whatever else the machine does concerns both; no moment is asked about twice. */
async function askedInTurns(asking: Asking, { rollCall, halfway }: History, round: number): Promise<Delays> {
  const path = `/api/roll-calls/${rollCall}/board?limit=${PEOPLE}`;
  const delays: Delays = { live: [], known: [] };
  for (let place = 0; place < QUESTIONS; place += 1) {
    const knownAt = instantOf(msOf(halfway.at) + (round * QUESTIONS + place) * MINUTE_MS);
    delays.live.push((await asking.get(path)).ms);
    delays.known.push((await asking.get(`${path}&knownAt=${knownAt}`)).ms);
  }
  return delays;
}
