import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { streamName } from '../../src/kernel/stream.js';
import { storedEvents } from '../support/api.js';
import { id, NOW } from '../support/given.js';
import { AHEAD, evening } from '../support/tour.js';
import { HAZARD, NOBODY, OTHER_RC, RC, rollCallOf, startScene, STRIKE, type Scene } from './roll-calls-support.js';

const RAID = id('raid');
const OPEN = { incident: RAID, name: 'Raid on Al Asad', mode: 'EXERCISE', hazard: HAZARD, place: 'Ain al-Asad' };
const CLOSE = { incident: STRIKE, reason: 'It is over' };
const REOPEN = { incident: STRIKE, reason: 'It is not over' };

let scene: Scene;

beforeEach(async () => {
  scene = await startScene();
});

afterEach(() => scene.app.close());

describe('OpenIncident', () => {
  it('records the incident, its name and place sealed under its own key, in its mode', async () => {
    const answer = await scene.watch.give('OpenIncident', OPEN);
    const [opened] = await scene.events(streamName('incident', RAID));
    expect(answer).toMatchObject({ status: 200, headers: { etag: '"0"' } });
    expect(answer.body).toEqual({ id: RAID, revision: 0, position: opened?.position });
    expect(opened).toMatchObject({
      type: 'IncidentOpened',
      data: { incident: RAID, mode: 'EXERCISE', hazard: HAZARD },
      personal: { subject: `incident:${RAID}`, sealed: { name: expect.any(String), place: expect.any(String) } },
      metadata: { actor: id('watch'), role: 'dutyOfficer', mode: 'EXERCISE' },
    });
    expect(JSON.stringify(await storedEvents(scene.app))).not.toMatch(/Asad/);
  });

  it('gives an id where the caller leaves it out, and the same for the same key', async () => {
    const { incident: _left, ...body } = OPEN;
    const once = await scene.watch.give('OpenIncident', body, { 'idempotency-key': 'raid' });
    const again = await scene.watch.give('OpenIncident', body, { 'idempotency-key': 'raid' });
    expect(once.status).toBe(200);
    expect(again.body).toEqual(once.body);
    expect((await storedEvents(scene.app)).filter(({ type }) => type === 'IncidentOpened')).toHaveLength(2);
  });

  it('is refused where the incident exists', async () => {
    await scene.refused(() => scene.watch.give('OpenIncident', { ...OPEN, incident: STRIKE }), 409, 'already-exists');
  });

  it('is refused where the hazard lies ahead, or ends before it begins', async () => {
    const ahead = { ...OPEN, hazard: { earliest: NOW, latest: AHEAD } };
    const backwards = { ...OPEN, hazard: { earliest: evening('22:50:00'), latest: evening('22:30:00') } };
    await scene.refused(() => scene.watch.give('OpenIncident', ahead), 422, 'instant-ahead');
    await scene.refused(() => scene.watch.give('OpenIncident', backwards), 422, 'instants-out-of-order');
  });

  it.each([
    ['no hazard', { hazard: undefined }, '/hazard'],
    ['a hazard that is null', { hazard: null }, '/hazard'],
    ['half a hazard', { hazard: { earliest: HAZARD.earliest } }, '/hazard/latest'],
    ['a hazard with a field of its own', { hazard: { ...HAZARD, peak: HAZARD.latest } }, '/hazard/peak'],
    ['an instant without an offset', { hazard: { ...HAZARD, latest: '2020-01-07T22:50:00' } }, '/hazard/latest'],
    ['a mode of its own', { mode: 'REAL' }, '/mode'],
    ['a blank name', { name: ' ' }, '/name'],
  ])('is refused with %s', async (_what, wrong, pointer) => {
    const errors = expect.arrayContaining([expect.objectContaining({ pointer })]);
    await scene.refused(() => scene.watch.give('OpenIncident', { ...OPEN, ...wrong }), 400, 'invalid-request', {
      errors,
    });
  });
});

describe('RefineHazard and LogNote', () => {
  const REFINE = { incident: STRIKE, hazard: { ...HAZARD, latest: evening('22:54:00') }, reason: 'Impacts at 1:34' };
  const NOTE = { incident: STRIKE, text: 'The embassy is busy' };

  it('record what was learnt and noted, the texts sealed under the incident’s key', async () => {
    await scene.watch.record('RefineHazard', REFINE);
    await scene.watch.record('LogNote', NOTE);
    expect((await scene.events(streamName('incident', STRIKE))).slice(1)).toMatchObject([
      {
        type: 'HazardRefined',
        data: { hazard: REFINE.hazard },
        personal: { subject: `incident:${STRIKE}`, sealed: { reason: expect.any(String) } },
      },
      {
        type: 'NoteLogged',
        data: {},
        personal: { subject: `incident:${STRIKE}`, sealed: { text: expect.any(String) } },
      },
    ]);
  });

  it('are recorded of a closed incident too', async () => {
    await scene.watch.record('CloseIncident', CLOSE);
    await scene.watch.record('RefineHazard', REFINE);
    await scene.watch.record('LogNote', NOTE);
  });

  it('are refused where there is no such incident', async () => {
    await scene.refused(() => scene.watch.give('RefineHazard', { ...REFINE, incident: NOBODY }), 404, 'not-found');
    await scene.refused(() => scene.watch.give('LogNote', { ...NOTE, incident: NOBODY }), 404, 'not-found');
  });
});

describe('CloseIncident', () => {
  it('announces the closing on the register before it records it, word for word', async () => {
    await scene.watch.record('CloseIncident', CLOSE);
    const [announced] = await scene.events(streamName('register', STRIKE));
    const closed = (await scene.events(streamName('incident', STRIKE))).at(-1);
    expect(announced).toMatchObject({
      type: 'IncidentClosing',
      data: {
        pending: {
          stream: streamName('incident', STRIKE),
          opensStream: false,
          event: { id: closed?.id, type: 'IncidentClosed', data: {}, personal: closed?.personal },
        },
      },
      metadata: { causationId: closed?.metadata.commandId, correlationId: closed?.metadata.correlationId },
    });
    expect(closed).toMatchObject({
      type: 'IncidentClosed',
      personal: { subject: `incident:${STRIKE}`, sealed: { reason: expect.any(String) } },
    });
    expect(announced?.position.localeCompare(closed?.position ?? '')).toBe(-1);
  });

  it('answers the same to the same key, and announces nothing twice', async () => {
    const once = await scene.watch.give('CloseIncident', CLOSE, { 'idempotency-key': 'close' });
    const again = await scene.watch.give('CloseIncident', CLOSE, { 'idempotency-key': 'close' });
    expect(once.status).toBe(200);
    expect(again.body).toEqual(once.body);
    expect(await scene.events(streamName('register', STRIKE))).toHaveLength(1);
  });

  it('is refused while a roll call of the incident is open, naming it, and not afterwards', async () => {
    await scene.watch.record('OpenRollCall', rollCallOf());
    await scene.watch.record('OpenRollCall', rollCallOf({ rollCall: OTHER_RC }));
    await scene.watch.record('CloseRollCall', {
      rollCall: OTHER_RC,
      outcome: 'INCOMPLETE',
      reason: 'A case of its own',
    });
    const details = { openRollCalls: [RC] };
    await scene.refused(() => scene.watch.give('CloseIncident', CLOSE), 409, 'not-complete', { details });
    await scene.watch.record('CloseRollCall', { rollCall: RC, outcome: 'INCOMPLETE', reason: 'A case of its own' });
    await scene.watch.record('CloseIncident', CLOSE);
  });

  it('is refused while a roll call of it is open again', async () => {
    await scene.watch.record('OpenRollCall', rollCallOf());
    await scene.watch.record('CloseRollCall', { rollCall: RC, outcome: 'INCOMPLETE', reason: 'A case of its own' });
    await scene.watch.record('ReopenRollCall', { rollCall: RC, reason: 'Too early' });
    const details = { openRollCalls: [RC] };
    await scene.refused(() => scene.watch.give('CloseIncident', CLOSE), 409, 'not-complete', { details });
  });

  it('is not hindered by the roll calls of another incident', async () => {
    await scene.watch.record('OpenIncident', OPEN);
    await scene.watch.record('OpenRollCall', rollCallOf({ incident: RAID }));
    await scene.watch.record('CloseIncident', CLOSE);
  });

  it('is refused where there is no such incident, or it is closed already', async () => {
    await scene.refused(() => scene.watch.give('CloseIncident', { ...CLOSE, incident: NOBODY }), 404, 'not-found');
    await scene.watch.record('CloseIncident', CLOSE);
    await scene.refused(() => scene.watch.give('CloseIncident', CLOSE), 409, 'closed');
  });

  it('is refused to who has seen less of the incident than there is', async () => {
    await scene.watch.record('LogNote', { incident: STRIKE, text: 'Something' });
    const stale = { 'if-match': '"0"' };
    await scene.refused(() => scene.watch.give('CloseIncident', CLOSE, stale), 412, 'precondition-failed');
    expect((await scene.watch.give('CloseIncident', CLOSE, { 'if-match': '"1"' })).status).toBe(200);
  });
});

describe('ReopenIncident', () => {
  it('lets the incident take roll calls again', async () => {
    await scene.watch.record('CloseIncident', CLOSE);
    await scene.watch.record('ReopenIncident', REOPEN);
    await scene.watch.record('OpenRollCall', rollCallOf());
    expect((await scene.events(streamName('incident', STRIKE))).at(-1)).toMatchObject({
      type: 'IncidentReopened',
      data: {},
      personal: { subject: `incident:${STRIKE}`, sealed: { reason: expect.any(String) } },
    });
  });

  it('is refused where there is no such incident, or it is not closed', async () => {
    await scene.refused(() => scene.watch.give('ReopenIncident', { ...REOPEN, incident: NOBODY }), 404, 'not-found');
    await scene.refused(() => scene.watch.give('ReopenIncident', REOPEN), 409, 'not-in-force');
  });
});
