import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DeploymentAnswer } from '../../src/features/deployments/queries/deployment.answer.js';
import { callerWith, expectProblem, type TestCaller } from '../support/api.js';
import { id } from '../support/given.js';
import { ANN, ANNS_KEY, BEGAN_AT, evening, PLANNED_END_AT, TOUR, TRAINING } from '../support/tour.js';
import {
  ADVICE,
  BEN,
  BENS_TOUR,
  CHIEF,
  entryIn,
  GATE,
  HERSELF,
  newest,
  NOBODY,
  SAFE,
  startScene,
  WATCH,
  ANNS,
  BENS,
  type Scene,
} from './deployments-support.js';

const ASSIGNMENT = id('second assignment');
const NOW_TOLD = '2020-01-08T00:00:00.000Z';

let scene: Scene;
/** What was recorded of Ann's tour, by name. */
let entries: Readonly<Record<'heard' | 'worse' | 'called' | 'own' | 'death' | 'missing' | 'duress', string>>;

beforeAll(async () => {
  scene = await startScene();
  const { watch, chief } = scene;
  const entry: Scene['entry'] = (command, body) => scene.entry(command, body);
  await watch.record('BeginDeployment', { ...ANNS, post: GATE, position: 'Instructor' });
  await watch.record('BeginDeployment', BENS);
  const assignment = { deployment: TOUR, assignment: ASSIGNMENT, mission: ADVICE, from: evening('10:00:00') };
  await watch.record('StartAssignment', assignment);
  await watch.record('EndAssignment', { deployment: TOUR, assignment: ASSIGNMENT, at: evening('11:00:00') });
  await watch.record('StartLeave', { deployment: TOUR, from: evening('06:00:00'), place: 'Amman' });
  await watch.record('EndLeave', { deployment: TOUR, at: evening('09:00:00') });
  const transit = { deployment: TOUR, departedAt: evening('12:00:00'), to: 'Erbil', dueAt: evening('14:00:00') };
  await watch.record('StartTransit', transit);
  const heard = await entry('RecordCheckIn', {
    ...{ ...SAFE, disposition: 'SHELTERING', place: 'Bunker 4', note: 'Tired' },
    ...{ receivedAt: evening('23:05:00'), sentAt: evening('23:01:00'), uncertainty: 'PT1M' },
  });
  const worse = await entry('CorrectEntry', { entry: heard, changes: { condition: 'INJURED' }, reason: 'Misheard' });
  const called = await entry('RecordCheckIn', { ...SAFE, observedAt: evening('23:10:00') });
  await watch.record('AnnotateEntry', { entry: called, text: 'He whispered' });
  const own = entryIn(await (await scene.herself()).record('RecordCheckIn', { ...SAFE, grade: 2, channel: 'App' }));
  await watch.record('RetractEntry', { entry: own, reason: 'Her phone was taken' });
  await watch.record('ResolveConflict', {
    deployment: TOUR,
    prefer: worse,
    setAside: [called],
    reason: 'Seen limping',
  });
  const death = await entry('ReportDeath', {
    deployment: TOUR,
    observedAt: SAFE.observedAt,
    channel: 'Press',
    grade: 5,
  });
  await chief.record('RefuteDeathReport', { entry: death, reason: 'A namesake' });
  const missing = entryIn(await chief.record('DeclareMissing', { deployment: TOUR, reason: 'Not heard of' }));
  const duress = await entry('SignalDuress', { deployment: TOUR, signalledAt: SAFE.observedAt, channel: 'Phrase' });
  const attempt = { deployment: TOUR, channel: 'Radio', outcome: 'BUSY', attemptedAt: SAFE.observedAt };
  await watch.record('RecordContactAttempt', attempt);
  await watch.record('RecordNextOfKinNotified', { deployment: TOUR, notifiedAt: evening('23:30:00') });
  entries = { heard, worse, called, own, death, missing, duress };
});

afterAll(() => scene.app.close());

async function read(caller: TestCaller, deployment = TOUR): Promise<DeploymentAnswer> {
  const answer = await caller.ask(`deployments/${deployment}`);
  expect(answer.status).toBe(200);
  return answer.body as DeploymentAnswer;
}

async function callerOf(role: 'liaison' | 'auditor' | 'operator', agency?: string): Promise<TestCaller> {
  return callerWith(scene.app, await scene.app.admit(role, agency === undefined ? {} : { agency }));
}

describe('a tour', () => {
  it('is read with where the officer was to be and was, texts opened', async () => {
    const { tour } = await read(scene.watch);
    expect(tour).toMatchObject({ officer: ANN, beganAt: BEGAN_AT, plannedEndAt: PLANNED_END_AT });
    expect(tour).not.toHaveProperty('endedAt');
    expect(tour?.assignments).toEqual([
      { assignment: TOUR, mission: TRAINING, post: GATE, from: BEGAN_AT, position: { text: 'Instructor' } },
      { assignment: ASSIGNMENT, mission: ADVICE, from: evening('10:00:00'), endedAt: evening('11:00:00') },
    ]);
    expect(tour?.leaves).toEqual([
      { from: evening('06:00:00'), endedAt: evening('09:00:00'), place: { text: 'Amman' } },
    ]);
    expect(tour?.transits).toEqual([
      { departedAt: evening('12:00:00'), dueAt: evening('14:00:00'), to: { text: 'Erbil' } },
    ]);
    expect(tour?.nextOfKinNotifiedAt).toEqual([evening('23:30:00')]);
    expect(tour?.contactAttempts).toMatchObject([{ outcome: 'BUSY', channel: { text: 'Radio' }, recordedBy: WATCH }]);
  });

  it('is read with every version of every check-in, and what stands of them', async () => {
    const { checkIns } = await read(scene.watch);
    expect(checkIns.map(({ entry, standing }) => [entry, standing])).toEqual([
      [entries.heard, 'SUPERSEDED'],
      [entries.worse, 'LIVE'],
      [entries.called, 'SET_ASIDE'],
      [entries.own, 'RETRACTED'],
    ]);
    const [heard, worse] = checkIns;
    const kept = {
      ...{ mode: 'ACTUAL', observedAt: evening('23:00:00'), uncertainty: 'PT1M', grade: 1 },
      ...{ receivedAt: evening('23:05:00'), sentAt: evening('23:01:00'), disposition: 'SHELTERING' },
      ...{ channel: { text: 'Satellite phone' }, place: { text: 'Bunker 4' }, note: { text: 'Tired' } },
      ...{ recordedAt: NOW_TOLD, recordedBy: WATCH },
    };
    expect(heard).toMatchObject({ ...kept, condition: 'SAFE', supersededBy: entries.worse });
    expect(worse).toMatchObject({ ...kept, condition: 'INJURED', corrects: entries.heard, remarks: [] });
  });

  it('is read with what was said of each entry later', async () => {
    const { checkIns, tour } = await read(scene.watch);
    const remarks = [...checkIns, ...(tour?.deathReports ?? [])].map((entry) =>
      entry.remarks?.map(({ type, reason, text }) => [type, reason?.text ?? text?.text]),
    );
    expect(remarks).toEqual([
      [['EntryCorrected', 'Misheard']],
      [],
      [['EntryAnnotated', 'He whispered']],
      [['EntryRetracted', 'Her phone was taken']],
      [['DeathReportRefuted', 'A namesake']],
    ]);
  });

  it('is read with its alarms and resolutions', async () => {
    const { tour } = await read(scene.chief);
    expect(tour?.deathReports).toMatchObject([{ entry: entries.death, grade: 5, standing: 'REFUTED' }]);
    expect(tour?.declarations).toMatchObject([
      { entry: entries.missing, standing: true, reason: { text: 'Not heard of' }, recordedBy: CHIEF },
    ]);
    expect(tour?.duressSignals).toMatchObject([
      { entry: entries.duress, standing: true, channel: { text: 'Phrase' }, signalledAt: SAFE.observedAt },
    ]);
    expect(tour?.resolutions).toMatchObject([
      { prefer: entries.worse, setAside: [entries.called], holds: true, reason: { text: 'Seen limping' } },
    ]);
  });

  it('shows at once what a command has recorded, with its revision as the ETag', async () => {
    const { revision, position } = await newest(scene);
    const answer = await scene.watch.ask(`deployments/${TOUR}?after=${position}`);
    expect(answer).toMatchObject({ status: 200, body: { deployment: TOUR, revision } });
    expect(answer.headers['etag']).toContain(`"${revision}"`);
    expect((answer.body as DeploymentAnswer).position >= position).toBe(true);
  });

  it('is not answered for a position that the log does not have', async () => {
    expectProblem(await scene.watch.ask(`deployments/${TOUR}?after=zzzz`), 503, 'not-current');
  });

  it('is not found where there is none, and not read under what is no id', async () => {
    expectProblem(await scene.watch.ask(`deployments/${NOBODY}`), 404, 'not-found');
    expectProblem(await scene.watch.ask('deployments/ann-tour'), 400, 'invalid-request');
    expectProblem(await scene.watch.ask(`deployments/${TOUR}?deep=1`), 400, 'invalid-request');
  });
});

describe('who reads a tour', () => {
  it('is the auditor, all of it', async () => {
    expect(await read(await callerOf('auditor'))).toEqual(await read(scene.watch));
  });

  it('is the team lead of a mission to which the officer was assigned, all but the duress', async () => {
    const lead = await scene.lead(ADVICE);
    const { tour: whole, revision: __, ...others } = await read(scene.watch);
    const { duressSignals: _, ...withoutDuress } = whole ?? {};
    expect(await read(lead)).toEqual({ ...others, tour: withoutDuress });
    const bens = await lead.ask(`deployments/${BENS_TOUR}`);
    expectProblem(bens, 404, 'not-found');
    expect(bens.body).toMatchObject({ detail: 'There is no such deployment.' });
  });

  it('is the liaison and the team lead, all but who vouched where they may not read him', async () => {
    const [abroad, hers] = [id('tour abroad'), id('her tour')];
    const officer = (name: string, homeAgency: string) => ({ officer: id(name), name, rank: 'Constable', homeAgency });
    await scene.watch.record('RegisterOfficer', officer('voucher of Peel', 'Peel'));
    await scene.watch.record('RegisterOfficer', officer('vouched of Regina', 'Regina'));
    const tour = { ...BENS, deployment: abroad, officer: id('voucher of Peel'), mission: ADVICE };
    await scene.watch.record('BeginDeployment', tour);
    await scene.watch.record('BeginDeployment', { ...tour, deployment: hers, officer: id('vouched of Regina') });
    await scene.watch.record('StartAssignment', {
      ...{ deployment: hers, assignment: id('her other'), mission: TRAINING, from: evening('10:00:00') },
    });
    const vouched = { ...SAFE, deployment: hers, grade: 3, vouchedBy: abroad };
    await scene.watch.record('RecordCheckIn', vouched);
    await scene.watch.record('ReportDeath', {
      ...{ deployment: hers, observedAt: SAFE.observedAt, channel: 'Radio', grade: 3, vouchedBy: abroad },
    });
    const whole = await read(scene.watch, hers);
    expect(whole.checkIns[0]).toMatchObject({ vouchedBy: abroad });
    expect(await read(await scene.lead(TRAINING, ADVICE), hers)).toMatchObject({ checkIns: [{ vouchedBy: abroad }] });
    for (const reader of [await callerOf('liaison', 'Regina'), await scene.lead(TRAINING)]) {
      const told = await read(reader, hers);
      expect(told).toMatchObject({ checkIns: [{ grade: 3 }], tour: { deathReports: [{ grade: 3 }] } });
      expect(JSON.stringify(told)).not.toContain(abroad);
    }
  });

  it('is the liaison of the home agency that the officer has now, all but the duress', async () => {
    const [saskatoon, halifax] = [await callerOf('liaison', 'Saskatoon'), await callerOf('liaison', 'Halifax')];
    expect((await read(saskatoon, BENS_TOUR)).tour).not.toHaveProperty('duressSignals');
    expectProblem(await halifax.ask(`deployments/${BENS_TOUR}`), 404, 'not-found');
    await scene.watch.record('CorrectOfficer', { officer: BEN, homeAgency: 'Halifax', reason: 'Seconded' });
    expectProblem(await saskatoon.ask(`deployments/${BENS_TOUR}`), 404, 'not-found');
    expect(await read(halifax, BENS_TOUR)).toMatchObject({ deployment: BENS_TOUR, tour: { officer: BEN } });
  });

  it('is the deployed officer, what he recorded himself, and nothing of what became of it', async () => {
    const herself = await scene.herself();
    const answer = await read(herself);
    expect(answer).not.toHaveProperty('tour');
    expect(answer.checkIns).toEqual([
      {
        ...{ entry: entries.own, recordedAt: NOW_TOLD, recordedBy: HERSELF, mode: 'ACTUAL' },
        ...{ observedAt: evening('23:00:00'), receivedAt: NOW_TOLD, grade: 2, condition: 'SAFE' },
        channel: { text: 'App' },
      },
    ]);
    expectProblem(await herself.ask(`deployments/${BENS_TOUR}`), 404, 'not-found');
  });

  it('is not the operator, nor a stranger', async () => {
    expectProblem(await (await callerOf('operator')).ask(`deployments/${TOUR}`), 403, 'forbidden');
    expectProblem(await scene.app.inject('GET', `/api/deployments/${TOUR}`), 401, 'unauthenticated');
  });
});

describe('a tour of a person who was erased', () => {
  it('is read with everything but the texts, which say that they were erased', async () => {
    await scene.app.keys.destroy(ANNS_KEY);
    const { checkIns, tour } = await read(scene.watch);
    expect(checkIns[0]).toMatchObject({ condition: 'SAFE', channel: { erased: true }, place: { erased: true } });
    expect(tour?.assignments[0]).toMatchObject({ mission: TRAINING, position: { erased: true } });
  });
});
