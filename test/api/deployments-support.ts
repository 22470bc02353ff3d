import { expect } from '@jest/globals';
import { AccessModule } from '../../src/features/access/access.module.js';
import { accessProjection } from '../../src/features/access/views/access.projection.js';
import { DeploymentsModule } from '../../src/features/deployments/deployments.module.js';
import { MissionsModule } from '../../src/features/missions/missions.module.js';
import { OfficersModule } from '../../src/features/officers/officers.module.js';
import { readWhole } from '../../src/event-log/event-log.js';
import type { RecordedEvent } from '../../src/kernel/event.js';
import type { Problem } from '../../src/kernel/failure.js';
import type { Id } from '../../src/kernel/ids.js';
import { streamName } from '../../src/kernel/stream.js';
import { callerWith, expectProblem, storedEvents, type Recorded, type TestCaller } from '../support/api.js';
import { startApp, type AppUnderTest, type StartOptions, type TestAnswer } from '../support/app.js';
import { id } from '../support/given.js';
import { ANN, BEGAN_AT, evening, PLANNED_END_AT, TOUR, TRAINING } from '../support/tour.js';

export const ADVICE = id('advice');
export const GATE = id('gate post');
export const BEN = id('ben');
export const BENS_TOUR = id('ben-tour');
export const NOBODY = id('nobody');

export const WATCH = id('watch');
export const CHIEF = id('chief');
export const LEAD = id('lead');
export const HERSELF = id('ann herself');

/** Ann's tour at the training mission, on which the specs act; she is of Saskatoon. */
export const ANNS = {
  deployment: TOUR,
  officer: ANN,
  mission: TRAINING,
  beganAt: BEGAN_AT,
  plannedEndAt: PLANNED_END_AT,
};
export const BENS = { ...ANNS, deployment: BENS_TOUR, officer: BEN };

export const SAFE = {
  deployment: TOUR,
  condition: 'SAFE',
  observedAt: evening('23:00:00'),
  channel: 'Satellite phone',
  grade: 1,
};

/** Two missions and two officers, who have not begun their tours yet; the clock reads midnight. */
export interface Scene {
  readonly app: AppUnderTest;
  readonly watch: TestCaller;
  readonly chief: TestCaller;
  /** Leads the training mission, unless said. */
  lead(...missions: readonly Id[]): Promise<TestCaller>;
  herself(deployment?: Id): Promise<TestCaller>;
  /** The duty officer records it; answers the entry that it made. */
  entry(command: string, body: object): Promise<string>;
  events(stream: string): Promise<readonly RecordedEvent[]>;
  /** The answer is this problem, and nothing was stored. */
  refused(answering: () => Promise<TestAnswer>, status: number, problem: Problem, more?: object): Promise<void>;
}

export async function startScene(options: Pick<StartOptions, 'engine'> = {}): Promise<Scene> {
  const app = await startApp({
    ...options,
    features: [AccessModule, MissionsModule, OfficersModule, DeploymentsModule],
    projections: [accessProjection],
  });
  const watch = callerWith(app, await app.admit('dutyOfficer', { actor: WATCH }));
  const chief = callerWith(app, await app.admit('commander', { actor: CHIEF }));
  await watch.record('EstablishMission', { mission: TRAINING, name: 'Police training' });
  await watch.record('EstablishMission', { mission: ADVICE, name: 'Advice' });
  await watch.record('OpenDutyPost', { mission: TRAINING, post: GATE, name: 'Gate' });
  await watch.record('RegisterOfficer', officer(ANN, 'Ann Example'));
  await watch.record('RegisterOfficer', officer(BEN, 'Ben Example'));
  return {
    ...{ app, watch, chief },
    lead: async (...missions) => {
      const led = missions.length === 0 ? [TRAINING] : missions;
      return callerWith(app, await app.admit('teamLead', { actor: LEAD, missions: led }));
    },
    herself: async (deployment = TOUR) =>
      callerWith(app, await app.admit('deployedOfficer', { actor: HERSELF, deployment })),
    entry: async (command, body) => entryIn(await watch.record(command, body)),
    events: (stream) => readWhole(app.log, stream),
    refused: async (answering, status, problem, more = {}) => {
      const before = await storedEvents(app);
      const answer = await answering();
      expectProblem(answer, status, problem);
      expect(answer.body).toMatchObject(more);
      expect(await storedEvents(app)).toEqual(before);
    },
  };
}

/** The same, with both tours begun. */
export async function startTours(options: Pick<StartOptions, 'engine'> = {}): Promise<Scene> {
  const scene = await startScene(options);
  await scene.watch.record('BeginDeployment', ANNS);
  await scene.watch.record('BeginDeployment', BENS);
  return scene;
}

function officer(officerId: Id, name: string): object {
  return { officer: officerId, name, rank: 'Constable', homeAgency: 'Saskatoon' };
}

export function entryIn(recorded: Recorded): string {
  const { entry } = recorded as Recorded & { readonly entry?: string };
  if (entry === undefined) throw new Error('the answer names no entry');
  return entry;
}

export function tourStream(deployment: Id = TOUR): string {
  return streamName('deployment', deployment);
}

/** The newest event of a stream. */
export async function newest(scene: Scene, stream: string = tourStream()): Promise<RecordedEvent> {
  const last = (await scene.events(stream)).at(-1);
  if (last === undefined) throw new Error(`nothing stands on ${stream}`);
  return last;
}
