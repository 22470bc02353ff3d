import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StandingAnswer } from '../../src/features/accountability/queries/standing.query.js';
import { evening } from '../support/tour.js';
import { expectProblem } from '../support/api.js';
import { answered } from './boards-support.js';
import { ANN, BEN, CARL, NOBODY, RC, safe, startScene, type Scene } from './timeline-support.js';

const PATH = `roll-calls/${RC}/people`;

describe('how one person stands in a roll call', () => {
  let scene: Scene;
  let [anns, bens] = ['', ''];
  const standing = (deployment: string, query = '', by = scene.auditor): Promise<StandingAnswer> =>
    answered<StandingAnswer>(by, `${PATH}/${deployment}${query}`);

  /** Ann is heard, and vouches for Ben; later someone says that she was hurt at that moment. */
  beforeAll(async () => {
    scene = await startScene();
    anns = (await scene.at('23:10', 'RecordCheckIn', safe(ANN, '23:09'))).entry;
    bens = (await scene.at('23:12', 'RecordCheckIn', safe(BEN, '23:11', { grade: 3, vouchedBy: ANN }))).entry;
    await scene.at('23:20', 'RecordCheckIn', safe(ANN, '23:09', { condition: 'INJURED', grade: 4 }));
  });

  afterAll(() => scene.app.close());

  it('names who rests on him, and on whom he rests, each with his own standing', async () => {
    const { about, resting, vouchers } = await standing(ANN, `?knownAt=${evening('23:12:00')}`);
    expect(about).toMatchObject({ name: { text: 'Ann Example' }, person: { accountability: 'ACCOUNTED' } });
    expect(vouchers).toEqual([]);
    expect(resting).toMatchObject([
      { deployment: BEN, name: { text: 'Ben Example' }, entry: bens, observedAt: evening('23:11:00') },
    ]);
    const ben = await standing(BEN, `?knownAt=${evening('23:12:00')}`);
    expect(ben.vouchers).toMatchObject([{ deployment: ANN, person: { accountability: 'ACCOUNTED' } }]);
    expect(ben.resting).toEqual([]);
  });

  it('says which of his entries are in conflict, and that whoever rests on him has lost his footing', async () => {
    const { entries, about } = await standing(ANN);
    expect(about.person).toMatchObject({ accountability: 'CONFLICTED', condition: 'INJURED' });
    expect(entries).toHaveLength(2);
    expect(entries.find(({ entry }) => entry === anns)).toEqual({
      entry: anns,
      counts: true,
      certain: true,
      inConflict: true,
    });
    expect((await standing(BEN)).about.person).toMatchObject({ accountability: 'UNKNOWN' });
  });

  it('is about no one before the roll call was opened, and about nobody else', async () => {
    for (const path of [`${PATH}/${ANN}?knownAt=${evening('22:00:00')}`, `${PATH}/${CARL}`, `${PATH}/${NOBODY}`]) {
      expectProblem(await scene.auditor.ask(path), 404, 'not-found');
    }
  });

  it('is told to a liaison of his own people alone, and names nobody else', async () => {
    const halifax = await scene.liaison('Halifax');
    expectProblem(await halifax.ask(`${PATH}/${ANN}`), 404, 'not-found');
    const ben = await standing(BEN, '', halifax);
    expect(ben.about).toMatchObject({ deployment: BEN });
    expect(ben.vouchers).toEqual([]);
    expect(JSON.stringify(ben)).not.toContain('Ann');
  });
});
