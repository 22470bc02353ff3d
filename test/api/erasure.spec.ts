import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { TokenList } from '../../src/features/access/queries/list-access-tokens.query.js';
import { recordedErasures } from '../../src/features/erasure/carrying-out/carry-out.js';
import type { KeySubject } from '../../src/kernel/event.js';
import { KeyStoreUnavailable } from '../../src/sealing/key-store.js';
import { callerWith, expectProblem, type TestCaller } from '../support/api.js';
import { id } from '../support/given.js';
import { evening } from '../support/tour.js';
import { answered } from './boards-support.js';
import {
  ADVICE,
  ANN,
  CARL,
  NOBODY,
  officerOf,
  RC,
  startScene,
  STRIKE,
  TRAINING,
  type Scene,
} from './timeline-support.js';

const CARL_HIMSELF: KeySubject = `officer:${officerOf(CARL)}`;
const CARLS_ERASURE = { subject: CARL_HIMSELF, ground: 'REQUESTED' };

let scene: Scene;
let operator: TestCaller;

beforeEach(async () => {
  scene = await startScene();
  operator = callerWith(scene.app, await scene.app.admit('operator'));
});

afterEach(() => scene.app.close());

async function endTour(deployment: string): Promise<void> {
  await scene.watch.record('EndDeployment', { deployment, endedAt: evening('22:00:00'), reason: 'Went home' });
}

async function subjectsRecorded(): Promise<readonly string[]> {
  return (await recordedErasures(scene.app.log)).map(({ data }) => data.subject);
}

describe('EraseTexts', () => {
  it('records the erasure without a text and destroys the key, so that the name is gone everywhere', async () => {
    await endTour(CARL);
    const answer = await operator.record('EraseTexts', CARLS_ERASURE);
    expect(answer).toMatchObject({ id: officerOf(CARL) });
    expect(await recordedErasures(scene.app.log)).toMatchObject([
      { type: 'TextsErased', data: CARLS_ERASURE, metadata: { role: 'operator' }, position: answer.position },
    ]);
    expect(await scene.app.keys.find(CARL_HIMSELF)).toBe('destroyed');
    const officer = await answered(scene.auditor, `officers/${officerOf(CARL)}`);
    expect(officer).toMatchObject({ name: { erased: true }, homeAgency: 'Peel' });
    expect(JSON.stringify(await answered(scene.auditor, 'officers'))).not.toContain('Carl');
  });

  it('changes nothing that is said of anybody else, nor of him beside his texts', async () => {
    await endTour(CARL);
    const questions = [`roll-calls/${RC}/board`, `roll-calls/${RC}/verdict`, `incidents/${STRIKE}/timeline`];
    const ask = () => Promise.all(questions.map((question) => answered(scene.auditor, question)));
    const before = await ask();
    const { position } = await operator.record('EraseTexts', CARLS_ERASURE);
    const later = (answer: unknown): unknown => ({ ...(answer as object), position, knownAt: position });
    expect((await ask()).map(later)).toEqual(before.map(later));
    await scene.app.views.rebuild();
    expect((await ask()).map(later)).toEqual(before.map(later));
  });

  it('counts once, under the same key and under another, and sees to it each time that the key is gone', async () => {
    await endTour(CARL);
    const key = { 'idempotency-key': 'once' };
    const first = await operator.give('EraseTexts', CARLS_ERASURE, key);
    expect(await operator.give('EraseTexts', CARLS_ERASURE, key)).toMatchObject({ status: 200, body: first.body });
    expectProblem(await operator.give('EraseTexts', { ...CARLS_ERASURE, ground: 'ORDERED' }), 409, 'already-exists');
    expect(await subjectsRecorded()).toEqual([CARL_HIMSELF]);
  });

  it('is recorded, and says that it is not done, where the key store cannot be written; to repeat it finishes', async () => {
    await endTour(CARL);
    const { keys } = scene.app;
    const destroy = keys.destroy.bind(keys);
    keys.destroy = () => Promise.reject(new KeyStoreUnavailable('the disk is full'));
    const key = { 'idempotency-key': 'finished later' };
    expectProblem(await operator.give('EraseTexts', CARLS_ERASURE, key), 503, 'unavailable');
    expectProblem(await operator.give('EraseTexts', CARLS_ERASURE), 503, 'unavailable');
    expect(await subjectsRecorded()).toEqual([CARL_HIMSELF]);
    keys.destroy = destroy;
    expect(await operator.give('EraseTexts', CARLS_ERASURE, key)).toMatchObject({ status: 200 });
    expect(await keys.find(CARL_HIMSELF)).toBe('destroyed');
  });

  it('lets no text be recorded of whom it erased any more, and what has none all the same', async () => {
    await endTour(CARL);
    await operator.record('EraseTexts', CARLS_ERASURE);
    expectProblem(
      await scene.watch.give('CorrectOfficer', { officer: officerOf(CARL), name: 'C', reason: 'R' }),
      410,
      'erased',
    );
    const begin = { officer: officerOf(CARL), mission: ADVICE, beganAt: evening('22:30:00') };
    const tour = await scene.watch.give('BeginDeployment', { ...begin, plannedEndAt: '2020-10-01T00:00:00Z' });
    expect(tour.status).toBe(200);
  });

  it.each([
    ['an officer who is on a tour', `officer:${officerOf(ANN)}`],
    ['a mission that has not ended', `mission:${TRAINING}`],
    ['an incident that is open', `incident:${STRIKE}`],
  ])('is refused for %s, and destroys nothing', async (_what, subject) => {
    expectProblem(await operator.give('EraseTexts', { subject, ground: 'ORDERED' }), 409, 'in-use');
    expect(await subjectsRecorded()).toEqual([]);
    expect(await scene.app.keys.find(subject as KeySubject)).not.toBe('destroyed');
  });

  it('is refused for an officer whose tour was reinstated, and for an incident that was reopened', async () => {
    await endTour(CARL);
    await scene.watch.record('ReinstateDeployment', { deployment: CARL, reason: 'He stays' });
    expectProblem(await operator.give('EraseTexts', CARLS_ERASURE), 409, 'in-use');
    await scene.watch.record('CloseRollCall', { rollCall: RC, outcome: 'INCOMPLETE', reason: 'Over' });
    const incident = { incident: STRIKE, reason: 'Over' };
    await scene.watch.record('CloseIncident', incident);
    await scene.watch.record('ReopenIncident', incident);
    const erasure = { subject: `incident:${STRIKE}`, ground: 'RETENTION_ENDED' };
    expectProblem(await operator.give('EraseTexts', erasure), 409, 'in-use');
    await scene.watch.record('CloseIncident', incident);
    await operator.record('EraseTexts', erasure);
    expect(await answered(scene.auditor, `incidents/${STRIKE}`)).toMatchObject({ name: { erased: true } });
  });

  it('erases an ended mission, and a token once it lets nobody in', async () => {
    await scene.watch.record('EndMission', { mission: TRAINING, effectiveAt: evening('23:00:00'), reason: 'Over' });
    await operator.record('EraseTexts', { subject: `mission:${TRAINING}`, ground: 'RETENTION_ENDED' });
    expect(await answered(scene.auditor, `missions/${TRAINING}`)).toMatchObject({ name: { erased: true } });
    const token = id('the token');
    const erasure = { subject: `access:${token}`, ground: 'RETENTION_ENDED' };
    await operator.record('GrantAccessToken', { token, name: 'Somebody', role: 'auditor' });
    expectProblem(await operator.give('EraseTexts', erasure), 409, 'in-use');
    await operator.record('RevokeAccessToken', { token });
    await operator.record('EraseTexts', erasure);
    const { items } = await answered<TokenList>(operator, 'access-tokens');
    expect(items.find((item) => item.token === token)).toMatchObject({ name: { erased: true }, state: 'REVOKED' });
  });

  it.each([
    ['nobody', `officer:${NOBODY}`, 'ORDERED', 404, 'not-found'],
    ['what has no key', `deployment:${CARL}`, 'ORDERED', 400, 'invalid-request'],
    ['a ground in free text', CARL_HIMSELF, 'Carl asked for it', 400, 'invalid-request'],
  ] as const)('is refused for %s', async (_what, subject, ground, status, problem) => {
    expectProblem(await operator.give('EraseTexts', { subject, ground }), status, problem);
  });

  it('is the operator’s alone', async () => {
    for (const caller of [scene.watch, scene.chief, scene.auditor]) {
      expectProblem(await caller.give('EraseTexts', CARLS_ERASURE), 403, 'forbidden');
    }
  });
});
