import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { POSTS } from '../../src/features/accountability/views/posts.projection.js';
import { instant } from '../../src/kernel/instant.js';
import { streamName } from '../../src/kernel/stream.js';
import { id, NOW } from '../support/given.js';
import {
  NOBODY,
  officerOf,
  RC,
  rollCallOf,
  startScene,
  STOPS_AT_A_NOTE,
  STRIKE,
  type Scene,
} from './roll-calls-support.js';

const ANN = id('ann-tour');
const BOB = id('bob-tour');
const LATE = id('late-tour');
const COMPLETE = { rollCall: RC, outcome: 'COMPLETE' };
const INCOMPLETE = { rollCall: RC, outcome: 'INCOMPLETE', reason: 'The search goes on' };
const REOPEN = { rollCall: RC, reason: 'Too early' };

let scene: Scene;

beforeEach(async () => {
  scene = await startScene();
  await scene.begin(ANN);
  await scene.begin(BOB);
  await scene.watch.record('OpenRollCall', rollCallOf());
});

afterEach(() => scene.app.close());

async function last(): Promise<unknown> {
  return (await scene.events(streamName('rollCall', RC))).at(-1);
}

async function bothAreSafe(): Promise<void> {
  await scene.checkIn(ANN);
  await scene.checkIn(BOB);
}

describe('CloseRollCall as complete', () => {
  it('closes once everyone is accounted for, recording the position that it was decided at', async () => {
    await bothAreSafe();
    const { position: decidedAt } = await scene.app.log.end();
    await scene.chief.record('CloseRollCall', COMPLETE);
    expect(await last()).toMatchObject({
      type: 'RollCallClosed',
      data: { outcome: 'COMPLETE', open: [], decidedAt },
      metadata: { actor: id('chief') },
    });
  });

  it('closes with the injured, who are accounted for', async () => {
    await scene.checkIn(ANN);
    await scene.checkIn(BOB, { condition: 'INJURED' });
    await scene.chief.record('CloseRollCall', COMPLETE);
  });

  it('is refused while anyone is not accounted for, naming him', async () => {
    await scene.checkIn(ANN);
    const details = { notAccounted: [BOB], underDuress: [], pending: [] };
    await scene.refused(() => scene.chief.give('CloseRollCall', COMPLETE), 409, 'not-complete', { details });
  });

  it('is refused once the evidence is stale', async () => {
    await bothAreSafe();
    scene.app.clock.moveTo(instant('2020-01-08T04:55:00Z'));
    const details = { notAccounted: [ANN, BOB].sort() };
    await scene.refused(() => scene.chief.give('CloseRollCall', COMPLETE), 409, 'not-complete', { details });
  });

  it('is refused while anyone is under duress, naming him', async () => {
    await bothAreSafe();
    await scene.tell(ANN, { type: 'DuressSignalled', data: { signalledAt: NOW, mode: 'ACTUAL' } });
    const details = { notAccounted: [], underDuress: [ANN], pending: [] };
    await scene.refused(() => scene.chief.give('CloseRollCall', COMPLETE), 409, 'not-complete', { details });
  });

  it('is refused while an addition is pending, though he is safe', async () => {
    await bothAreSafe();
    await scene.begin(LATE);
    await scene.checkIn(LATE);
    const details = { notAccounted: [], underDuress: [], pending: [LATE] };
    await scene.refused(() => scene.chief.give('CloseRollCall', COMPLETE), 409, 'not-complete', { details });
    await scene.watch.record('AddToRollCall', { rollCall: RC, deployment: LATE, reason: 'Was there' });
    await scene.chief.record('CloseRollCall', COMPLETE);
  });

  it('is refused while a tour that is not kept is not accounted for', async () => {
    const again = id('ann-again');
    await scene.begin(again, { officer: officerOf(ANN), beganAt: NOW });
    await scene.watch.record('AddToRollCall', { rollCall: RC, deployment: again, reason: 'Came back' });
    await scene.checkIn(again);
    await scene.checkIn(BOB);
    const details = { notAccounted: [ANN] };
    await scene.refused(() => scene.chief.give('CloseRollCall', COMPLETE), 409, 'not-complete', { details });
  });

  it('is refused with nobody in it', async () => {
    for (const deployment of [ANN, BOB]) {
      await scene.chief.record('ExcludeFromRollCall', { rollCall: RC, deployment, reason: 'Left before' });
    }
    await scene.refused(() => scene.chief.give('CloseRollCall', COMPLETE), 409, 'not-complete');
  });

  it('is refused to the duty officer, who learns nothing by it', async () => {
    await scene.refused(() => scene.watch.give('CloseRollCall', COMPLETE), 403, 'forbidden');
    const nowhere = { ...COMPLETE, rollCall: NOBODY };
    await scene.refused(() => scene.watch.give('CloseRollCall', nowhere), 403, 'forbidden');
  });
});

describe('CloseRollCall as incomplete', () => {
  it('names who was open, pending ones included, the reason sealed under the incident’s key', async () => {
    await scene.checkIn(ANN);
    await scene.begin(LATE);
    await scene.checkIn(LATE);
    const { position: decidedAt } = await scene.app.log.end();
    await scene.watch.record('CloseRollCall', INCOMPLETE);
    expect(await last()).toMatchObject({
      type: 'RollCallClosed',
      data: { outcome: 'INCOMPLETE', open: [BOB, LATE], decidedAt },
      personal: { subject: `incident:${STRIKE}`, sealed: { reason: expect.any(String) } },
    });
  });

  it('is refused without a reason', async () => {
    const silent = { rollCall: RC, outcome: 'INCOMPLETE' };
    await scene.refused(() => scene.watch.give('CloseRollCall', silent), 422, 'reason-missing');
  });
});

describe('CloseRollCall', () => {
  it('is refused where there is no such roll call, or it is closed', async () => {
    const nowhere = { ...INCOMPLETE, rollCall: NOBODY };
    await scene.refused(() => scene.watch.give('CloseRollCall', nowhere), 404, 'not-found');
    await scene.watch.record('CloseRollCall', INCOMPLETE);
    await scene.refused(() => scene.watch.give('CloseRollCall', INCOMPLETE), 409, 'closed');
  });

  it('is refused either way while the view does not follow, for who is open may not be guessed', async () => {
    const behind = await startScene([STOPS_AT_A_NOTE, POSTS]);
    await behind.begin(ANN);
    await behind.watch.record('OpenRollCall', rollCallOf());
    await behind.checkIn(ANN);
    await behind.watch.record('LogNote', { incident: STRIKE, text: 'The view stops here' });
    await behind.refused(() => behind.chief.give('CloseRollCall', COMPLETE), 503, 'not-current');
    await behind.refused(() => behind.watch.give('CloseRollCall', INCOMPLETE), 503, 'not-current');
    await behind.app.close();
  });
});

describe('ReopenRollCall', () => {
  it('reopens, announced on the register first', async () => {
    await scene.watch.record('CloseRollCall', INCOMPLETE);
    await scene.watch.record('ReopenRollCall', REOPEN);
    const reopened = (await scene.events(streamName('rollCall', RC))).at(-1);
    const announced = (await scene.events(streamName('register', STRIKE))).at(-1);
    expect(reopened).toMatchObject({ type: 'RollCallReopened', personal: { subject: `incident:${STRIKE}` } });
    expect(announced).toMatchObject({
      type: 'RollCallEnlisted',
      data: { rollCall: RC, pending: { opensStream: false, event: { id: reopened?.id } } },
    });
  });

  it('is refused where there is no such roll call, or it is not closed', async () => {
    await scene.refused(() => scene.watch.give('ReopenRollCall', { ...REOPEN, rollCall: NOBODY }), 404, 'not-found');
    await scene.refused(() => scene.watch.give('ReopenRollCall', REOPEN), 409, 'not-in-force');
  });

  it('is refused while its incident is closed, and not once that is reopened', async () => {
    await scene.watch.record('CloseRollCall', INCOMPLETE);
    await scene.watch.record('CloseIncident', { incident: STRIKE, reason: 'Over' });
    await scene.refused(() => scene.watch.give('ReopenRollCall', REOPEN), 409, 'closed');
    await scene.watch.record('ReopenIncident', { incident: STRIKE, reason: 'Not over' });
    await scene.watch.record('ReopenRollCall', REOPEN);
  });
});
