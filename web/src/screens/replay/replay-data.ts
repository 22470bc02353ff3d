import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { answered, api, type Schemas } from '../../api/client.js';
import { axesOf, type Axes, type Outline, type ReplayMoment } from './replay-moment.js';

export type ClaimChange = Schemas['ClaimChangeAnswer'];

/** Pages of claim changes that are read: more no bar can show. */
const MAX_HISTORY_PAGES = 10;

/** What lies behind a moment does not change any more. */
const ONCE = { staleTime: Infinity, structuralSharing: false } as const;

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

const boardQuery = (id: string, axes: Axes) =>
  queryOptions({
    queryKey: ['board-at', id, axes],
    queryFn: async () =>
      answered(
        await api.GET('/api/roll-calls/{id}/board', { params: { path: { id }, query: { limit: 200, ...axes } } }),
      ),
    ...ONCE,
  });

const differenceQuery = (id: string, from: Axes, to: Axes) =>
  queryOptions({
    queryKey: ['difference', id, from, to],
    queryFn: async () => {
      const sides = { fromAsOf: from.asOf, fromKnownAt: from.knownAt, toAsOf: to.asOf, toKnownAt: to.knownAt };
      return answered(await api.GET('/api/roll-calls/{id}/difference', { params: { path: { id }, query: sides } }));
    },
    ...ONCE,
  });

const eventQuery = (incident: string, at: string) =>
  queryOptions({
    queryKey: ['event-at', incident, at],
    queryFn: async () =>
      answered(await api.GET('/api/incidents/{id}/events/{at}', { params: { path: { id: incident, at } } })),
    ...ONCE,
  });

interface Asked {
  readonly rollCall: string;
  readonly incident: string;
  readonly outline: Outline;
  readonly moment: ReplayMoment;
  readonly other: ReplayMoment | undefined;
}

/** A moment with all that is shown of it. */
export interface ShownMoment extends Pick<Asked, 'moment' | 'other'> {
  readonly board: Schemas['BoardAnswer'];
  readonly event: Schemas['ShownEventAnswer'];
  readonly beside: Schemas['BoardAnswer'] | undefined;
  readonly difference: Schemas['DifferenceAnswer'] | undefined;
}

/**
 * Everything that is shown of a moment, at once, so that a step is drawn once; what was shown before is shown until it is
 * there. What has been looked at already is not asked for again.
 */
export function useMoment({ rollCall, incident, outline, moment, other }: Asked) {
  const queries = useQueryClient();
  const here = axesOf(outline, moment);
  const there = other === undefined ? undefined : axesOf(outline, other);
  return useQuery({
    queryKey: ['moment', rollCall, here, there],
    queryFn: async (): Promise<ShownMoment> => {
      const [board, event, beside, difference] = await Promise.all([
        queries.query({ ...boardQuery(rollCall, here), staleTime: 'static' }),
        queries.query({ ...eventQuery(incident, here.knownAt), staleTime: 'static' }),
        there && queries.query({ ...boardQuery(rollCall, there), staleTime: 'static' }),
        there && queries.query({ ...differenceQuery(rollCall, there, here), staleTime: 'static' }),
      ]);
      return { moment, other, board, event, beside, difference };
    },
    placeholderData: keepPreviousData,
    ...ONCE,
  });
}
