import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AccessScope } from '../../src/features/access/access.events.js';
import type { Role } from '../../src/kernel/actor.js';
import { streamName } from '../../src/kernel/stream.js';
import { callerWith, storedEvents } from '../support/api.js';
import { id } from '../support/given.js';
import { ANN, ANNS_KEY, BEGAN_AT, evening, PLANNED_END_AT, TOUR, TRAINING } from '../support/tour.js';
import { ANNS, GATE, newest, NOBODY, startScene, WATCH, type Scene } from './deployments-support.js';

const ENDED = { deployment: TOUR, endedAt: evening('12:00:00'), reason: 'Went home by air' };
const REINSTATED = { deployment: TOUR, reason: 'Her namesake went home' };

let scene: Scene;

beforeEach(async () => {
  scene = await startScene();
});

afterEach(() => scene.app.close());

describe('BeginDeployment', () => {
  it('records the reservation on the officer and the beginning on the deployment, the position sealed', async () => {
    const answer = await scene.watch.give('BeginDeployment', { ...ANNS, post: GATE, position: 'Instructor' });
    const [reserved, began] = (await storedEvents(scene.app)).slice(-2);
    expect(answer).toMatchObject({ status: 200, headers: { etag: '"0"' } });
    expect(answer.body).toMatchObject({ id: TOUR, revision: 0, position: began?.position });
    expect(reserved).toMatchObject({
      type: 'TourReserved',
      stream: streamName('officer', ANN),
      data: { deployment: TOUR, purpose: 'BEGIN', pending: { opensStream: true, event: { id: began?.id } } },
      metadata: { actor: WATCH, causationId: began?.metadata.commandId },
    });
    expect(began).toMatchObject({
      type: 'DeploymentBegan',
      stream: streamName('deployment', TOUR),
      data: { deployment: TOUR, officer: ANN, mission: TRAINING, post: GATE, beganAt: BEGAN_AT },
      personal: { subject: ANNS_KEY, sealed: { position: expect.any(String) } },
      metadata: { actor: WATCH, role: 'dutyOfficer', mode: 'ACTUAL', observedAt: BEGAN_AT },
    });
    expect(JSON.stringify([reserved, began])).not.toContain('Instructor');
  });

  it('gives an id where the caller leaves it out, and the same for the same key', async () => {
    const { deployment: _, ...withoutId } = ANNS;
    const once = await scene.watch.give('BeginDeployment', withoutId, { 'idempotency-key': 'first' });
    const stored = await storedEvents(scene.app);
    const again = await scene.watch.give('BeginDeployment', withoutId, { 'idempotency-key': 'first' });
    expect(once.status).toBe(200);
    expect(again.body).toEqual(once.body);
    expect(await storedEvents(scene.app)).toEqual(stored);
  });

  it('is refused with another body under the same key, and nothing is stored', async () => {
    await scene.watch.give('BeginDeployment', ANNS, { 'idempotency-key': 'k' });
    const changed = { ...ANNS, plannedEndAt: '2020-11-01T00:00:00Z' };
    const giving = () => scene.watch.give('BeginDeployment', changed, { 'idempotency-key': 'k' });
    await scene.refused(giving, 422, 'command-id-reused');
  });

  it.each([
    ['an officer who does not exist', { officer: NOBODY }],
    ['a mission that does not exist', { mission: NOBODY }],
    ['a post that the mission does not have', { post: NOBODY }],
  ])('is refused with %s', async (_, differing) => {
    await scene.refused(() => scene.watch.give('BeginDeployment', { ...ANNS, ...differing }), 404, 'not-found');
  });

  it('is refused for a deployment that has begun, to whomever it belongs', async () => {
    await scene.watch.record('BeginDeployment', ANNS);
    await scene.refused(() => scene.watch.give('BeginDeployment', ANNS), 409, 'already-exists');
    const bens = { ...ANNS, officer: id('ben') };
    await scene.refused(() => scene.watch.give('BeginDeployment', bens), 409, 'already-exists');
  });

  it('is refused while another tour of the officer is open, naming that', async () => {
    await scene.watch.record('BeginDeployment', ANNS);
    const second = { ...ANNS, deployment: id('second') };
    const more = { details: { deployment: TOUR } };
    await scene.refused(() => scene.watch.give('BeginDeployment', second), 409, 'tour-open', more);
  });

  it('is refused when it began later than it is recorded', async () => {
    const ahead = { ...ANNS, beganAt: '2020-01-08T00:00:00.001Z' };
    await scene.refused(() => scene.watch.give('BeginDeployment', ahead), 422, 'instant-ahead');
  });

  it.each([
    ['a field that nobody knows', { colour: 'blue' }],
    ['null for what may be left out', { post: null }],
    ['an instant without an offset', { beganAt: '2019-10-01T00:00:00' }],
    ['a blank position', { position: '  ' }],
  ])('is refused with %s', async (_, differing) => {
    await scene.refused(() => scene.watch.give('BeginDeployment', { ...ANNS, ...differing }), 400, 'invalid-request');
  });

  it.each<[Role, AccessScope]>([
    ['auditor', {}],
    ['operator', {}],
    ['liaison', { agency: 'Saskatoon' }],
    ['teamLead', { missions: [TRAINING] }],
    ['deployedOfficer', { deployment: TOUR }],
  ])('is not for the %s', async (role, scope) => {
    const caller = callerWith(scene.app, await scene.app.admit(role, scope));
    await scene.refused(() => caller.give('BeginDeployment', ANNS), 403, 'forbidden');
  });
});

describe('a tour that has begun', () => {
  beforeEach(() => scene.watch.record('BeginDeployment', ANNS));

  it.each([
    ['ExtendDeployment', 'DeploymentExtended', '2020-12-01T00:00:00Z', '2020-12-01T00:00:00.000Z'],
    ['CurtailDeployment', 'DeploymentCurtailed', '2020-03-01T01:00:00+01:00', '2020-03-01T00:00:00.000Z'],
  ])('has its planned end moved by %s, the reason sealed', async (command, type, given, stored) => {
    const body = { deployment: TOUR, plannedEndAt: given, reason: 'Relief delayed' };
    expect(await scene.watch.record(command, body)).toMatchObject({ id: TOUR, revision: 1 });
    expect(await newest(scene)).toMatchObject({ type, data: { plannedEndAt: stored } });
    expect(JSON.stringify(await newest(scene))).not.toContain('Relief');
  });

  it('is not extended to an earlier planned end, nor curtailed to a later one', async () => {
    const body = { deployment: TOUR, plannedEndAt: PLANNED_END_AT, reason: 'Whatever' };
    await scene.refused(() => scene.watch.give('ExtendDeployment', body), 422, 'instants-out-of-order');
    await scene.refused(() => scene.watch.give('CurtailDeployment', body), 422, 'instants-out-of-order');
  });

  it('ends, and its end is undone, which is reserved on the officer first', async () => {
    await scene.watch.record('EndDeployment', ENDED);
    expect(await newest(scene)).toMatchObject({
      type: 'DeploymentEnded',
      data: { endedAt: ENDED.endedAt },
      metadata: { observedAt: ENDED.endedAt },
    });
    await scene.watch.record('ReinstateDeployment', REINSTATED);
    const [reserved, reinstated] = (await storedEvents(scene.app)).slice(-2);
    expect(reserved).toMatchObject({
      type: 'TourReserved',
      data: { deployment: TOUR, purpose: 'REINSTATE', pending: { opensStream: false, event: { id: reinstated?.id } } },
    });
    expect(reinstated).toMatchObject({ type: 'DeploymentReinstated', data: {}, personal: { subject: ANNS_KEY } });
    expect(JSON.stringify(await storedEvents(scene.app))).not.toMatch(/Went home|namesake/);
  });

  it('is reinstated once for one key, also where it was ended again meanwhile', async () => {
    await scene.watch.record('EndDeployment', ENDED);
    const key = { 'idempotency-key': 'undo' };
    const once = await scene.watch.give('ReinstateDeployment', REINSTATED, key);
    await scene.watch.record('EndDeployment', ENDED);
    const again = await scene.watch.give('ReinstateDeployment', REINSTATED, key);
    expect(once.status).toBe(200);
    expect(again.body).toEqual(once.body);
    expect(await newest(scene)).toMatchObject({ type: 'DeploymentEnded' });
  });

  it('is neither reinstated before it has ended nor ended twice', async () => {
    await scene.refused(() => scene.watch.give('ReinstateDeployment', REINSTATED), 409, 'not-in-force');
    await scene.watch.record('EndDeployment', ENDED);
    await scene.refused(() => scene.watch.give('EndDeployment', ENDED), 409, 'not-in-force');
  });

  it('stays ended once another has begun, and may be followed by one that begins as it ended', async () => {
    await scene.watch.record('EndDeployment', ENDED);
    const next = { ...ANNS, deployment: id('next'), beganAt: evening('11:59:59') };
    await scene.refused(() => scene.watch.give('BeginDeployment', next), 422, 'instants-out-of-order');
    await scene.watch.record('BeginDeployment', { ...next, beganAt: ENDED.endedAt });
    await scene.refused(() => scene.watch.give('ReinstateDeployment', REINSTATED), 409, 'tour-open');
  });

  it('is changed only by who has seen its newest revision, where he says which he saw', async () => {
    await scene.watch.record('RecordNextOfKinNotified', { deployment: TOUR, notifiedAt: evening('23:00:00') });
    const stale = () => scene.watch.give('EndDeployment', ENDED, { 'if-match': '"0"' });
    await scene.refused(stale, 412, 'precondition-failed');
    expect(await scene.watch.give('EndDeployment', ENDED, { 'if-match': '"1"' })).toMatchObject({ status: 200 });
  });

  it.each([
    ['ExtendDeployment', { plannedEndAt: '2020-12-01T00:00:00Z', reason: 'Whatever' }],
    ['CurtailDeployment', { plannedEndAt: '2020-03-01T00:00:00Z', reason: 'Whatever' }],
    ['EndDeployment', { endedAt: evening('12:00:00'), reason: 'Whatever' }],
    ['ReinstateDeployment', { reason: 'Whatever' }],
    ['StartAssignment', { mission: TRAINING, from: evening('12:00:00') }],
    ['EndAssignment', { assignment: TOUR, at: evening('12:00:00') }],
    ['StartLeave', { from: evening('12:00:00') }],
    ['EndLeave', { at: evening('12:00:00') }],
    ['StartTransit', { departedAt: evening('12:00:00'), dueAt: evening('13:00:00') }],
    ['ObserveArrival', { arrivedAt: evening('12:00:00') }],
    ['RecordNextOfKinNotified', { notifiedAt: evening('12:00:00') }],
  ])('has to exist for %s', async (command, body) => {
    await scene.refused(() => scene.watch.give(command, { deployment: NOBODY, ...body }), 404, 'not-found');
  });

  it.each([
    ['ExtendDeployment', { plannedEndAt: '2020-12-01T00:00:00Z' }],
    ['CurtailDeployment', { plannedEndAt: '2020-03-01T00:00:00Z' }],
    ['EndDeployment', { endedAt: evening('12:00:00') }],
    ['ReinstateDeployment', {}],
  ])('is not decided about by %s with a blank reason, nor by a team lead', async (command, body) => {
    const decision = { deployment: TOUR, ...body, reason: 'Whatever' };
    await scene.refused(() => scene.watch.give(command, { ...decision, reason: ' ' }), 400, 'invalid-request');
    const lead = await scene.lead();
    await scene.refused(() => lead.give(command, decision), 403, 'forbidden');
  });
});
