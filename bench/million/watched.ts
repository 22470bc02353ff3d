import { access, decideGrantAccessToken } from '../../src/features/access/access.js';
import { hashOfSecret } from '../../src/api/token-directory.js';
import { decideCorrectEntry } from '../../src/features/deployments/corrections.js';
import type { Id } from '../../src/kernel/ids.js';
import { instantOf, msOf, type Instant } from '../../src/kernel/instant.js';
import type { Position } from '../../src/kernel/position.js';
import { streamName } from '../../src/kernel/stream.js';
import { note, open } from './night.js';
import { MINUTE_MS, type People } from './people.js';
import { PLACES, REASONS } from './words.js';

/** A roll call whose people have the same history in every log, however large: what is asked about. */
export interface Watched {
  readonly incident: Id;
  readonly rollCall: Id;
  readonly mission: Id;
  readonly deployments: readonly Id[];
  /** When half of what was ever to be heard of its people had been recorded. */
  readonly halfway: { readonly position: Position; readonly at: Instant };
  /** Of a commander's access token. */
  readonly secret: string;
}

const SECRET = 'the-commander-of-the-benchmarks-and-of-nothing-else';
/** As long as a policy can make it, so that the board is not all stale when it is asked years later. */
const FRESHNESS = 'P36500D';
const ROUNDS = 4;
/** What each round brings of each person at most: a check-in and a correction. */
const EVENTS_PER_PERSON = 4 + 2 * ROUNDS;
const OTHER_EVENTS = 40;

/** More than enough events for everything that is done here. */
export function roomFor(count: number): number {
  return EVENTS_PER_PERSON * count + OTHER_EVENTS;
}

/** `between` is called between the rounds, in which hours pass and others are heard of. */
export async function watch(people: People, count: number, between: () => Promise<void>): Promise<Watched> {
  const { recorder } = people;
  await grant(people);
  const mission = await people.newMission();
  for (let place = 0; place < count; place += 1) await people.newcomer(mission);
  recorder.moveTo(msOf(recorder.now) + 90 * MINUTE_MS);
  const night = await open(people, mission, FRESHNESS);
  let halfway = { position: recorder.position, at: recorder.now };
  for (let round = 0; round < ROUNDS; round += 1) {
    recorder.moveTo(msOf(recorder.now) + 45 * MINUTE_MS);
    for (const person of mission.people) await heardOf(people, person);
    await note(people, night);
    if (round === ROUNDS / 2 - 1) halfway = { position: recorder.position, at: recorder.now };
    await between();
  }
  const deployments = mission.people.map(({ deployment }) => deployment);
  const { incident, rollCall } = night;
  return { incident, rollCall, mission: mission.id, deployments, halfway, secret: SECRET };
}

async function heardOf(people: People, person: Parameters<People['checkIn']>[0]): Promise<void> {
  const entry = await people.checkIn(person);
  if (!people.random.chance(0.05)) return;
  const [place, reason] = [people.random.of(PLACES), people.random.of(REASONS)];
  await people.about(person, people.onWatch(), (state, context) =>
    decideCorrectEntry(state, { entry, changes: { place }, reason }, { ...context, voucher: undefined }),
  );
}

async function grant(people: People): Promise<void> {
  const token = people.newId();
  const { id: actor } = people.commander;
  const command = {
    token,
    hash: hashOfSecret(SECRET),
    actor,
    name: 'The commander',
    role: 'commander',
    scope: {},
  } as const;
  await people.recorder.give({
    ...{ decider: access, stream: streamName('access', token), actor: people.commander },
    decide: (state, context) => decideGrantAccessToken(state, command, context),
  });
}

/** Where the calendar of a made-up log begins: long enough ago that it ends before the present. */
export const BEGINNING = instantOf(Date.UTC(2015, 0, 5, 6));
