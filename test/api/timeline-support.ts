import { expect } from '@jest/globals';
import { PROJECTIONS } from '../../src/installation/projections.js';
import { ScriptClock } from '../../src/installation/script-clock.js';
import type { Id } from '../../src/kernel/ids.js';
import type { TimelineAnswer, TimelineEventAnswer } from '../../src/features/timeline/queries/timeline.answer.js';
import type { Projection } from '../../src/projecting/projection.js';
import { callerWith, type Recorded, type TestCaller } from '../support/api.js';
import { startApp, type AppUnderTest, type StartOptions } from '../support/app.js';
import { id } from '../support/given.js';
import { evening } from '../support/tour.js';

export const [TRAINING, ADVICE, STRIKE, RC] = [id('training'), id('advice'), id('strike'), id('roll call')];
export const [ANN, BEN, CARL] = [id('ann-tour'), id('ben-tour'), id('carl-tour')];
export const NOBODY = id('nobody');

const PEOPLE = [
  { name: 'Ann Example', homeAgency: 'Saskatoon', deployment: ANN, mission: TRAINING },
  { name: 'Ben Example', homeAgency: 'Halifax', deployment: BEN, mission: TRAINING },
  { name: 'Carl Example', homeAgency: 'Peel', deployment: CARL, mission: ADVICE },
];

/** An incident at 23:00 and in it a roll call of the training mission, of Ann and Ben; Carl is elsewhere. */
export interface Scene {
  readonly app: AppUnderTest;
  readonly watch: TestCaller;
  readonly chief: TestCaller;
  readonly auditor: TestCaller;
  /** The duty officer records it at this time of the evening. */
  at(time: string, command: string, body: object): Promise<Recorded & { readonly entry: string }>;
  timeline(query?: string, by?: TestCaller): Promise<TimelineAnswer>;
  types(query?: string, by?: TestCaller): Promise<readonly string[]>;
  liaison(agency: string): Promise<TestCaller>;
  lead(...missions: readonly Id[]): Promise<TestCaller>;
}

export function officerOf(deployment: Id): Id {
  return id(`officer of ${deployment}`);
}

export async function startScene(
  projections: readonly Projection[] = PROJECTIONS,
  options: StartOptions = {},
): Promise<Scene> {
  const clock = new ScriptClock(evening('20:00:00'));
  const app = await startApp({ clock, projections, ...options });
  const as = async (...who: Parameters<AppUnderTest['admit']>) => callerWith(app, await app.admit(...who));
  const watch = await as('dutyOfficer', { actor: id('watch') });
  const auditor = await as('auditor');
  const timeline: Scene['timeline'] = async (query = '', by = auditor) => {
    const answer = await by.ask(`incidents/${STRIKE}/timeline${query}`);
    expect(answer).toMatchObject({ status: 200 });
    return answer.body as TimelineAnswer;
  };
  const at: Scene['at'] = async (time, command, body) => {
    clock.moveTo(evening(`${time}:00`));
    return (await watch.record(command, body)) as Recorded & { readonly entry: string };
  };
  await peopleTheMissions(watch);
  await at('23:00', 'OpenIncident', {
    ...{ incident: STRIKE, name: 'Strike', mode: 'ACTUAL' },
    hazard: { earliest: evening('22:30:00'), latest: evening('22:50:00') },
  });
  const policy = { freshness: 'PT6H', leastGrade: 3 };
  await at('23:00', 'OpenRollCall', { rollCall: RC, incident: STRIKE, scope: { missions: [TRAINING] }, policy });
  return {
    ...{ app, watch, auditor, at, timeline },
    chief: await as('commander', { actor: id('chief') }),
    types: async (query, by) => (await timeline(query, by)).events.map(({ type }) => type),
    liaison: (agency) => as('liaison', { agency }),
    lead: (...missions) => as('teamLead', { missions }),
  };
}

async function peopleTheMissions(watch: TestCaller): Promise<void> {
  await watch.record('EstablishMission', { mission: TRAINING, name: 'Police training', zone: 'Asia/Baghdad' });
  await watch.record('EstablishMission', { mission: ADVICE, name: 'Advice' });
  for (const { name, homeAgency, deployment, mission } of PEOPLE) {
    const officer = officerOf(deployment);
    await watch.record('RegisterOfficer', { officer, name, rank: 'Constable', homeAgency });
    const [beganAt, plannedEndAt] = ['2019-10-01T00:00:00Z', '2020-10-01T00:00:00Z'];
    await watch.record('BeginDeployment', { deployment, officer, mission, beganAt, plannedEndAt });
  }
}

export function safe(deployment: Id, observed: string, more: object = {}): object {
  const observedAt = evening(`${observed}:00`);
  return { deployment, condition: 'SAFE', observedAt, channel: 'PHONE', grade: 1, ...more };
}

export function eventOf({ events }: Pick<TimelineAnswer, 'events'>, type: string): TimelineEventAnswer {
  const event = events.find((candidate) => candidate.type === type);
  if (event === undefined) throw new Error(`no ${type} stands in the timeline`);
  return event;
}
