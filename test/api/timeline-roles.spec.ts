import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { TimelineAnswer } from '../../src/features/timeline/queries/timeline.answer.js';
import { callerWith, expectProblem, type TestCaller } from '../support/api.js';
import { evening } from '../support/tour.js';
import {
  ADVICE,
  ANN,
  BEN,
  eventOf,
  NOBODY,
  RC,
  safe,
  startScene,
  STRIKE,
  TRAINING,
  type Scene,
} from './timeline-support.js';

const REASON = 'the reason of it';

let scene: Scene;

/** Ann and Ben are heard of, Ben under duress; the mission is suspended and the roll call closed. */
beforeEach(async () => {
  scene = await startScene();
  await scene.at('23:10', 'RecordCheckIn', safe(ANN, '23:09', { grade: 3, vouchedBy: BEN }));
  await scene.at('23:11', 'RecordCheckIn', safe(BEN, '23:10'));
  await scene.at('23:12', 'SignalDuress', { deployment: ANN, signalledAt: evening('23:12:00'), channel: 'APP' });
  await scene.at('23:13', 'SuspendMission', {
    ...{ mission: TRAINING, decidedAt: evening('23:00:00'), effectiveAt: evening('23:00:00'), reason: REASON },
  });
  await scene.chief.record('ExcludeFromRollCall', { rollCall: RC, deployment: BEN, reason: REASON });
  await scene.chief.record('CloseRollCall', { rollCall: RC, outcome: 'INCOMPLETE', reason: REASON });
});

afterEach(() => scene.app.close());

describe('commander, duty officer and auditor', () => {
  it('read all of it', async () => {
    const whole = await scene.timeline();
    expect(whole.events.map(({ type }) => type)).toEqual([
      ...['IncidentOpened', 'RollCallOpened', 'OfficerAccountedFor', 'OfficerAccountedFor', 'DuressSignalled'],
      ...['MissionSuspended', 'OfficerExcludedFromRollCall', 'RollCallClosed'],
    ]);
    expect(eventOf(whole, 'RollCallClosed').data).toMatchObject({ outcome: 'INCOMPLETE', open: [ANN] });
    expect((await scene.timeline('', scene.watch)).events).toEqual(whole.events);
    expect((await scene.timeline('', scene.chief)).events).toEqual(whole.events);
  });
});

describe.each([
  ['a liaison', (asked: Scene): Promise<TestCaller> => asked.liaison('Saskatoon')],
  ['a team lead', (asked: Scene): Promise<TestCaller> => asked.lead(TRAINING, ADVICE)],
])('%s', (_, admitted) => {
  let told: TimelineAnswer;

  beforeEach(async () => {
    told = await scene.timeline('', await admitted(scene));
  });

  it('is told nothing of duress, not even by what an event changed', () => {
    expect(JSON.stringify(told)).not.toMatch(/duress/i);
  });

  it('is not told how the roll call was closed, nor who was open', () => {
    expect(eventOf(told, 'RollCallClosed')).toMatchObject({ words: 'The roll call was closed.', data: {}, texts: {} });
    expect(eventOf(told, 'RollCallClosed')).not.toHaveProperty('role');
    expect(eventOf(told, 'RollCallClosed')).not.toHaveProperty('actor');
  });

  it('is told that the incident was opened, without its name', () => {
    expect(eventOf(told, 'IncidentOpened').texts).toEqual({});
    expect(JSON.stringify(told)).not.toContain('Strike');
  });

  it('reads everything of his own people but who vouched for them where that is not his', () => {
    expect(told.events.find((event) => event.id === ANN)).toMatchObject({
      words: expect.stringContaining('Heard of Ann Example: SAFE, grade 3'),
      texts: { channel: { text: 'PHONE' } },
    });
  });
});

describe('a liaison', () => {
  it('is told nothing of people who are not his agency’s', async () => {
    const told = await scene.timeline('', await scene.liaison('Saskatoon'));
    expect(told.events.map(({ type }) => type)).toEqual([
      ...['IncidentOpened', 'RollCallOpened', 'OfficerAccountedFor', 'RollCallClosed'],
    ]);
    expect(eventOf(told, 'RollCallOpened').data).toMatchObject({ denominator: [ANN], scope: { missions: [] } });
    const text = JSON.stringify(told);
    for (const other of [BEN, 'Ben', TRAINING, REASON]) expect(text).not.toContain(other);
  });

  it('reads those of his agency as it is now', async () => {
    const officer = (await scene.app.log.read(`deployment-${ANN}`, 0, 1))[0]?.data['officer'];
    await scene.watch.record('CorrectOfficer', { officer, homeAgency: 'Peel', reason: REASON });
    const [before, now] = [await scene.liaison('Saskatoon'), await scene.liaison('Peel')];
    expectProblem(await before.ask(`incidents/${STRIKE}/timeline`), 403, 'forbidden');
    expect(await scene.types('', now)).toContain('OfficerAccountedFor');
  });

  it('cannot tell an incident without his people from one that is not there', async () => {
    const stranger = await scene.liaison('Nowhere');
    const [there, absent] = [STRIKE, NOBODY].map((incident) => stranger.ask(`incidents/${incident}/timeline`));
    expectProblem(await (there as ReturnType<TestCaller['ask']>), 403, 'forbidden');
    expect(detailOf((await absent)?.body)).toEqual(detailOf((await there)?.body));
  });

  function detailOf(body: unknown): object {
    const { correlationId: _own, ...problem } = body as { readonly correlationId: string };
    return problem;
  }
});

describe('a team lead', () => {
  it('reads those of his missions, the missions without their texts, and no claim ever', async () => {
    const told = await scene.timeline('', await scene.lead(TRAINING));
    expect(told.events.map(({ type }) => type)).toEqual([
      ...['IncidentOpened', 'RollCallOpened', 'OfficerAccountedFor', 'OfficerAccountedFor', 'MissionSuspended'],
      ...['OfficerExcludedFromRollCall', 'RollCallClosed'],
    ]);
    expect(eventOf(told, 'MissionSuspended').texts).toEqual({});
    expect(eventOf(told, 'OfficerExcludedFromRollCall').texts).toEqual({ reason: { text: REASON } });
    // Ben vouches for Ann: with him she is accounted for too.
    const changed = told.events.flatMap(({ id, effect }) => (id === BEN ? effect.flatMap(({ people }) => people) : []));
    expect(changed.map(({ deployment }) => deployment).sort()).toEqual([ANN, BEN].sort());
    expect(told.events.flatMap(({ effect }) => effect.filter(({ claim }) => claim !== undefined))).toEqual([]);
  });
});

describe('deployed officers, operators and strangers', () => {
  it('read none of it', async () => {
    const { app } = scene;
    const ann = callerWith(app, await app.admit('deployedOfficer', { deployment: ANN }));
    const operator = callerWith(app, await app.admit('operator'));
    for (const file of ['timeline', 'timeline.csv', 'timeline.json']) {
      for (const caller of [ann, operator]) {
        expectProblem(await caller.ask(`incidents/${STRIKE}/${file}`), 403, 'forbidden');
      }
      expectProblem(await callerWith(app, 'nobody').ask(`incidents/${STRIKE}/${file}`), 401, 'unauthenticated');
    }
  });
});
