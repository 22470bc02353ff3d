import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AccessModule } from '../../src/features/access/access.module.js';
import type { AccessScope } from '../../src/features/access/access.events.js';
import { accessProjection } from '../../src/features/access/views/access.projection.js';
import { MissionsModule } from '../../src/features/missions/missions.module.js';
import { missionsProjection } from '../../src/features/missions/views/missions.projection.js';
import type { Role } from '../../src/kernel/actor.js';
import { callerWith, expectProblem, type TestCaller } from '../support/api.js';
import { startApp, type AppUnderTest } from '../support/app.js';
import { id } from '../support/given.js';

const MISSION = id('training');

let app: AppUnderTest;
let watch: TestCaller;

beforeEach(async () => {
  app = await startApp({
    features: [AccessModule, MissionsModule],
    projections: [accessProjection, missionsProjection],
    commands: 'as found',
  });
  watch = callerWith(app, await app.admit('dutyOfficer'));
});

afterEach(() => app.close());

/** Asks for what was recorded last; fails where it is not answered. */
async function read(path: string, after: string): Promise<unknown> {
  const answer = await watch.ask(`${path}${path.includes('?') ? '&' : '?'}after=${after}`);
  expect(answer).toMatchObject({ status: 200 });
  return answer.body;
}

describe('a mission', () => {
  it('is shown with its posts and its suspension in force, opened', async () => {
    await watch.record('EstablishMission', { mission: MISSION, name: 'Police training', zone: 'Asia/Baghdad' });
    await watch.record('OpenDutyPost', { mission: MISSION, post: id('gate'), name: 'Gate', place: 'Green zone' });
    await watch.record('OpenDutyPost', { mission: MISSION, post: id('tower'), name: 'Tower' });
    await watch.record('CloseDutyPost', { mission: MISSION, post: id('gate'), reason: 'Damaged' });
    const instants = { decidedAt: '2020-01-07T14:00:00.000Z', effectiveAt: '2020-01-07T16:00:00.000Z' };
    const last = await watch.record('SuspendMission', { mission: MISSION, ...instants, reason: 'Tension' });
    const suspension = { ...instants, reason: { text: 'Tension' } };
    expect(await read(`missions/${MISSION}`, last.position)).toEqual({
      mission: MISSION,
      revision: 4,
      name: { text: 'Police training' },
      zone: 'Asia/Baghdad',
      state: 'SUSPENDED',
      suspension,
      suspensions: [suspension],
      posts: [
        { post: id('gate'), open: false, name: { text: 'Gate' }, place: { text: 'Green zone' } },
        { post: id('tower'), open: true, name: { text: 'Tower' } },
      ],
      position: last.position,
    });
  });

  it('keeps the suspensions that are over, each announced and resumed for itself, and says when it ended', async () => {
    const decidedAt = '2020-01-06T10:00:00.000Z';
    const twice = { mission: MISSION, decidedAt, effectiveAt: decidedAt, reason: 'Tension' };
    await watch.record('EstablishMission', { mission: MISSION, name: 'Police training' });
    await watch.record('SuspendMission', twice);
    await watch.record('AnnounceSuspension', { mission: MISSION, announcedAt: '2020-01-06T12:00:00.000Z' });
    const resumedAt = '2020-01-07T06:00:00.000Z';
    await watch.record('ResumeMission', { mission: MISSION, effectiveAt: resumedAt, reason: 'Calm' });
    await watch.record('SuspendMission', twice);
    const last = await watch.record('EndMission', { mission: MISSION, effectiveAt: resumedAt, reason: 'Over' });
    const shown = await read(`missions/${MISSION}`, last.position);
    const instants = { decidedAt, effectiveAt: decidedAt };
    expect(shown).toMatchObject({
      state: 'ENDED',
      endedAt: resumedAt,
      suspensions: [{ ...instants, announcedAt: '2020-01-06T12:00:00.000Z', resumedAt }, instants],
    });
    expect(shown).not.toHaveProperty('suspension');
  });

  it('has its revision as ETag, on which a decision can rest', async () => {
    const { position } = await watch.record('EstablishMission', { mission: MISSION, name: 'Police training' });
    const shown = await watch.ask(`missions/${MISSION}?after=${position}`);
    expect(shown.headers['etag']).toBe('"0"');
    const decision = { mission: MISSION, effectiveAt: '2020-01-07T00:00:00Z', reason: 'Over' };
    expect((await watch.give('EndMission', decision, { 'if-match': shown.headers['etag'] ?? '' })).status).toBe(200);
    expectProblem(await watch.give('EndMission', decision, { 'if-match': '"0"' }), 412, 'precondition-failed');
  });

  it('says erased where its key is destroyed, and everything else as before', async () => {
    await watch.record('EstablishMission', { mission: MISSION, name: 'Police training', zone: 'Asia/Baghdad' });
    const { position } = await watch.record('OpenDutyPost', { mission: MISSION, post: id('gate'), name: 'Gate' });
    await app.keys.destroy(`mission:${MISSION}`);
    expect(await read(`missions/${MISSION}`, position)).toMatchObject({
      name: { erased: true },
      zone: 'Asia/Baghdad',
      state: 'RUNNING',
      posts: [{ post: id('gate'), open: true, name: { erased: true } }],
    });
    const answer = await watch.give('OpenDutyPost', { mission: MISSION, name: 'Tower' });
    expectProblem(answer, 410, 'erased');
  });

  it('is not found where there is none', async () => {
    expectProblem(await watch.ask(`missions/${MISSION}`), 404, 'not-found');
  });

  it('is asked for by a UUID alone', async () => {
    expectProblem(await watch.ask('missions/training'), 400, 'invalid-request');
  });
});

describe('the list of missions', () => {
  it('is empty before the first', async () => {
    expect(await watch.ask('missions')).toMatchObject({ status: 200, body: { items: [] } });
  });

  it('gives each mission once, page by page, in the order of their establishment', async () => {
    const handles = ['c', 'a', 'e', 'b', 'd'];
    let position = '';
    for (const handle of handles) {
      ({ position } = await watch.record('EstablishMission', { mission: id(handle), name: handle }));
    }
    const seen: unknown[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const page = await read(`missions?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`, position);
      const { items, next } = page as { items: readonly unknown[]; next?: string };
      expect(items.length).toBeLessThanOrEqual(2);
      seen.push(...items);
      cursor = next;
    }
    const expected = handles.map((name) => ({
      mission: id(name),
      revision: 0,
      name: { text: name },
      state: 'RUNNING',
    }));
    expect(seen).toEqual(expected);
  });

  it('has no next page where the last one is just full', async () => {
    await watch.record('EstablishMission', { mission: id('a'), name: 'a' });
    const { position } = await watch.record('EstablishMission', { mission: id('b'), name: 'b' });
    const page = await read('missions?limit=2', position);
    expect(page).toMatchObject({ items: [{ mission: id('a') }, { mission: id('b') }] });
    expect(page).not.toHaveProperty('next');
  });

  it.each([
    ['a limit of nothing', 'limit=0'],
    ['a limit beyond the largest page', 'limit=201'],
    ['a limit that is no whole number', 'limit=1.5'],
    ['two limits', 'limit=1&limit=2'],
    ['a cursor that no page gave', 'cursor=%21'],
    ['an empty cursor', 'cursor='],
    ['a position that no command answers', 'after=%20'],
    ['a parameter that nobody knows', 'colour=blue'],
  ])('refuses %s', async (_, query) => {
    expectProblem(await watch.ask(`missions?${query}`), 400, 'invalid-request');
  });

  it('refuses, after a bounded wait, to answer for a position that the view has not reached', async () => {
    const answer = await watch.ask('missions?after=zzzzzzzz');
    expectProblem(answer, 503, 'not-current');
  });
});

describe('who may read missions', () => {
  it.each<Role>(['commander', 'dutyOfficer', 'auditor'])('the %s', async (role) => {
    const { position } = await watch.record('EstablishMission', { mission: MISSION, name: 'Police training' });
    const reader = callerWith(app, await app.admit(role));
    expect(await reader.ask(`missions?after=${position}`)).toMatchObject({ status: 200 });
    expect(await reader.ask(`missions/${MISSION}`)).toMatchObject({ status: 200 });
  });

  it.each<[Role, AccessScope]>([
    ['operator', {}],
    ['liaison', { agency: 'Saskatoon' }],
    ['teamLead', { missions: [MISSION] }],
    ['deployedOfficer', { deployment: id('tour') }],
  ])('not the %s, whether or not there is one', async (role, scope) => {
    await watch.record('EstablishMission', { mission: MISSION, name: 'Police training' });
    const stranger = callerWith(app, await app.admit(role, scope));
    for (const path of ['missions', `missions/${MISSION}`, `missions/${id('none')}`]) {
      expectProblem(await stranger.ask(path), 403, 'forbidden');
    }
  });

  it('nobody without an access token', async () => {
    expectProblem(await app.inject('GET', '/api/missions'), 401, 'unauthenticated');
  });
});
