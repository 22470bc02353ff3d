import { expect } from '@jest/globals';
import { PROJECTIONS } from '../../src/installation/projections.js';
import { FACTS } from '../../src/features/accountability/facts/facts.projection.js';
import type { Id } from '../../src/kernel/ids.js';
import type { Projection } from '../../src/projecting/projection.js';
import type { TestCaller } from '../support/api.js';
import { id } from '../support/given.js';
import { STOPS_AT_A_NOTE } from './roll-calls-support.js';
import { officerOf, TRAINING, type Scene } from './timeline-support.js';

/** Every view, of which that of the facts stops for good at the next note of the watch. */
export const FACTS_STOP_AT_A_NOTE: readonly Projection[] = PROJECTIONS.map((projection) =>
  projection === FACTS ? STOPS_AT_A_NOTE : projection,
);

/** A tour of the training mission for each of these, of officers of their own; answers the deployments by name. */
export async function deploy<Name extends string>(
  scene: Scene,
  names: readonly Name[],
): Promise<Readonly<Record<Name, Id>>> {
  for (const name of names) {
    const [officer, deployment] = [officerOf(id(name)), id(name)];
    await scene.watch.record('RegisterOfficer', { officer, name, rank: 'Constable', homeAgency: 'Saskatoon' });
    const [beganAt, plannedEndAt] = ['2019-10-01T00:00:00Z', '2020-10-01T00:00:00Z'];
    await scene.watch.record('BeginDeployment', { deployment, officer, mission: TRAINING, beganAt, plannedEndAt });
  }
  return Object.fromEntries(names.map((name) => [name, id(name)])) as Readonly<Record<Name, Id>>;
}

/** What is answered to a question that must be granted. */
export async function answered<Answer>(by: TestCaller, path: string): Promise<Answer> {
  const answer = await by.ask(path);
  expect({ path, ...answer }).toMatchObject({ path, status: 200 });
  return answer.body as Answer;
}

interface Page {
  readonly items?: readonly unknown[];
  readonly lines?: readonly unknown[];
  readonly next?: string;
}

/** Everything in a list that is read page by page, each of this size at most. */
export async function everyPage<Item>(by: TestCaller, path: string, limit: number): Promise<readonly Item[]> {
  const all: unknown[] = [];
  const separator = path.includes('?') ? '&' : '?';
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const paged: string = `${path}${separator}limit=${limit}${cursor === '' ? '' : `&cursor=${cursor}`}`;
    const page: Page = await answered<Page>(by, paged);
    const { items, lines, next } = page;
    const rows = items ?? lines ?? [];
    expect(rows.length).toBeLessThanOrEqual(limit);
    if (next !== undefined) expect(rows).toHaveLength(limit);
    all.push(...rows);
    cursor = next;
  }
  return all as readonly Item[];
}
