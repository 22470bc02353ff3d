import {
  incident,
  decideCloseIncident,
  decideLogNote,
  decideOpenIncident,
} from '../../src/features/accountability/incident.js';
import { decideClosing, decideEnlist } from '../../src/features/accountability/register.js';
import { decideCloseRollCall, decideOpenRollCall, rollCall } from '../../src/features/accountability/roll-call.js';
import type { Policy } from '../../src/features/accountability/roll-call.events.js';
import { parseDuration, type Duration } from '../../src/kernel/duration.js';
import type { PendingFact } from '../../src/kernel/event.js';
import type { Id } from '../../src/kernel/ids.js';
import { instantOf, msOf } from '../../src/kernel/instant.js';
import { streamName } from '../../src/kernel/stream.js';
import { MINUTE_MS, type Mission, type People } from './people.js';
import type { Command } from './recorder.js';
import { NOTES, PLACES } from './words.js';

/** A strike some minutes ago, and the question who of the mission is safe. */
export interface Night {
  readonly incident: Id;
  readonly rollCall: Id;
  readonly mission: Mission;
}

export async function open(people: People, mission: Mission, freshness = 'PT6H'): Promise<Night> {
  const [incidentId, rollCallId] = [people.newId(), people.newId()];
  const { recorder } = people;
  const struck = msOf(recorder.now) - 50 * MINUTE_MS;
  const hazard = { earliest: instantOf(struck - 10 * MINUTE_MS), latest: instantOf(struck) };
  const opening = { incident: incidentId, name: 'Strike on the base', mode: 'ACTUAL', hazard } as const;
  const place = people.random.of(PLACES);
  const stream = streamName('incident', incidentId);
  await recorder.give({
    ...{ decider: incident, stream, actor: people.onWatch() },
    decide: (state, context) => decideOpenIncident(state, { ...opening, place }, context),
  });
  const night = { incident: incidentId, rollCall: rollCallId, mission };
  await openRollCall(people, night, { freshness: durationOf(freshness), leastGrade: 3 });
  return night;
}

async function openRollCall(people: People, night: Night, policy: Policy): Promise<void> {
  const { incident: incidentId, rollCall: rollCallId, mission } = night;
  const stream = streamName('rollCall', rollCallId);
  const scope = { missions: [mission.id] };
  const command = { rollCall: rollCallId, incident: incidentId, scope, policy };
  const inScope = mission.people.map(({ deployment }) => deployment).sort();
  const decidedAt = people.recorder.position;
  const known = { incident: { open: true, mode: 'ACTUAL' } as const, missing: [], inScope, decidedAt };
  await people.recorder.give({
    ...{ decider: rollCall, stream, actor: people.onWatch() },
    decide: (state, context) => decideOpenRollCall(state, command, { ...context, ...known }),
    reserve: onRegister(incidentId, (pending) => decideEnlist(rollCallId, pending)),
  });
}

export async function note(people: People, { incident: id }: Night): Promise<void> {
  const text = people.random.of(NOTES);
  await people.recorder.give({
    ...{ decider: incident, stream: streamName('incident', id), actor: people.onWatch() },
    decide: (state) => decideLogNote(state, { incident: id, text }),
  });
}

/** An incident from its opening to its closing, in one watch. It breaks off once the log has its size. */
export async function openIncident(people: People, mission: Mission, isFull: () => boolean): Promise<void> {
  const night = await open(people, mission);
  const silent: Id[] = [];
  for (const person of mission.people) {
    if (isFull()) return;
    if (people.random.chance(0.1)) await note(people, night);
    if (people.random.chance(0.97)) await people.checkIn(person);
    else silent.push(person.deployment);
  }
  if (!isFull()) await close(people, night, silent);
}

async function close(
  people: People,
  { incident: id, rollCall: rollCallId }: Night,
  silent: readonly Id[],
): Promise<void> {
  const { recorder } = people;
  const nobody = { notAccounted: silent, underDuress: [], pending: [] };
  const assessment = { current: true, empty: false, ...nobody };
  const outcome = silent.length === 0 ? 'COMPLETE' : 'INCOMPLETE';
  const closing = { rollCall: rollCallId, outcome, reason: 'The watch ends.' } as const;
  const decidedAt = recorder.position;
  await recorder.give({
    ...{ decider: rollCall, stream: streamName('rollCall', rollCallId), actor: people.commander },
    decide: (state, context) => decideCloseRollCall(state, closing, { ...context, assessment, decidedAt }),
  });
  await recorder.give({
    ...{ decider: incident, stream: streamName('incident', id), actor: people.commander },
    decide: (state, context) =>
      decideCloseIncident(state, { incident: id, reason: 'The danger is over.' }, { ...context, openRollCalls: [] }),
    reserve: onRegister(id, decideClosing),
  });
}

function onRegister(
  id: Id,
  announce: (pending: PendingFact) => ReturnType<typeof decideClosing>,
): NonNullable<Command<unknown, never>['reserve']> {
  return (pending) => {
    const [fact] = announce(pending);
    if (fact === undefined) throw new Error('what is reserved is announced');
    return { stream: streamName('register', id), fact };
  };
}

function durationOf(text: string): Duration {
  if (parseDuration(text) === undefined) throw new Error(`not a duration: ${text}`);
  return text as Duration;
}
