import { expect } from '@jest/globals';
import type { CommandOrigin } from '../../src/deciding/command-origin.js';
import { Deciding } from '../../src/deciding/deciding.js';
import { LogUnavailable, MAX_EVENTS_PER_READ, type EventLog } from '../../src/event-log/event-log.js';
import { MemoryEventLog } from '../../src/event-log/memory/memory-event-log.js';
import { Assessing } from '../../src/features/accountability/asking/assessing.js';
import {
  CloseIncident,
  CloseIncidentHandler,
} from '../../src/features/accountability/commands/close-incident.command.js';
import {
  CloseRollCall,
  CloseRollCallHandler,
} from '../../src/features/accountability/commands/close-roll-call.command.js';
import { Existing } from '../../src/features/accountability/commands/existing.js';
import { OpenIncident, OpenIncidentHandler } from '../../src/features/accountability/commands/open-incident.command.js';
import {
  OpenRollCall,
  OpenRollCallHandler,
} from '../../src/features/accountability/commands/open-roll-call.command.js';
import { LogNote, LogNoteHandler } from '../../src/features/accountability/commands/log-note.command.js';
import {
  ReopenIncident,
  ReopenIncidentHandler,
} from '../../src/features/accountability/commands/reopen-incident.command.js';
import {
  ReopenRollCall,
  ReopenRollCallHandler,
} from '../../src/features/accountability/commands/reopen-roll-call.command.js';
import { RollCallOpenings } from '../../src/features/accountability/commands/roll-call-opening.js';
import { FACTS } from '../../src/features/accountability/facts/facts.projection.js';
import { StoredFacts } from '../../src/features/accountability/facts/stored-facts.js';
import { POSTS } from '../../src/features/accountability/views/posts.projection.js';
import { CATALOGUE } from '../../src/features/catalogue/catalogue.js';
import {
  EstablishMission,
  EstablishMissionHandler,
} from '../../src/features/missions/commands/establish-mission.command.js';
import { ScriptClock } from '../../src/installation/script-clock.js';
import { SystemIds } from '../../src/installation/system-ids.js';
import type { RecordedEvent } from '../../src/kernel/event.js';
import type { Duration } from '../../src/kernel/duration.js';
import { Refusal } from '../../src/kernel/failure.js';
import type { Id } from '../../src/kernel/ids.js';
import { BEFORE_ALL } from '../../src/kernel/position.js';
import { parseStream } from '../../src/kernel/stream.js';
import { Views } from '../../src/projecting/views.js';
import { IN_MEMORY } from '../../src/projecting/views-file.js';
import { MemoryKeyStore } from '../../src/sealing/memory-key-store.js';
import { Sealer } from '../../src/sealing/sealer.js';
import { COMMANDER, id, NOW } from '../support/given.js';
import type { Outcomes, Run } from '../support/interleaving.js';
import { evening } from '../support/tour.js';

const TRAINING = id('training');
export const STRIKE = id('strike');
export const RAID = id('raid');
export const RC = id('roll call');

export interface World {
  readonly log: EventLog;
  readonly sealer: Sealer;
}

/** A command under a key, given once or, where its caller got no answer, again. */
export type Command = (world: World) => Run;

const CLOCK = new ScriptClock(NOW);

/** A log with two incidents, in which these commands have been given. */
export async function newWorld(given: readonly Command[]): Promise<World> {
  const world = { log: new MemoryEventLog(CLOCK), sealer: new Sealer(new MemoryKeyStore()) };
  const deciding = decidingOn(world, world.log);
  const mission = { mission: TRAINING, name: 'Training' };
  await new EstablishMissionHandler(deciding).execute(new EstablishMission(mission, originOf('mission')));
  for (const incident of [STRIKE, RAID]) {
    const hazard = { earliest: evening('22:30:00'), latest: evening('22:50:00') };
    const opening = new OpenIncident({ incident, name: 'It', mode: 'ACTUAL', hazard }, originOf(`open ${incident}`));
    await new OpenIncidentHandler(deciding).execute(opening);
  }
  for (const command of given) await command(world)(world.log);
  return world;
}

/** A log of its own with the same events. */
export async function copyOf(world: World): Promise<World> {
  const log = new MemoryEventLog(CLOCK);
  for (const { stream, revision, ...event } of await everyEvent(world)) {
    const expected = revision === 0 ? 'none' : revision - 1;
    await log.append({ stream, expected, commandId: event.metadata.commandId, events: [event] });
  }
  return { ...world, log };
}

export function closeIncident(key: string, incident = STRIKE): Command {
  const command = (): CloseIncident => new CloseIncident({ incident, reason: 'Over' }, originOf(key));
  return (world) => (log) => new CloseIncidentHandler(decidingOn(world, log)).execute(command());
}

export function reopenIncident(key: string): Command {
  const command = (): ReopenIncident => new ReopenIncident({ incident: STRIKE, reason: 'Not over' }, originOf(key));
  return (world) => (log) => new ReopenIncidentHandler(decidingOn(world, log)).execute(command());
}

export function logNote(key: string): Command {
  const command = (): LogNote => new LogNote({ incident: STRIKE, text: 'Noted' }, originOf(key));
  return (world) => (log) => new LogNoteHandler(decidingOn(world, log)).execute(command());
}

export function openRollCall(key: string, incident = STRIKE): Command {
  const policy = { freshness: 'PT6H' as Duration, leastGrade: 3 } as const;
  const body = { rollCall: RC, incident, scope: { missions: [TRAINING] }, policy };
  return (world) => (log) =>
    assessingOn(world, (assessing) => {
      const deciding = decidingOn(world, log);
      const openings = new RollCallOpenings(deciding, assessing, new Existing(world.log));
      return new OpenRollCallHandler(deciding, openings).execute(new OpenRollCall(body, originOf(key)));
    });
}

export function closeRollCall(key: string): Command {
  const body = { rollCall: RC, outcome: 'INCOMPLETE', reason: 'A case of its own' } as const;
  return (world) => (log) =>
    assessingOn(world, (assessing) => {
      const handler = new CloseRollCallHandler(decidingOn(world, log), assessing);
      return handler.execute(new CloseRollCall(body, originOf(key)));
    });
}

export function reopenRollCall(key: string): Command {
  const command = (): ReopenRollCall => new ReopenRollCall({ rollCall: RC, reason: 'Too early' }, originOf(key));
  return (world) => (log) => new ReopenRollCallHandler(decidingOn(world, log)).execute(command());
}

/** Each time it is given, even under the same key, it is another request. */
function originOf(key: string): CommandOrigin {
  const commandId = id(key);
  return {
    commandId,
    correlationId: new SystemIds().next(),
    causationId: commandId,
    actor: COMMANDER,
    fingerprint: key,
  };
}

function decidingOn({ sealer }: World, log: EventLog): Deciding {
  return new Deciding({ log, sealer, clock: CLOCK, catalogue: CATALOGUE });
}

/** With views that follow the log itself, whatever face of it a command is given. */
async function assessingOn<Answer>({ log }: World, work: (assessing: Assessing) => Promise<Answer>): Promise<Answer> {
  const views = await Views.open(log, [FACTS, POSTS], { path: IN_MEMORY });
  try {
    return await work(new Assessing(log, views, new StoredFacts(() => views.db), CLOCK));
  } finally {
    await views.close();
  }
}

/** At no point of the log is an incident closed and a roll call of it open. */
export async function expectSound(world: World): Promise<void> {
  const closedIncidents = new Set<unknown>();
  const openRollCalls = new Set<Id>();
  const incidentOf = new Map<Id, unknown>();
  const faults: RecordedEvent[] = [];
  for (const event of await everyEvent(world)) {
    const { id: subject } = parseStream(event.stream);
    if (event.type === 'RollCallOpened') incidentOf.set(subject, event.data['incident']);
    if (event.type === 'RollCallOpened' || event.type === 'RollCallReopened') openRollCalls.add(subject);
    if (event.type === 'RollCallClosed') openRollCalls.delete(subject);
    if (event.type === 'IncidentClosed') closedIncidents.add(subject);
    if (event.type === 'IncidentReopened') closedIncidents.delete(subject);
    if ([...openRollCalls].some((rollCall) => closedIncidents.has(incidentOf.get(rollCall)))) faults.push(event);
  }
  expect(faults).toEqual([]);
}

function everyEvent({ log }: World): Promise<readonly RecordedEvent[]> {
  return log.readAll(BEFORE_ALL, MAX_EVENTS_PER_READ);
}

/** How many events of these types there are. */
export async function count(world: World, ...types: readonly string[]): Promise<number> {
  return (await everyEvent(world)).filter(({ type }) => types.includes(type)).length;
}

/** The same log, which is out of reach for appends to streams whose names begin so. */
export function withoutAppendsTo(beginning: string, { log }: World): EventLog {
  return {
    append: (request) => {
      if (request.stream.startsWith(beginning)) return Promise.reject(new LogUnavailable('out of reach'));
      return log.append(request);
    },
    read: (stream, from, limit) => log.read(stream, from, limit),
    readAll: (after, limit) => log.readAll(after, limit),
    subscribe: (after) => log.subscribe(after),
    end: () => log.end(),
    probe: () => log.probe(),
    close: () => log.close(),
  };
}

/** `recorded`, or what the command was refused for. Anything else that is thrown is a bug. */
export async function outcomeOf(giving: Promise<unknown>): Promise<string> {
  const [outcome] = await Promise.allSettled([giving]);
  return told(outcome);
}

export function outcomesOf(outcomes: Outcomes): Readonly<Record<string, string>> {
  const entries = Object.entries(outcomes);
  return Object.fromEntries(
    entries.map(([name, outcome]) => [name, outcome === 'never ended' ? outcome : told(outcome)]),
  );
}

function told(outcome: PromiseSettledResult<unknown>): string {
  if (outcome.status === 'fulfilled') return 'recorded';
  if (outcome.reason instanceof Refusal) return outcome.reason.problem;
  throw outcome.reason;
}
