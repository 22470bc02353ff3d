import { expect } from '@jest/globals';
import { AccessModule } from '../../src/features/access/access.module.js';
import { accessProjection } from '../../src/features/access/views/access.projection.js';
import { AccountabilityModule } from '../../src/features/accountability/accountability.module.js';
import { FACTS } from '../../src/features/accountability/facts/facts.projection.js';
import { POSTS } from '../../src/features/accountability/views/posts.projection.js';
import type {
  CheckIn,
  DeploymentBeginning,
  DeploymentEvent,
} from '../../src/features/deployments/deployment.events.js';
import { MissionsModule } from '../../src/features/missions/missions.module.js';
import { readWhole } from '../../src/event-log/event-log.js';
import type { Fact, Metadata, RecordedEvent } from '../../src/kernel/event.js';
import type { Problem } from '../../src/kernel/failure.js';
import type { Id } from '../../src/kernel/ids.js';
import type { JsonObject } from '../../src/kernel/json.js';
import { streamName } from '../../src/kernel/stream.js';
import type { Projection } from '../../src/projecting/projection.js';
import { callerWith, expectProblem, storedEvents, type TestCaller } from '../support/api.js';
import { startApp, type AppUnderTest, type TestAnswer } from '../support/app.js';
import { id } from '../support/given.js';
import { began, BEGAN_AT, checkedIn, evening } from '../support/tour.js';

export const TRAINING = id('training');
export const ADVICE = id('advice');
export const GATE = id('gate post');
export const STRIKE = id('strike');
export const RC = id('roll call');
export const OTHER_RC = id('other roll call');
export const NOBODY = id('nobody');

export const HAZARD = { earliest: evening('22:30:00'), latest: evening('22:50:00') };
export const POLICY = { freshness: 'PT6H', leastGrade: 3 };

/** An application with two missions, a post and an incident; the clock reads midnight. */
export interface Scene {
  readonly app: AppUnderTest;
  readonly watch: TestCaller;
  readonly chief: TestCaller;
  /** Records what other features would. */
  tell(deployment: Id, ...facts: readonly DeploymentEvent[]): Promise<void>;
  /** A tour of an officer of his own, at the training mission unless said. */
  begin(deployment: Id, differing?: Partial<DeploymentBeginning>): Promise<void>;
  checkIn(deployment: Id, differing?: Partial<CheckIn>): Promise<void>;
  events(stream: string): Promise<readonly RecordedEvent[]>;
  /** The answer is this problem, and nothing was stored. */
  refused(answering: () => Promise<TestAnswer>, status: number, problem: Problem, more?: object): Promise<void>;
}

export async function startScene(projections: readonly Projection[] = [FACTS, POSTS]): Promise<Scene> {
  const app = await startApp({
    features: [AccessModule, MissionsModule, AccountabilityModule],
    projections: [accessProjection, ...projections],
  });
  const watch = callerWith(app, await app.admit('dutyOfficer', { actor: id('watch') }));
  const chief = callerWith(app, await app.admit('commander', { actor: id('chief') }));
  await watch.record('EstablishMission', { mission: TRAINING, name: 'Police training' });
  await watch.record('EstablishMission', { mission: ADVICE, name: 'Advice' });
  await watch.record('OpenDutyPost', { mission: TRAINING, post: GATE, name: 'Gate' });
  await watch.record('OpenIncident', { incident: STRIKE, name: 'Strike', mode: 'ACTUAL', hazard: HAZARD });
  const events: Scene['events'] = (stream) => readWhole(app.log, stream);
  const tell: Scene['tell'] = async (deployment, ...facts) => tellTheLog(app, deployment, facts);
  return {
    ...{ app, watch, chief, events, tell },
    begin: (deployment, differing) => {
      const officer = officerOf(deployment);
      return tell(deployment, began({ deployment, officer, mission: TRAINING, beganAt: BEGAN_AT, ...differing }));
    },
    checkIn: (deployment, differing) => tell(deployment, checkedIn(differing)),
    refused: async (answering, status, problem, more = {}) => {
      const before = await storedEvents(app);
      const answer = await answering();
      expectProblem(answer, status, problem);
      expect(answer.body).toMatchObject(more);
      expect(await storedEvents(app)).toEqual(before);
    },
  };
}

export function officerOf(deployment: Id): Id {
  return id(`officer of ${deployment}`);
}

export function rollCallOf(differing: object = {}): object {
  return { rollCall: RC, incident: STRIKE, scope: { missions: [TRAINING] }, policy: POLICY, ...differing };
}

/** The view of the facts, which stops for good at the next note of the watch. */
export const STOPS_AT_A_NOTE: Projection = {
  ...FACTS,
  apply: (db, event) => {
    if (event.type === 'NoteLogged') throw new Error('the view cannot take a note');
    FACTS.apply(db, event);
  },
};

/** Facts of a deployment, as the commands of another feature would record them. */
async function tellTheLog({ log }: AppUnderTest, deployment: Id, facts: readonly DeploymentEvent[]): Promise<void> {
  const stream = streamName('deployment', deployment);
  for (const fact of facts) {
    const revision = (await readWhole(log, stream)).length;
    const commandId = id(`${stream} ${revision}`);
    const { type }: Fact = fact;
    const data = fact.data as JsonObject;
    const event = { id: commandId, type, schemaVersion: 1, data, metadata: metadataOf(commandId) };
    await log.append({ stream, expected: revision === 0 ? 'none' : revision - 1, commandId, events: [event] });
  }
}

function metadataOf(commandId: Id): Metadata {
  const ids = { commandId, correlationId: commandId, causationId: commandId };
  return { ...ids, fingerprint: '', actor: id('watch'), role: 'dutyOfficer', mode: 'ACTUAL' };
}
