import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AccessModule } from '../../src/features/access/access.module.js';
import type { AccessScope } from '../../src/features/access/access.events.js';
import { accessProjection } from '../../src/features/access/views/access.projection.js';
import { MissionsModule } from '../../src/features/missions/missions.module.js';
import { missionsProjection } from '../../src/features/missions/views/missions.projection.js';
import type { Role } from '../../src/kernel/actor.js';
import { callerWith, expectProblem, storedEvents, type TestCaller } from '../support/api.js';
import { startApp, type AppUnderTest } from '../support/app.js';
import { id } from '../support/given.js';

const WATCH = id('watch');
const MISSION = id('training');
const POST = id('centre');
const ESTABLISH = { mission: MISSION, name: 'Police training', zone: 'Asia/Baghdad' };
const SUSPEND = {
  mission: MISSION,
  decidedAt: '2020-01-07T14:00:00+02:00',
  effectiveAt: '2020-01-07T16:00:00Z',
  reason: 'Tension at the gate',
};

let app: AppUnderTest;
let watch: TestCaller;

beforeEach(async () => {
  app = await startApp({
    features: [AccessModule, MissionsModule],
    projections: [accessProjection, missionsProjection],
    commands: 'as found',
  });
  watch = callerWith(app, await app.admit('dutyOfficer', { actor: WATCH }));
});

afterEach(() => app.close());

describe('EstablishMission', () => {
  it('records the mission, its name sealed, with who recorded it', async () => {
    const answer = await watch.give('EstablishMission', ESTABLISH);
    const events = await storedEvents(app);
    expect(answer).toMatchObject({ status: 200, headers: { etag: '"0"' } });
    expect(answer.body).toEqual({ id: MISSION, revision: 0, position: events[0]?.position });
    expect(events).toMatchObject([
      {
        type: 'MissionEstablished',
        stream: `mission-${MISSION}`,
        data: { mission: MISSION, zone: 'Asia/Baghdad' },
        personal: { subject: `mission:${MISSION}`, sealed: { name: expect.any(String) } },
        metadata: { actor: WATCH, role: 'dutyOfficer', mode: 'ACTUAL' },
      },
    ]);
    expect(JSON.stringify(events)).not.toContain('Police training');
  });

  it('gives an id where the caller leaves it out, and the same for the same key', async () => {
    const once = await watch.give('EstablishMission', { name: 'Second' }, { 'idempotency-key': 'second' });
    const again = await watch.give('EstablishMission', { name: 'Second' }, { 'idempotency-key': 'second' });
    expect(once.status).toBe(200);
    expect(again.body).toEqual(once.body);
    expect(await storedEvents(app)).toHaveLength(1);
  });

  it('is refused with another body under the same key, and nothing is stored', async () => {
    await watch.give('EstablishMission', ESTABLISH, { 'idempotency-key': 'k' });
    const changed = await watch.give('EstablishMission', { ...ESTABLISH, name: 'Other' }, { 'idempotency-key': 'k' });
    expectProblem(changed, 422, 'command-id-reused');
    expect(await storedEvents(app)).toHaveLength(1);
  });

  it('is refused for a mission that exists', async () => {
    await watch.record('EstablishMission', ESTABLISH);
    expectProblem(await watch.give('EstablishMission', ESTABLISH), 409, 'already-exists');
  });

  it.each([
    ['a field that nobody knows', { ...ESTABLISH, colour: 'blue' }],
    ['a blank name', { ...ESTABLISH, name: ' ' }],
    ['no name', { mission: MISSION }],
    ['null for what may be left out', { ...ESTABLISH, zone: null }],
    ['an id that is no UUID', { ...ESTABLISH, mission: 'training' }],
    ['a zone that the IANA database does not have', { ...ESTABLISH, zone: 'Asia/Bagdad' }],
    ['an offset for a zone', { ...ESTABLISH, zone: '+03:00' }],
  ])('is refused with %s', async (_, body) => {
    expectProblem(await watch.give('EstablishMission', body), 400, 'invalid-request');
    expect(await storedEvents(app)).toEqual([]);
  });

  it.each<[Role, AccessScope]>([
    ['auditor', {}],
    ['operator', {}],
    ['liaison', { agency: 'Saskatoon' }],
    ['teamLead', { missions: [MISSION] }],
    ['deployedOfficer', { deployment: id('tour') }],
  ])('is not for the %s', async (role, scope) => {
    const answer = await callerWith(app, await app.admit(role, scope)).give('EstablishMission', ESTABLISH);
    expectProblem(answer, 403, 'forbidden');
    expect(await storedEvents(app)).toEqual([]);
  });

  it('is not for somebody without an access token', async () => {
    const answer = await app.inject('POST', '/api/commands/EstablishMission', { body: ESTABLISH });
    expectProblem(answer, 401, 'unauthenticated');
  });
});

describe('duty posts', () => {
  beforeEach(() => watch.record('EstablishMission', ESTABLISH));

  it('are opened and closed, name, place and reason sealed', async () => {
    await watch.record('OpenDutyPost', { mission: MISSION, post: POST, name: 'Training centre', place: 'Green zone' });
    await watch.record('CloseDutyPost', { mission: MISSION, post: POST, reason: 'Roof damaged' });
    const [, opened, closed] = await storedEvents(app);
    expect(opened).toMatchObject({ type: 'DutyPostOpened', data: { post: POST } });
    expect(Object.keys(opened?.personal?.sealed ?? {})).toEqual(['name', 'place']);
    expect(closed).toMatchObject({ type: 'DutyPostClosed', data: { post: POST } });
    expect(JSON.stringify([opened, closed])).not.toMatch(/Training centre|Green zone|Roof/);
  });

  it('get an id where the caller leaves it out, which the answer says', async () => {
    const { body } = await watch.give('OpenDutyPost', { mission: MISSION, name: 'Gate' });
    const [opened] = (await storedEvents(app)).slice(-1);
    expect(opened?.data).toEqual({ post: expect.any(String) });
    expect(body).toEqual({ id: MISSION, revision: 1, position: opened?.position, ...opened?.data });
  });

  it('are not opened for a mission that does not exist', async () => {
    expectProblem(await watch.give('OpenDutyPost', { mission: id('none'), name: 'Gate' }), 404, 'not-found');
  });

  it('are not closed without a reason', async () => {
    await watch.record('OpenDutyPost', { mission: MISSION, post: POST, name: 'Training centre' });
    expectProblem(
      await watch.give('CloseDutyPost', { mission: MISSION, post: POST, reason: '' }),
      400,
      'invalid-request',
    );
    expectProblem(await watch.give('CloseDutyPost', { mission: MISSION, post: POST }), 400, 'invalid-request');
  });
});

describe('the suspension of a mission', () => {
  beforeEach(() => watch.record('EstablishMission', ESTABLISH));

  it('is recorded with its three instants in UTC, then resumed, then the mission ends', async () => {
    await watch.record('SuspendMission', SUSPEND);
    await watch.record('AnnounceSuspension', { mission: MISSION, announcedAt: '2020-01-07T20:00:00Z' });
    await watch.record('ResumeMission', {
      mission: MISSION,
      effectiveAt: '2020-01-20T00:00:00Z',
      reason: 'Calm again',
    });
    await watch.record('EndMission', { mission: MISSION, effectiveAt: '2020-01-08T00:00:00Z', reason: 'Mandate over' });
    const events = (await storedEvents(app)).slice(1);
    expect(events).toMatchObject([
      {
        type: 'MissionSuspended',
        data: { decidedAt: '2020-01-07T12:00:00.000Z', effectiveAt: '2020-01-07T16:00:00.000Z' },
        metadata: { observedAt: '2020-01-07T12:00:00.000Z' },
      },
      { type: 'MissionSuspensionAnnounced', data: { announcedAt: '2020-01-07T20:00:00.000Z' } },
      { type: 'MissionResumed', data: { effectiveAt: '2020-01-20T00:00:00.000Z' } },
      { type: 'MissionEnded', data: { effectiveAt: '2020-01-08T00:00:00.000Z' } },
    ]);
    expect(JSON.stringify(events)).not.toMatch(/Tension|Calm|Mandate/);
  });

  it('is refused when it was decided later than it is recorded', async () => {
    const answer = await watch.give('SuspendMission', { ...SUSPEND, decidedAt: '2020-01-08T00:00:01Z' });
    expectProblem(answer, 422, 'instant-ahead');
  });

  it.each([
    ['a blank reason', { ...SUSPEND, reason: '  ' }],
    ['an instant without an offset', { ...SUSPEND, decidedAt: '2020-01-07T14:00:00' }],
    ['a day that the calendar does not have', { ...SUSPEND, decidedAt: '2020-02-30T14:00:00Z' }],
  ])('is refused with %s', async (_, body) => {
    expectProblem(await watch.give('SuspendMission', body), 400, 'invalid-request');
  });

  it('is neither announced nor resumed where there is none', async () => {
    const announcement = { mission: MISSION, announcedAt: '2020-01-07T20:00:00Z' };
    expectProblem(await watch.give('AnnounceSuspension', announcement), 409, 'not-in-force');
    const resumption = { mission: MISSION, effectiveAt: '2020-01-20T00:00:00Z', reason: 'Calm again' };
    expectProblem(await watch.give('ResumeMission', resumption), 409, 'not-in-force');
  });

  it('is refused to who has seen an older revision of the mission, and granted to who has seen the newest', async () => {
    await watch.record('OpenDutyPost', { mission: MISSION, name: 'Gate' });
    expectProblem(await watch.give('SuspendMission', SUSPEND, { 'if-match': '"0"' }), 412, 'precondition-failed');
    expect(await watch.give('SuspendMission', SUSPEND, { 'if-match': '"1"' })).toMatchObject({ status: 200 });
  });
});
