import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FACTS } from '../../src/features/accountability/facts/facts.projection.js';
import { POSTS } from '../../src/features/accountability/views/posts.projection.js';
import { streamName } from '../../src/kernel/stream.js';
import type { Projection } from '../../src/projecting/projection.js';
import { storedEvents } from '../support/api.js';
import { id } from '../support/given.js';
import { AHEAD, ended, evening } from '../support/tour.js';
import {
  ADVICE,
  GATE,
  HAZARD,
  NOBODY,
  POLICY,
  RC,
  rollCallOf,
  startScene,
  STOPS_AT_A_NOTE,
  STRIKE,
  TRAINING,
  type Scene,
} from './roll-calls-support.js';

const ANN = id('ann-tour');
const BOB = id('bob-tour');
const CYD = id('cyd-tour');

let scene: Scene;

beforeEach(async () => {
  scene = await startScene();
});

afterEach(() => scene.app.close());

async function denominator(): Promise<unknown> {
  const [opened] = await scene.events(streamName('rollCall', RC));
  return opened?.data['denominator'];
}

describe('OpenRollCall', () => {
  it('records scope, policy and mode, everyone in scope, and the position that it was decided at', async () => {
    await scene.begin(ANN);
    await scene.begin(BOB);
    await scene.begin(CYD, { mission: ADVICE });
    const { position: decidedAt } = await scene.app.log.end();
    const answer = await scene.watch.give('OpenRollCall', rollCallOf());
    const [opened] = await scene.events(streamName('rollCall', RC));
    expect(answer.body).toEqual({ id: RC, revision: 0, position: opened?.position });
    expect(opened).toMatchObject({ type: 'RollCallOpened', metadata: { mode: 'ACTUAL', actor: id('watch') } });
    expect(opened?.data).toEqual({
      rollCall: RC,
      incident: STRIKE,
      mode: 'ACTUAL',
      scope: { missions: [TRAINING] },
      policy: POLICY,
      denominator: [ANN, BOB].sort(),
      decidedAt,
    });
  });

  it('is announced on the register first, word for word', async () => {
    await scene.watch.record('OpenRollCall', rollCallOf());
    const [announced] = await scene.events(streamName('register', STRIKE));
    const [opened] = await scene.events(streamName('rollCall', RC));
    const pending = {
      stream: streamName('rollCall', RC),
      opensStream: true,
      event: { id: opened?.id, data: opened?.data },
    };
    expect(announced).toMatchObject({ type: 'RollCallEnlisted', data: { rollCall: RC, pending } });
    expect(announced?.metadata.causationId).toBe(opened?.metadata.commandId);
  });

  it('takes its mode from its incident', async () => {
    const drill = { incident: id('drill'), name: 'Drill', mode: 'EXERCISE', hazard: HAZARD };
    await scene.watch.record('OpenIncident', drill);
    await scene.watch.record('OpenRollCall', rollCallOf({ incident: drill.incident }));
    expect((await scene.events(streamName('rollCall', RC)))[0]).toMatchObject({
      data: { mode: 'EXERCISE' },
      metadata: { mode: 'EXERCISE' },
    });
  });

  it('gives an id where the caller leaves it out, and the same for the same key', async () => {
    const body = rollCallOf({ rollCall: undefined });
    const once = await scene.watch.give('OpenRollCall', body, { 'idempotency-key': 'opens' });
    const end = await scene.app.log.end();
    const again = await scene.watch.give('OpenRollCall', body, { 'idempotency-key': 'opens' });
    expect(once.status).toBe(200);
    expect(again.body).toEqual(once.body);
    expect(await scene.app.log.end()).toEqual(end);
  });

  it('counts those at the posts that it names, too, and each person once', async () => {
    await scene.begin(ANN, { post: GATE });
    await scene.begin(BOB);
    await scene.begin(CYD, { mission: ADVICE });
    await scene.watch.record('OpenRollCall', rollCallOf({ scope: { posts: [GATE] } }));
    expect(await denominator()).toEqual([ANN]);
    const both = { rollCall: id('both'), scope: { missions: [TRAINING, ADVICE], posts: [GATE] } };
    await scene.watch.record('OpenRollCall', rollCallOf(both));
    const [opened] = await scene.events(streamName('rollCall', both.rollCall));
    expect(opened?.data['denominator']).toEqual([ANN, BOB, CYD].sort());
  });

  it('counts who was there since the hazard and has left, and not who left before it', async () => {
    await scene.begin(ANN);
    await scene.tell(ANN, ended(evening('22:29:00')));
    await scene.begin(BOB);
    await scene.tell(BOB, ended(evening('22:31:00')));
    await scene.watch.record('OpenRollCall', rollCallOf());
    expect(await denominator()).toEqual([BOB]);
  });

  it('counts from its reference instant where that is later than the hazard', async () => {
    await scene.begin(ANN);
    await scene.tell(ANN, ended(evening('22:55:00')));
    await scene.begin(BOB);
    await scene.watch.record('OpenRollCall', rollCallOf({ referenceInstant: evening('23:00:00') }));
    expect(await denominator()).toEqual([BOB]);
  });

  it('counts those whom it names, wherever they are', async () => {
    await scene.begin(ANN);
    await scene.begin(BOB);
    await scene.begin(CYD, { mission: ADVICE });
    await scene.watch.record('OpenRollCall', rollCallOf({ scope: { deployments: [CYD, ANN] } }));
    expect(await denominator()).toEqual([CYD, ANN]);
  });

  it('opens with nobody in it where nobody is in scope', async () => {
    await scene.watch.record('OpenRollCall', rollCallOf({ scope: { missions: [ADVICE] } }));
    expect(await denominator()).toEqual([]);
  });

  it.each([
    ['a mission', { missions: [TRAINING, NOBODY] }],
    ['a post', { missions: [TRAINING], posts: [GATE, NOBODY] }],
    ['a deployment', { deployments: [ANN, NOBODY] }],
  ])('is refused where %s of its scope does not exist, naming it', async (_what, scope) => {
    await scene.begin(ANN);
    const details = { missing: [NOBODY] };
    const opening = rollCallOf({ scope });
    await scene.refused(() => scene.watch.give('OpenRollCall', opening), 404, 'not-found', { details });
  });

  it('is refused where there is no such incident, and where the incident is closed', async () => {
    await scene.refused(
      () => scene.watch.give('OpenRollCall', rollCallOf({ incident: NOBODY })),
      ...([404, 'not-found'] as const),
    );
    await scene.watch.record('CloseIncident', { incident: STRIKE, reason: 'Over' });
    await scene.refused(() => scene.watch.give('OpenRollCall', rollCallOf()), 409, 'closed');
  });

  it('is refused where the roll call exists, of whichever incident', async () => {
    const drill = { incident: id('drill'), name: 'Drill', mode: 'EXERCISE', hazard: HAZARD };
    await scene.watch.record('OpenIncident', drill);
    await scene.watch.record('OpenRollCall', rollCallOf());
    await scene.refused(() => scene.watch.give('OpenRollCall', rollCallOf()), 409, 'already-exists');
    const elsewhere = rollCallOf({ incident: drill.incident });
    await scene.refused(() => scene.watch.give('OpenRollCall', elsewhere), 409, 'already-exists');
  });

  it('is refused where its reference instant lies ahead', async () => {
    const opening = rollCallOf({ referenceInstant: AHEAD });
    await scene.refused(() => scene.watch.give('OpenRollCall', opening), 422, 'instant-ahead');
  });

  it.each([
    ['no scope', { scope: undefined }, '/scope'],
    ['a scope of nothing', { scope: {} }, '/scope'],
    ['a scope of places and people', { scope: { missions: [TRAINING], deployments: [ANN] } }, '/scope'],
    ['a scope that is a list', { scope: [TRAINING] }, '/scope'],
    ['a scope of no missions', { scope: { missions: [] } }, '/scope/missions'],
    ['a scope that names someone twice', { scope: { deployments: [ANN, ANN] } }, '/scope/deployments'],
    ['a scope of things unknown', { scope: { regions: [TRAINING] } }, '/scope/regions'],
    ['no policy', { policy: undefined }, '/policy'],
    ['a freshness that is no duration', { policy: { ...POLICY, freshness: '6h' } }, '/policy/freshness'],
    ['no freshness', { policy: { leastGrade: 3 } }, '/policy/freshness'],
    ['a freshness for no grade', { policy: { ...POLICY, freshness: {} } }, '/policy/freshness'],
    ['a freshness that is null', { policy: { ...POLICY, freshness: null } }, '/policy/freshness'],
    ['freshnesses in a list', { policy: { ...POLICY, freshness: ['PT6H'] } }, '/policy/freshness'],
    ['a freshness for grade 6', { policy: { ...POLICY, freshness: { 1: 'PT6H', 6: 'PT1H' } } }, '/policy/freshness'],
    ['a grade’s freshness that is no duration', { policy: { ...POLICY, freshness: { 1: 6 } } }, '/policy/freshness'],
    ['a least grade of 4', { policy: { ...POLICY, leastGrade: 4 } }, '/policy/leastGrade'],
  ])('is refused with %s', async (_what, wrong, pointer) => {
    const errors = expect.arrayContaining([expect.objectContaining({ pointer })]);
    const opening = rollCallOf(wrong);
    await scene.refused(() => scene.watch.give('OpenRollCall', opening), 400, 'invalid-request', { errors });
  });

  it('is documented with both kinds of scope, and with what a policy is', async () => {
    const { text, body } = await scene.watch.ask('openapi.json');
    expect(text).not.toContain('"#/components/schemas/"');
    expect(body).toMatchObject({
      components: {
        schemas: {
          OpenRollCallBody: {
            properties: {
              scope: {
                oneOf: [{ properties: { missions: {}, posts: {} } }, { properties: { deployments: {} } }],
              },
              policy: { allOf: [{ $ref: '#/components/schemas/PolicyBody' }] },
            },
          },
          PolicyBody: { properties: { freshness: { oneOf: [{ format: 'duration' }, { minProperties: 1 }] } } },
        },
      },
    });
  });

  it('takes a freshness for each grade', async () => {
    const policy = { freshness: { 1: 'PT12H', 2: 'PT6H' }, leastGrade: 2 };
    await scene.watch.record('OpenRollCall', rollCallOf({ policy }));
    expect((await scene.events(streamName('rollCall', RC)))[0]?.data['policy']).toEqual(policy);
  });
});

describe('OpenRollCall, of views that do not follow', () => {
  it('is refused, for nobody may be left out of the denominator by a guess', async () => {
    const behind = await startScene([STOPS_AT_A_NOTE, POSTS]);
    await behind.begin(ANN);
    await behind.watch.record('LogNote', { incident: STRIKE, text: 'The view stops here' });
    await behind.refused(() => behind.watch.give('OpenRollCall', rollCallOf()), 503, 'not-current');
    expect((await storedEvents(behind.app)).some(({ type }) => type === 'RollCallEnlisted')).toBe(false);
    await behind.app.close();
  });

  it('is not held up by a view that it does not ask', async () => {
    const unasked: Projection = {
      name: 'unasked',
      version: 1,
      create: () => undefined,
      apply: (_, { type }) => {
        if (type === 'NoteLogged') throw new Error('the view cannot take a note');
      },
    };
    const other = await startScene([FACTS, POSTS, unasked]);
    await other.begin(ANN);
    await other.watch.record('LogNote', { incident: STRIKE, text: 'The other view stops here' });
    await other.watch.record('OpenRollCall', rollCallOf({ scope: { posts: [GATE] } }));
    await other.app.close();
  });
});
