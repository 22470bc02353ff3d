import { MAX_EVENTS_PER_READ } from '../../src/event-log/event-log.js';
import type { DeviceFiles } from '../../src/edge/device-files.js';
import type { RecordedEvent } from '../../src/kernel/event.js';
import { streamName } from '../../src/kernel/stream.js';
import { callerWith, type TestCaller } from '../support/api.js';
import { startApp, type AppUnderTest } from '../support/app.js';
import { id } from '../support/given.js';

export const TOURS = { ann: id('ann-tour'), bea: id('bea-tour') } as const;
export const ROLL_CALL = id('roll call');

export interface LinkScene {
  readonly app: AppUnderTest;
  readonly watch: TestCaller;
  readonly lines: readonly string[];
  /** What stands on a tour, the newest first. */
  said(tour: keyof typeof TOURS): Promise<readonly RecordedEvent[]>;
  /** The path of a new link for someone. */
  linkFor(tour: keyof typeof TOURS): Promise<string>;
}

/** Ann, who is spoken to in French, and Bea in Baghdad, and a roll call of both. It is midnight. */
export async function startLinkScene(mode: 'ACTUAL' | 'EXERCISE' = 'ACTUAL', device?: DeviceFiles): Promise<LinkScene> {
  const lines: string[] = [];
  const app = await startApp({ write: (line) => void lines.push(line), ...(device === undefined ? {} : { device }) });
  const watch = callerWith(app, await app.admit('dutyOfficer', { actor: id('watch') }));
  const mission = id('training');
  await watch.record('EstablishMission', { mission, name: 'Police training', zone: 'Asia/Baghdad' });
  const people = [
    { officer: id('ann'), name: 'Ann O’Neill', language: 'fr', deployment: TOURS.ann },
    { officer: id('bea'), name: 'Bea Example', language: 'en', deployment: TOURS.bea },
  ];
  for (const { deployment, ...officer } of people) {
    await watch.record('RegisterOfficer', { ...officer, rank: 'Constable', homeAgency: 'Saskatoon' });
    const tour = { officer: officer.officer, mission, beganAt: '2019-10-01T00:00:00Z' };
    await watch.record('BeginDeployment', { deployment, ...tour, plannedEndAt: '2020-10-01T00:00:00Z' });
  }
  const hazard = { earliest: '2020-01-07T22:30:00Z', latest: '2020-01-07T22:50:00Z' };
  await watch.record('OpenIncident', { incident: id('strike'), name: 'Strike', mode, hazard });
  const policy = { freshness: 'PT6H', leastGrade: 3 };
  const asked = { rollCall: ROLL_CALL, incident: id('strike'), scope: { missions: [mission] }, policy };
  await watch.record('OpenRollCall', asked);
  const said: LinkScene['said'] = async (tour) =>
    (await app.log.read(streamName('deployment', TOURS[tour]), 1, MAX_EVENTS_PER_READ)).toReversed();
  const linkFor: LinkScene['linkFor'] = async (tour) => {
    const { body } = await watch.give('IssuePersonalLinks', { rollCall: ROLL_CALL, deployments: [TOURS[tour]] });
    return (body as { readonly links: readonly [{ readonly path: string }] }).links[0].path;
  };
  return { app, watch, lines, said, linkFor };
}
