import { expect, it, describe } from '@jest/globals';
import type { Position } from '../../src/kernel/position.js';
import { instant } from '../../src/kernel/instant.js';
import { callerWith } from '../support/api.js';
import { startApp } from '../support/app.js';
import { INCIDENT, ROLL_CALLS } from './crowd-scene.js';
import type { Told } from './crowd.js';
import { inspectCopy, NO_FAULTS } from './folder-check.js';
import { judge } from './heard-check.js';

const HAZARD = { earliest: '2020-01-07T22:30:00Z', latest: '2020-01-07T22:50:00Z' };
const AT = instant('2020-01-08T00:00:00Z');

function told(key: string, position: string): Told {
  return { order: { key, command: 'LogNote', body: {} }, position: position as Position, text: '' };
}

/** What the campaigns rest on: they would find out what they say they did not find. */
describe('the inspection of a data folder', () => {
  it('finds commands that were told and are not there, and those that are there twice', async () => {
    const app = await startApp({ engine: 'sqlite' });
    try {
      const watch = callerWith(app, await app.admit('dutyOfficer'));
      await watch.record('OpenIncident', { incident: INCIDENT, name: 'It', mode: 'ACTUAL', hazard: HAZARD });
      const once = await watch.record('LogNote', { incident: INCIDENT, text: 'once' });
      const twice = await watch.record('LogNote', { incident: INCIDENT, text: 'twice' });
      await watch.record('LogNote', { incident: INCIDENT, text: 'twice' });
      const folder = app.folder ?? '';
      const sound = await inspectCopy(folder, { told: [told('once', once.position)], foldToo: true });
      expect(sound.faults).toEqual(NO_FAULTS);
      const [moved, gone] = [told('once', twice.position), told('never', '999999999999999')];
      const doubled = told('twice', twice.position);
      const { faults } = await inspectCopy(folder, { told: [moved, gone, doubled], foldToo: false });
      expect(faults).toEqual({ ...NO_FAULTS, lost: 2, doubled: 1 });
    } finally {
      await app.close();
    }
  });

  it('finds texts whose keys are gone', async () => {
    const app = await startApp({ engine: 'sqlite' });
    try {
      const watch = callerWith(app, await app.admit('dutyOfficer'));
      await watch.record('OpenIncident', { incident: INCIDENT, name: 'It', mode: 'ACTUAL', hazard: HAZARD });
      await app.keys.destroy(`incident:${INCIDENT}`);
      const { faults } = await inspectCopy(app.folder ?? '', { told: [], foldToo: false });
      expect(faults).toEqual({ ...NO_FAULTS, textsLost: 1 });
    } finally {
      await app.close();
    }
  });
});

describe('the judgement of what was heard', () => {
  it('finds a false ALL_SAFE', () => {
    const [rollCall] = ROLL_CALLS;
    if (rollCall === undefined) throw new Error('there are roll calls');
    const answer = { claim: 'ALL_SAFE', asOf: AT, position: '000000000000001', unmet: {} };
    const heard = { question: 'verdict', rollCall, toldBefore: '0' as Position, text: JSON.stringify(answer) } as const;
    expect(judge([heard], [])).toEqual({ claims: 1, allSafe: 1, falseAllSafe: 1, differing: 1 });
  });
});
