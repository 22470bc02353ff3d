import { queryOptions, useQueries, useQuery } from '@tanstack/react-query';
import { answered, api, type Schemas } from '../../api/client.js';

export type Mission = Schemas['MissionSummary'];
export type MissionInFull = Schemas['MissionAnswer'];
export type Officer = Schemas['OfficerSummary'];
export type Tour = Schemas['TourAnswer'];
export type TourInFull = Schemas['TourRecordAnswer'];
export type IncidentInFull = Schemas['IncidentAnswer'];
export type RollCallInFull = Schemas['RollCallAnswer'];
export type Post = Schemas['PostAnswer'];

/** Items that a page of a list is asked for: as many as there may be. */
const PAGE_SIZE = 200;

interface PageOf<Item> {
  readonly items: readonly Item[];
  readonly next?: string;
}

interface PageQuery {
  readonly limit: number;
  readonly cursor?: string;
}

/** Every page of a list, one after the other. */
export async function everyPage<Item>(ask: (query: PageQuery) => Promise<PageOf<Item>>): Promise<readonly Item[]> {
  const items: Item[] = [];
  let page = await ask({ limit: PAGE_SIZE });
  items.push(...page.items);
  while (page.next !== undefined) {
    page = await ask({ limit: PAGE_SIZE, cursor: page.next });
    items.push(...page.items);
  }
  return items;
}

export const missionsQuery = queryOptions({
  queryKey: ['set-up', 'missions'],
  queryFn: () => everyPage(async (query) => answered(await api.GET('/api/missions', { params: { query } }))),
});

export const officersQuery = queryOptions({
  queryKey: ['set-up', 'officers'],
  queryFn: () => everyPage(async (query) => answered(await api.GET('/api/officers', { params: { query } }))),
});

export const incidentsQuery = queryOptions({
  queryKey: ['set-up', 'incidents'],
  queryFn: () => everyPage(async (query) => answered(await api.GET('/api/incidents', { params: { query } }))),
});

export function missionQuery(id: string) {
  return queryOptions({
    queryKey: ['set-up', 'missions', id],
    queryFn: async () => answered(await api.GET('/api/missions/{id}', { params: { path: { id } } })),
  });
}

export function officerQuery(id: string) {
  return queryOptions({
    queryKey: ['set-up', 'officers', id],
    queryFn: async () => answered(await api.GET('/api/officers/{id}', { params: { path: { id } } })),
  });
}

export function deploymentQuery(id: string) {
  return queryOptions({
    queryKey: ['set-up', 'deployments', id],
    queryFn: async () => answered(await api.GET('/api/deployments/{id}', { params: { path: { id } } })),
  });
}

export function incidentQuery(id: string) {
  return queryOptions({
    queryKey: ['set-up', 'incidents', id],
    queryFn: async () => answered(await api.GET('/api/incidents/{id}', { params: { path: { id } } })),
  });
}

export function rollCallQuery(id: string) {
  return queryOptions({
    queryKey: ['set-up', 'roll-calls', id],
    queryFn: async () => answered(await api.GET('/api/roll-calls/{id}', { params: { path: { id } } })),
  });
}

export interface Places {
  readonly missions: readonly Mission[];
  /** The open posts of each mission. */
  readonly posts: ReadonlyMap<string, readonly Post[]>;
}

/** Where people can be sent: the missions that have not ended, with their open posts. */
export function usePlaces(): Places {
  const { data = [] } = useQuery(missionsQuery);
  const missions = data.filter(({ state }) => state !== 'ENDED');
  const inFull = useQueries({ queries: missions.map(({ mission }) => missionQuery(mission)) });
  const known = inFull.flatMap(({ data: mission }) => (mission === undefined ? [] : [mission]));
  return { missions, posts: new Map(known.map(({ mission, posts }) => [mission, posts.filter(({ open }) => open)])) };
}

/** A tour with its officer: whom a roll call asks about. */
export interface Person {
  readonly officer: Officer;
  readonly tour: Tour;
}

export function peopleOf(officers: readonly Officer[]): readonly Person[] {
  return officers.flatMap((officer) => officer.tours.map((tour) => ({ officer, tour })));
}
