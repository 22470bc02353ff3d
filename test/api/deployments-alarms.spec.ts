import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AccessScope } from '../../src/features/access/access.events.js';
import type { Role } from '../../src/kernel/actor.js';
import { entryId } from '../../src/kernel/entry-id.js';
import { callerWith } from '../support/api.js';
import { id } from '../support/given.js';
import { ANNS_KEY, evening, TOUR, TRAINING } from '../support/tour.js';
import {
  ADVICE,
  BENS_TOUR,
  entryIn,
  newest,
  NOBODY,
  startTours,
  tourStream,
  type Scene,
} from './deployments-support.js';

const MISSING = { deployment: TOUR, reason: 'Vehicle found empty' };
const DURESS = { deployment: TOUR, signalledAt: evening('23:20:00'), channel: 'Phrase on the phone' };
const REPORT = {
  deployment: TOUR,
  observedAt: evening('23:40:00'),
  channel: 'Partner force',
  grade: 5,
  note: 'By name',
};

let scene: Scene;

beforeAll(async () => {
  scene = await startTours();
});

afterAll(() => scene.app.close());

describe('missing', () => {
  it('is declared and withdrawn by the commander, once, reasons sealed', async () => {
    const declared = entryIn(await scene.chief.record('DeclareMissing', MISSING));
    expect(await newest(scene)).toMatchObject({
      type: 'OfficerDeclaredMissing',
      data: { mode: 'ACTUAL' },
      personal: { subject: ANNS_KEY, sealed: { reason: expect.any(String) } },
      metadata: { mode: 'ACTUAL' },
    });
    const withdrawal = { entry: declared, reason: 'Came back on foot' };
    await scene.chief.record('WithdrawMissing', withdrawal);
    expect(await newest(scene)).toMatchObject({ type: 'MissingWithdrawn', data: { entry: declared } });
    await scene.refused(() => scene.chief.give('WithdrawMissing', withdrawal), 409, 'not-in-force');
    expect(JSON.stringify(await scene.events(tourStream()))).not.toMatch(/Vehicle|on foot/);
  });

  it('is recorded in the mode that is given, in the metadata too', async () => {
    await scene.chief.record('DeclareMissing', { ...MISSING, mode: 'EXERCISE' });
    expect(await newest(scene)).toMatchObject({ data: { mode: 'EXERCISE' }, metadata: { mode: 'EXERCISE' } });
    const unheard = { ...MISSING, mode: 'DRILL' };
    await scene.refused(() => scene.chief.give('DeclareMissing', unheard), 400, 'invalid-request');
  });
});

describe('a report of death', () => {
  it('is recorded by the duty officer and confirmed by a commander, its texts sealed', async () => {
    const { body } = await scene.watch.give('ReportDeath', REPORT);
    const reported = await newest(scene);
    expect(reported).toMatchObject({
      type: 'DeathReported',
      data: { observedAt: REPORT.observedAt, grade: 5, mode: 'ACTUAL' },
      metadata: { observedAt: REPORT.observedAt },
    });
    expect(Object.keys(reported.personal?.sealed ?? {}).sort()).toEqual(['channel', 'note']);
    const entry = entryId(TOUR, reported.id);
    expect(body).toMatchObject({ entry });
    await scene.chief.record('ConfirmDeath', { entry, reason: 'Identified by the doctor' });
    expect(await newest(scene)).toMatchObject({ type: 'DeathConfirmed', data: { entry } });
    const again = () => scene.chief.give('ConfirmDeath', { entry, reason: 'Again' });
    await scene.refused(again, 409, 'not-in-force');
    await scene.chief.record('RefuteDeathReport', { entry, reason: 'A namesake' });
    expect(await newest(scene)).toMatchObject({ type: 'DeathReportRefuted', data: { entry } });
    expect(JSON.stringify(await scene.events(tourStream()))).not.toMatch(/Partner|By name|doctor|namesake/);
  });

  it('is not confirmed by its own reporter', async () => {
    const own = entryIn(await scene.chief.record('ReportDeath', REPORT));
    const confirming = { entry: own, reason: 'I saw it' };
    await scene.refused(() => scene.chief.give('ConfirmDeath', confirming), 409, 'same-person');
    const other = callerWith(scene.app, await scene.app.admit('commander'));
    await other.record('ConfirmDeath', confirming);
  });

  it('says nothing of what a check-in says', async () => {
    const asCheckIn = { ...REPORT, condition: 'SAFE' };
    await scene.refused(() => scene.watch.give('ReportDeath', asCheckIn), 400, 'invalid-request');
  });

  it('is followed by the notification of the next of kin, which is not ahead', async () => {
    await scene.watch.record('RecordNextOfKinNotified', { deployment: TOUR, notifiedAt: evening('23:59:00') });
    expect(await newest(scene)).toMatchObject({ type: 'NextOfKinNotified', data: { notifiedAt: evening('23:59:00') } });
    const ahead = { deployment: TOUR, notifiedAt: '2020-01-08T00:00:01Z' };
    await scene.refused(() => scene.watch.give('RecordNextOfKinNotified', ahead), 422, 'instant-ahead');
  });
});

describe('duress', () => {
  it('is signalled by whoever is there, of himself or of his people, and cleared by the commander', async () => {
    const [herself, lead] = [await scene.herself(), await scene.lead()];
    const signal = entryIn(await herself.record('SignalDuress', DURESS));
    expect(await newest(scene)).toMatchObject({
      type: 'DuressSignalled',
      data: { signalledAt: DURESS.signalledAt, mode: 'ACTUAL' },
      metadata: { observedAt: DURESS.signalledAt, role: 'deployedOfficer' },
    });
    await lead.record('SignalDuress', { ...DURESS, signalledAt: '2020-01-08T03:00:00Z' });
    await scene.chief.record('ClearDuress', { entry: signal, reason: 'Met in person' });
    expect(await newest(scene)).toMatchObject({ type: 'DuressCleared', data: { entry: signal } });
    await scene.refused(() => scene.chief.give('ClearDuress', { entry: signal, reason: 'Again' }), 409, 'not-in-force');
    expect(JSON.stringify(await scene.events(tourStream()))).not.toMatch(/Phrase|Met in/);
  });

  it('is not signalled of anybody else', async () => {
    const [herself, others] = [await scene.herself(), await scene.lead(ADVICE)];
    const ofBen = { ...DURESS, deployment: BENS_TOUR };
    await scene.refused(() => herself.give('SignalDuress', ofBen), 403, 'forbidden');
    await scene.refused(() => others.give('SignalDuress', ofBen), 403, 'forbidden');
    await scene.refused(() => others.give('SignalDuress', { ...DURESS, deployment: NOBODY }), 403, 'forbidden');
  });
});

describe('the decisions of a commander', () => {
  it.each<[Role, AccessScope]>([
    ['dutyOfficer', {}],
    ['auditor', {}],
    ['operator', {}],
    ['liaison', { agency: 'Saskatoon' }],
    ['teamLead', { missions: [TRAINING] }],
    ['deployedOfficer', { deployment: TOUR }],
  ])('are not for the %s', async (role, scope) => {
    const caller = callerWith(scene.app, await scene.app.admit(role, scope));
    await scene.refused(() => caller.give('DeclareMissing', MISSING), 403, 'forbidden');
    for (const command of ['WithdrawMissing', 'ConfirmDeath', 'RefuteDeathReport', 'ClearDuress']) {
      const deciding = { entry: entryId(TOUR, id('event')), reason: 'Whatever' };
      await scene.refused(() => caller.give(command, deciding), 403, 'forbidden');
    }
  });

  it('are not taken for a deployment that does not exist', async () => {
    await scene.refused(() => scene.chief.give('DeclareMissing', { ...MISSING, deployment: NOBODY }), 404, 'not-found');
    await scene.refused(() => scene.chief.give('SignalDuress', { ...DURESS, deployment: NOBODY }), 404, 'not-found');
    await scene.refused(() => scene.chief.give('ReportDeath', { ...REPORT, deployment: NOBODY }), 404, 'not-found');
  });
});
