import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { id } from '../support/given.js';
import { ANNS_KEY, evening, TOUR, TRAINING } from '../support/tour.js';
import { ADVICE, GATE, newest, NOBODY, startTours, type Scene } from './deployments-support.js';

const ASSIGNMENT = id('second assignment');
const ASSIGNED = { deployment: TOUR, assignment: ASSIGNMENT, mission: ADVICE, from: evening('12:00:00') };

let scene: Scene;

beforeEach(async () => {
  scene = await startTours();
});

afterEach(() => scene.app.close());

describe('an assignment', () => {
  it('starts beside the one that the tour began with, the position sealed', async () => {
    const given = { ...ASSIGNED, mission: TRAINING, post: GATE, position: 'Liaison to the force' };
    const { body } = await scene.watch.give('StartAssignment', given);
    const event = await newest(scene);
    expect(body).toMatchObject({ id: TOUR, revision: 1, assignment: ASSIGNMENT, position: event.position });
    expect(event).toMatchObject({
      type: 'AssignmentStarted',
      data: { assignment: ASSIGNMENT, mission: TRAINING, post: GATE, from: evening('12:00:00') },
      personal: { subject: ANNS_KEY, sealed: { position: expect.any(String) } },
      metadata: { observedAt: evening('12:00:00') },
    });
    expect(JSON.stringify(event)).not.toContain('Liaison');
  });

  it('gets an id where the caller leaves it out, the same for the same key', async () => {
    const { assignment: _, ...given } = ASSIGNED;
    const once = await scene.watch.give('StartAssignment', given, { 'idempotency-key': 'k' });
    const again = await scene.watch.give('StartAssignment', given, { 'idempotency-key': 'k' });
    expect(once.body).toMatchObject({ assignment: (await newest(scene)).data['assignment'] });
    expect(again.body).toEqual(once.body);
  });

  it('is not started twice under one id, nor at what does not exist', async () => {
    await scene.watch.record('StartAssignment', ASSIGNED);
    await scene.refused(() => scene.watch.give('StartAssignment', ASSIGNED), 409, 'already-exists');
    const nowhere = { ...ASSIGNED, assignment: id('third'), mission: NOBODY };
    await scene.refused(() => scene.watch.give('StartAssignment', nowhere), 404, 'not-found');
    const elsewhere = { ...ASSIGNED, assignment: id('third'), post: GATE };
    await scene.refused(() => scene.watch.give('StartAssignment', elsewhere), 404, 'not-found');
  });

  it('may be at a post that is closed by now, for it may be recorded late', async () => {
    await scene.watch.record('CloseDutyPost', { mission: TRAINING, post: GATE, reason: 'Damaged' });
    await scene.watch.record('StartAssignment', { ...ASSIGNED, mission: TRAINING, post: GATE });
    expect(await newest(scene)).toMatchObject({ type: 'AssignmentStarted', data: { post: GATE } });
  });

  it('ends only while another goes on', async () => {
    const ending = { deployment: TOUR, assignment: TOUR, at: evening('12:00:00') };
    await scene.refused(() => scene.watch.give('EndAssignment', ending), 409, 'not-in-force');
    await scene.watch.record('StartAssignment', ASSIGNED);
    await scene.watch.record('EndAssignment', ending);
    expect(await newest(scene)).toMatchObject({ type: 'AssignmentEnded', data: { assignment: TOUR, at: ending.at } });
  });
});

describe('leave and transit', () => {
  it('are recorded with their instants in the clear and their places sealed', async () => {
    const leave = { deployment: TOUR, from: evening('06:00:00'), place: 'Amman', dueBackAt: evening('12:00:00') };
    await scene.watch.record('StartLeave', leave);
    await scene.watch.record('EndLeave', { deployment: TOUR, at: evening('13:00:00') });
    const transit = { deployment: TOUR, departedAt: evening('14:00:00'), to: 'Erbil', dueAt: '2020-01-08T10:00:00Z' };
    await scene.watch.record('StartTransit', transit);
    await scene.watch.record('ObserveArrival', { deployment: TOUR, arrivedAt: evening('20:00:00'), place: 'Harir' });
    const events = (await scene.events(`deployment-${TOUR}`)).slice(1);
    expect(events).toMatchObject([
      { type: 'LeaveStarted', data: { from: leave.from, dueBackAt: leave.dueBackAt } },
      { type: 'LeaveEnded', data: { at: evening('13:00:00') } },
      { type: 'TransitStarted', data: { departedAt: transit.departedAt, dueAt: '2020-01-08T10:00:00.000Z' } },
      { type: 'ArrivalObserved', data: { arrivedAt: evening('20:00:00') } },
    ]);
    expect(events.map(({ personal }) => Object.keys(personal?.sealed ?? {}))).toEqual([
      ['place'],
      [],
      ['to'],
      ['place'],
    ]);
    expect(JSON.stringify(events)).not.toMatch(/Amman|Erbil|Harir/);
  });

  it('do not end where they have not begun', async () => {
    const leaving = { deployment: TOUR, at: evening('13:00:00') };
    await scene.refused(() => scene.watch.give('EndLeave', leaving), 409, 'not-in-force');
    const arriving = { deployment: TOUR, arrivedAt: evening('13:00:00') };
    await scene.refused(() => scene.watch.give('ObserveArrival', arriving), 409, 'not-in-force');
  });

  it('are refused when they are ahead, and when they were before the tour', async () => {
    const ahead = { deployment: TOUR, from: '2020-01-08T00:00:01Z' };
    await scene.refused(() => scene.watch.give('StartLeave', ahead), 422, 'instant-ahead');
    const before = { deployment: TOUR, departedAt: '2019-09-30T00:00:00Z', dueAt: evening('13:00:00') };
    await scene.refused(() => scene.watch.give('StartTransit', before), 422, 'instants-out-of-order');
  });
});
