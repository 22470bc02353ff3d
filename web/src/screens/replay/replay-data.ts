import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { answered, api, type Schemas } from '../../api/client.js';
import { axesOf, type Outline, type ReplayMoment } from './replay-moment.js';

export type ClaimChange = Schemas['ClaimChangeAnswer'];

/** Pages of claim changes that are read: more no bar can show. */
const MAX_HISTORY_PAGES = 10;

/** What lies behind a moment does not change any more. */
const ONCE = { staleTime: Infinity } as const;

export const rollCallQuery = (id: string) =>
  queryOptions({
    queryKey: ['roll-call', id],
    queryFn: async () => answered(await api.GET('/api/roll-calls/{id}', { params: { path: { id } } })),
  });

export const outlineQuery = (incident: string) =>
  queryOptions({
    queryKey: ['outline', incident],
    queryFn: async (): Promise<Outline> => {
      const [positions, times]: [string[], number[]] = [[], []];
      for (let cursor: string | undefined = ''; cursor !== undefined;) {
        const query: { cursor?: string } = cursor === '' ? {} : { cursor };
        const page: Schemas['OutlineAnswer'] = answered(
          await api.GET('/api/incidents/{id}/timeline/outline', { params: { path: { id: incident }, query } }),
        );
        positions.push(...page.positions);
        for (const instant of page.recordedAt) times.push(Date.parse(instant));
        cursor = page.next;
      }
      return { positions, times };
    },
  });

export const historyQuery = (id: string) =>
  queryOptions({
    queryKey: ['claim-history', id],
    queryFn: async (): Promise<readonly ClaimChange[]> => {
      const changes: ClaimChange[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < MAX_HISTORY_PAGES; page += 1) {
        const query = { limit: 200, ...(cursor === undefined ? {} : { cursor }) };
        const { items, next }: Schemas['HistoryAnswer'] = answered(
          await api.GET('/api/roll-calls/{id}/history', { params: { path: { id }, query } }),
        );
        changes.push(...items);
        if (next === undefined) break;
        cursor = next;
      }
      return changes;
    },
  });

/** The board at a moment; the one before it is shown until it is there. */
export function useBoardAt(id: string, outline: Outline, moment: ReplayMoment | undefined) {
  const axes = moment === undefined ? undefined : axesOf(outline, moment);
  return useQuery({
    queryKey: ['board-at', id, axes],
    enabled: axes !== undefined,
    queryFn: async ({ signal }) =>
      answered(
        await api.GET('/api/roll-calls/{id}/board', {
          params: { path: { id }, query: { limit: 200, ...axes } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    ...ONCE,
  });
}

export function useDifference(id: string, outline: Outline, from: ReplayMoment | undefined, to: ReplayMoment) {
  const [a, b] = [from === undefined ? undefined : axesOf(outline, from), axesOf(outline, to)];
  return useQuery({
    queryKey: ['difference', id, a, b],
    enabled: a !== undefined,
    queryFn: async ({ signal }) => {
      const sides = { fromAsOf: a?.asOf ?? b.asOf, fromKnownAt: a?.knownAt ?? b.knownAt };
      const query = { ...sides, toAsOf: b.asOf, toKnownAt: b.knownAt };
      return answered(await api.GET('/api/roll-calls/{id}/difference', { params: { path: { id }, query }, signal }));
    },
    placeholderData: keepPreviousData,
    ...ONCE,
  });
}

export function useEventAt(incident: string, position: string) {
  return useQuery({
    queryKey: ['event-at', incident, position],
    queryFn: async ({ signal }) =>
      answered(
        await api.GET('/api/incidents/{id}/events/{at}', { params: { path: { id: incident, at: position } }, signal }),
      ),
    placeholderData: keepPreviousData,
    ...ONCE,
  });
}
