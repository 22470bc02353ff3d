import type { Theatre } from './theatre.js';

/** A strike an hour ago, and a roll call of people of two missions, opened now: nobody has been heard yet. */
export interface Tonight extends Peopled {
  readonly rollCall: string;
  readonly incident: string;
  readonly watch: string;
}

const HOUR_MS = 3_600_000;
const AGENCIES = ['Saskatoon Police Service', 'Sûreté du Québec', 'Halifax Regional Police'];

export const NAMES = [
  ...['Joan Arnold', 'Luc Bastien', 'Ines Corman', 'Paul Dewitt', 'Beth Carver', 'Erik Dahl'],
  ...['Tom Fenwick', 'Anne Gervais', 'Marc Huot', 'Rae Ingram', 'Neil Jessop', 'Dev Kapoor'],
];

function ago(hours: number): string {
  return new Date(Date.now() - hours * HOUR_MS).toISOString();
}

/** Missions and the people of them, and nothing that has happened yet. */
export interface Peopled {
  readonly missions: readonly string[];
  /** Of each officer, in order, the deployment. */
  readonly deployments: readonly string[];
}

interface PeopledBy {
  readonly missions?: readonly string[];
  /** As many more people than those with names as are wanted. */
  readonly people?: number;
}

const MISSIONS = ['Police task force', 'Advisory mission'];

/** Sets missions and tours up through the API, as the watch would. */
export async function peopled(
  theatre: Theatre,
  watch: string,
  { missions: names = MISSIONS, people = NAMES.length }: PeopledBy = {},
): Promise<Peopled> {
  const give = (name: string, body: object) => theatre.command<{ id: string }>(name, body, watch);
  const missions: string[] = [];
  for (const name of names) missions.push((await give('EstablishMission', { name, zone: 'Asia/Baghdad' })).id);
  const numbers = Array.from({ length: people }, (_, number) => number);
  const deployments = await inCrowds(numbers, async (number) => {
    const name = NAMES[number] ?? `Officer ${String(number).padStart(4, '0')}`;
    const homeAgency = AGENCIES[number % AGENCIES.length];
    const { id: officer } = await give('RegisterOfficer', { name, rank: 'Constable', homeAgency });
    const mission = missions[number % 3 === 0 ? missions.length - 1 : 0];
    return (await give('BeginDeployment', { officer, mission, beganAt: ago(2_000), plannedEndAt: ago(-2_000) })).id;
  });
  return { missions, deployments };
}

/** The same with a strike an hour ago and a roll call of everyone. */
export async function tonight(theatre: Theatre, people = NAMES.length): Promise<Tonight> {
  const watch = await theatre.token('dutyOfficer', { name: 'The night watch' });
  const give = (name: string, body: object) => theatre.command<{ id: string }>(name, body, watch);
  const { missions, deployments } = await peopled(theatre, watch, { people });
  const { id: incident } = await give('OpenIncident', {
    ...{ name: 'Strike on the camp', mode: 'ACTUAL', hazard: { earliest: ago(1.2), latest: ago(1) } },
  });
  const { id: rollCall } = await give('OpenRollCall', {
    ...{ incident, scope: { missions }, policy: { freshness: 'PT4H', leastGrade: 3 } },
  });
  return { rollCall, incident, watch, missions, deployments };
}

/** Requests that are under way at a time. */
const CROWD = 32;

async function inCrowds<Item, Answer>(
  items: readonly Item[],
  each: (item: Item) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let from = 0; from < items.length; from += CROWD) {
    answers.push(...(await Promise.all(items.slice(from, from + CROWD).map(each))));
  }
  return answers;
}

/** Someone is safe, as heard by voice. */
export function safe({ watch }: Tonight, theatre: Theatre, deployment: string, minutesAgo = 0): Promise<unknown> {
  const observedAt = new Date(Date.now() - minutesAgo * 60_000).toISOString();
  return theatre.command(
    'RecordCheckIn',
    { deployment, condition: 'SAFE', observedAt, channel: 'PHONE', grade: 1 },
    watch,
  );
}
