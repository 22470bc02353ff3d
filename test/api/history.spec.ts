import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ClaimChangeAnswer, HistoryAnswer } from '../../src/features/accountability/queries/history.query.js';
import type { VerdictAnswer } from '../../src/features/accountability/queries/verdict.query.js';
import { instant } from '../../src/kernel/instant.js';
import { expectProblem, type TestCaller } from '../support/api.js';
import { evening } from '../support/tour.js';
import { answered, everyPage } from './boards-support.js';
import { ANN, BEN, RC, safe, startScene, STRIKE, TRAINING, type Scene } from './timeline-support.js';

const HISTORY = `roll-calls/${RC}/history`;
const BEN_LAPSES = instant('2020-01-08T05:09:00Z');
const MORNING = instant('2020-01-08T08:00:00Z');

let scene: Scene;

/** Ben is heard, then Ann, then nobody knows any more how Ben is; in the morning he is heard again. */
beforeAll(async () => {
  scene = await startScene();
  await scene.at('23:10', 'RecordCheckIn', safe(BEN, '23:09'));
  await scene.at('23:15', 'LogNote', { incident: STRIKE, text: 'Nothing that changes a claim' });
  await scene.at('23:20', 'RecordCheckIn', safe(ANN, '23:19'));
  scene.app.clock.moveTo(MORNING);
  await scene.watch.record('RecordCheckIn', { ...safe(BEN, '23:09'), observedAt: MORNING });
}, 30_000);

afterAll(() => scene.app.close());

async function history(query = '', by: TestCaller = scene.auditor): Promise<readonly ClaimChangeAnswer[]> {
  return (await answered<HistoryAnswer>(by, `${HISTORY}${query}`)).items;
}

/** Each change by its instant, cause, claim and how many are accounted for. */
function told(items: readonly ClaimChangeAnswer[]): readonly unknown[] {
  return items.map(({ at, cause, claim, counts }) => [at, cause, claim, counts.accounted]);
}

describe("a claim's history", () => {
  it('lists each instant at which claim or counts changed, by an event or because time had passed', async () => {
    expect(told(await history())).toEqual([
      [evening('23:00:00'), 'EVENT', 'PARTIAL', 0],
      [evening('23:10:00'), 'EVENT', 'NO_KNOWN_CASUALTY', 1],
      [evening('23:20:00'), 'EVENT', 'ALL_SAFE', 2],
      [BEN_LAPSES, 'LAPSE', 'NO_KNOWN_CASUALTY', 1],
      [instant('2020-01-08T05:19:00Z'), 'LAPSE', 'PARTIAL', 0],
      [MORNING, 'EVENT', 'NO_KNOWN_CASUALTY', 1],
    ]);
  });

  it('names for each change the position at which a verdict then says the same', async () => {
    for (const { at, known, claim, counts } of await history()) {
      const path = `roll-calls/${RC}/verdict?asOf=${at}&knownAt=${known}`;
      expect(await answered<VerdictAnswer>(scene.auditor, path)).toMatchObject({ claim, counts, position: known });
    }
  });

  it('is the same page by page, each change once', async () => {
    const whole = await history();
    for (const limit of [1, 2, 5, 6]) expect(await everyPage(scene.auditor, HISTORY, limit)).toEqual(whole);
  });

  it('ends where it is asked to, and foretells what will lapse', async () => {
    expect(told(await history(`?asOf=${BEN_LAPSES}`)).at(-1)).toEqual([BEN_LAPSES, 'LAPSE', 'NO_KNOWN_CASUALTY', 1]);
    const noon = instant('2020-01-08T14:00:00Z');
    expect(told(await history('?asOf=2020-01-09T00:00:00Z')).at(-1)).toEqual([noon, 'LAPSE', 'PARTIAL', 0]);
  });

  it('knows no more than was known then', async () => {
    expect(told(await history(`?knownAt=${evening('23:15:00')}`))).toEqual([
      [evening('23:00:00'), 'EVENT', 'PARTIAL', 0],
      [evening('23:10:00'), 'EVENT', 'NO_KNOWN_CASUALTY', 1],
    ]);
    expect(await history(`?knownAt=${evening('22:00:00')}`)).toEqual([]);
  });

  it('is to a liaison that of his own people, and to a team lead one without claims', async () => {
    expect(told(await history('', await scene.liaison('Saskatoon')))).toEqual([
      [evening('23:00:00'), 'EVENT', 'PARTIAL', 0],
      [evening('23:20:00'), 'EVENT', 'ALL_SAFE', 1],
      [instant('2020-01-08T05:19:00Z'), 'LAPSE', 'PARTIAL', 0],
    ]);
    const toLead = await history('', await scene.lead(TRAINING));
    expect(toLead.map(({ claim }) => claim)).toEqual([null, null, null, null, null, null]);
    expect(await history('', await scene.liaison('Nowhere'))).toEqual([]);
  });

  it.each(['limit=0', 'cursor=%21', 'colour=blue'])('is not asked for with %s', async (query) => {
    expectProblem(await scene.auditor.ask(`${HISTORY}?${query}`), 400, 'invalid-request');
  });
});
