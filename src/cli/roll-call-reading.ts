import type { BoardAnswer } from '../features/accountability/queries/board.query.js';
import type { DifferenceAnswer } from '../features/accountability/queries/difference.query.js';
import type { Api } from './api.js';

/** The most that one page holds. */
const PAGE_SIZE = '200';

/** The two axes as they were given; without either the question is a live one. */
export interface Moment {
  readonly asOf?: string;
  readonly knownAt?: string;
}

/** The whole board. Its later pages are asked for at the first one's own moment, so that all of it is of one state. */
export async function wholeBoard(api: Api, rollCall: string, moment: Moment): Promise<BoardAnswer> {
  const path = `/api/roll-calls/${encodeURIComponent(rollCall)}/board`;
  const { next, ...first } = (await api.get(path, { ...moment, limit: PAGE_SIZE })) as BoardAnswer;
  const lines = [...first.lines];
  for (let cursor = next; cursor !== undefined;) {
    const pinned = { asOf: first.asOf, knownAt: first.position, limit: PAGE_SIZE, cursor };
    const page = (await api.get(path, pinned)) as BoardAnswer;
    lines.push(...page.lines);
    cursor = page.next;
  }
  return { ...first, lines };
}

export async function difference(api: Api, rollCall: string, from: Moment, to: Moment): Promise<DifferenceAnswer> {
  const query = { fromAsOf: from.asOf, fromKnownAt: from.knownAt, toAsOf: to.asOf, toKnownAt: to.knownAt };
  return (await api.get(`/api/roll-calls/${encodeURIComponent(rollCall)}/difference`, query)) as DifferenceAnswer;
}
