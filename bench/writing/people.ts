import { give } from '../load/api.js';

const AT_ONCE = 32;
const HOUR_MS = 3_600_000;
const YEAR_MS = 8_766 * HOUR_MS;

export interface Deployed {
  readonly deployments: readonly string[];
  /** Asks for all of them. */
  readonly rollCall: string;
}

/** People on tours of one mission, in a roll call of an incident that is open. */
export async function deploy(url: string, token: string, count: number): Promise<Deployed> {
  const mission = await idOf(give(url, token, 'EstablishMission', { name: 'The mission' }));
  const deployments: string[] = [];
  for (let first = 0; first < count; first += AT_ONCE) {
    const places = Array.from({ length: Math.min(AT_ONCE, count - first) }, (_, place) => first + place);
    deployments.push(...(await Promise.all(places.map((place) => deployOne(url, token, mission, place)))));
  }
  const incident = await idOf(
    give(url, token, 'OpenIncident', {
      name: 'The incident',
      mode: 'ACTUAL',
      hazard: { earliest: fromNow(-2 * HOUR_MS), latest: fromNow(-HOUR_MS) },
    }),
  );
  const policy = { freshness: 'PT6H', leastGrade: 3 };
  const rollCall = await idOf(give(url, token, 'OpenRollCall', { incident, scope: { missions: [mission] }, policy }));
  return { deployments, rollCall };
}

async function deployOne(url: string, token: string, mission: string, place: number): Promise<string> {
  const person = { name: `Person ${place}`, rank: 'Constable', homeAgency: 'The agency' };
  const officer = await idOf(give(url, token, 'RegisterOfficer', person));
  const tour = { officer, mission, beganAt: fromNow(-YEAR_MS), plannedEndAt: fromNow(YEAR_MS) };
  return idOf(give(url, token, 'BeginDeployment', tour));
}

async function idOf(answer: Promise<Record<string, unknown>>): Promise<string> {
  return String((await answer)['id']);
}

function fromNow(milliseconds: number): string {
  return new Date(Date.now() + milliseconds).toISOString();
}

/** A check-in as the satellite telephone brings one, of each. */
export function checkIns({ deployments }: Deployed): readonly string[] {
  return deployments.map((deployment) =>
    JSON.stringify({
      deployment,
      condition: 'SAFE',
      disposition: 'SHELTERING',
      place: 'Bunker 4',
      observedAt: fromNow(0),
      uncertainty: 'PT1M',
      channel: 'Satellite phone',
      grade: 1,
    }),
  );
}
