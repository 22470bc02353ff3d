import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, api, type Schemas } from '../../api/client.js';

/** Milliseconds between two looks at an incident that goes on. */
const LOOK_MS = 5_000;

export const incidentQuery = (id: string) =>
  queryOptions({
    queryKey: ['incident', id],
    queryFn: async () => answered(await api.GET('/api/incidents/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data?.open === false ? false : LOOK_MS),
  });

/** The timeline page by page, the first event first. */
export const timelineQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['timeline', id],
    initialPageParam: '',
    queryFn: async ({ pageParam }) => {
      const query = { limit: 200, effects: 'false' as const, ...(pageParam === '' ? {} : { cursor: pageParam }) };
      return answered(await api.GET('/api/incidents/{id}/timeline', { params: { path: { id }, query } }));
    },
    getNextPageParam: ({ next }: Schemas['TimelineAnswer']) => next,
  });

/** Pages of claim changes that are drawn: more no drawing can show. */
const MAX_CURVE_PAGES = 25;

export interface ClaimHistory {
  readonly changes: readonly Schemas['ClaimChangeAnswer'][];
  /** There are no more than these. */
  readonly isWhole: boolean;
}

/** The claim's history, as far as a drawing of an incident can show it. */
export const curveQuery = (id: string) =>
  queryOptions({
    queryKey: ['curve', id],
    queryFn: async (): Promise<ClaimHistory> => {
      const changes: Schemas['ClaimChangeAnswer'][] = [];
      let cursor: string | undefined;
      for (let page = 0; page < MAX_CURVE_PAGES; page += 1) {
        const query = { limit: 200, ...(cursor === undefined ? {} : { cursor }) };
        const { items, next }: Schemas['HistoryAnswer'] = answered(
          await api.GET('/api/roll-calls/{id}/history', { params: { path: { id }, query } }),
        );
        changes.push(...items);
        if (next === undefined) return { changes, isWhole: true };
        cursor = next;
      }
      return { changes, isWhole: false };
    },
  });
