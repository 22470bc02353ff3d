import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { BoardAnswer } from '../../src/features/accountability/queries/board.query.js';
import type { Id } from '../../src/kernel/ids.js';
import type { TestCaller } from '../support/api.js';
import { id } from '../support/given.js';
import { answered } from './boards-support.js';
import { ADVICE, ANN, BEN, CARL, RC, safe, startScene, STRIKE, TRAINING, type Scene } from './timeline-support.js';

const POLICY = { freshness: 'PT6H', leastGrade: 3 };
const POST = id('post');

let scene: Scene;

beforeEach(async () => {
  scene = await startScene();
});

afterEach(() => scene.app.close());

const boardOf = (by: TestCaller, rollCall = RC) => answered<BoardAnswer>(by, `roll-calls/${rollCall}/board`);

async function opened(name: string, scope: object): Promise<Id> {
  const rollCall = id(name);
  await scene.watch.record('OpenRollCall', { rollCall, incident: STRIKE, scope, policy: POLICY });
  return rollCall;
}

describe('the board of whoever reads only some people', () => {
  it('names who vouched where he may read him, and nobody else', async () => {
    await scene.at('23:10', 'RecordCheckIn', safe(ANN, '23:09', { grade: 3, vouchedBy: CARL }));
    await scene.at('23:11', 'RecordCheckIn', safe(CARL, '23:10'));
    const vouched = { deployment: ANN, basis: { grade: 3, vouchedBy: CARL } };
    const lineOf = async (by: TestCaller) => (await boardOf(by)).lines.find(({ deployment }) => deployment === ANN);
    expect(await lineOf(scene.auditor)).toMatchObject(vouched);
    expect(await lineOf(await scene.lead(TRAINING, ADVICE))).toMatchObject(vouched);
    for (const reader of [await scene.liaison('Saskatoon'), await scene.lead(TRAINING)]) {
      const line = await lineOf(reader);
      expect(line).toMatchObject({ deployment: ANN, basis: { grade: 3 } });
      expect(JSON.stringify(line)).not.toContain(CARL);
    }
  });

  it('names of its scope those missions and people that are his, and no posts', async () => {
    await scene.watch.record('OpenDutyPost', { mission: TRAINING, post: POST, name: 'Centre' });
    const wide = await opened('wide', { missions: [TRAINING, ADVICE], posts: [POST] });
    expect((await boardOf(scene.auditor, wide)).scope).toEqual({ missions: [TRAINING, ADVICE], posts: [POST] });
    expect((await boardOf(await scene.lead(TRAINING), wide)).scope).toEqual({ missions: [TRAINING] });
    expect((await boardOf(await scene.liaison('Saskatoon'), wide)).scope).toEqual({ missions: [] });
    const named = await opened('named', { deployments: [ANN, BEN] });
    expect((await boardOf(await scene.liaison('Saskatoon'), named)).scope).toEqual({ deployments: [ANN] });
  });

  it('tells where his people are assigned, in his own missions, and their posts to who reads about everyone', async () => {
    await scene.watch.record('OpenDutyPost', { mission: ADVICE, post: POST, name: 'Advisers' });
    const second = {
      deployment: ANN,
      assignment: id('second'),
      mission: ADVICE,
      post: POST,
      from: '2020-01-01T00:00:00Z',
    };
    await scene.watch.record('StartAssignment', second);
    const whereIsAnn = async (by: TestCaller) =>
      (await boardOf(by)).lines.find(({ deployment }) => deployment === ANN)?.assignments;
    expect(await whereIsAnn(scene.auditor)).toEqual([{ mission: TRAINING }, { mission: ADVICE, post: POST }]);
    expect(await whereIsAnn(await scene.lead(TRAINING))).toEqual([{ mission: TRAINING }]);
    expect(await whereIsAnn(await scene.lead(ADVICE))).toEqual([{ mission: ADVICE }]);
    expect(await whereIsAnn(await scene.liaison('Saskatoon'))).toBeUndefined();
  });

  it('says of a roll call without any of his people that nothing is known, and not what was asked of whom', async () => {
    const stranger = await boardOf(await scene.liaison('Peel'));
    expect(stranger).toMatchObject({ claim: 'UNKNOWN', counts: { denominator: 0 }, lines: [] });
    for (const term of ['scope', 'policy', 'ref', 'since', 'mode']) expect(stranger).not.toHaveProperty(term);
  });

  it('has its terms still where the one of his people was excluded', async () => {
    await scene.chief.record('ExcludeFromRollCall', { rollCall: RC, deployment: ANN, reason: 'Had left' });
    const told = await boardOf(await scene.liaison('Saskatoon'));
    expect(told).toMatchObject({ counts: { denominator: 0 }, lines: [{ group: 'EXCLUDED' }], policy: POLICY });
  });
});
