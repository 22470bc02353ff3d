import { describe, expect, it } from '@jest/globals';
import { id } from '../../../test/support/given.js';
import type { Narrowing } from '../../kernel/narrowing.js';
import { instant } from '../../kernel/instant.js';
import type { JsonObject } from '../../kernel/json.js';
import type { Position } from '../../kernel/position.js';
import { narrowed } from './narrowing.js';
import { TIMELINE_EVENTS, type JournalEvent, type TimelineType } from './timeline-event.js';

const [OWN, OTHER] = [id('own'), id('other')];
const LIAISON: Narrowing = { mayRead: (deployment) => deployment === OWN, missions: [] };
const LEAD: Narrowing = { ...LIAISON, missions: [id('training')] };
const PERSONAL = { subject: 'officer:x', sealed: { reason: 'sealed' } } as const;

function event(type: TimelineType, data: JsonObject, of = OWN): JournalEvent {
  const at = instant('2020-01-07T23:00:00Z');
  return {
    ...{ type, category: TIMELINE_EVENTS[type].category, id: of, revision: 1, data, personal: PERSONAL },
    ...{ recordedAt: at, happenedAt: at, actor: id('watch'), role: 'dutyOfficer', position: '1' as Position },
  };
}

describe('whoever reads only some people', () => {
  it('sees everything that is recorded of his own', () => {
    const own = event('OfficerAccountedFor', { condition: 'SAFE', grade: 2 });
    expect(narrowed(own, LIAISON)).toEqual(own);
  });

  it('does not see who vouched for them, where that is someone else', () => {
    const vouched = (vouchedBy: string) => event('OfficerAccountedFor', { condition: 'SAFE', grade: 3, vouchedBy });
    expect(narrowed(vouched(OTHER), LIAISON).data).toEqual({ condition: 'SAFE', grade: 3 });
    expect(narrowed(vouched(OWN), LIAISON).data).toHaveProperty('vouchedBy', OWN);
  });

  it('nor who was said to in a correction or in a report of death', () => {
    const correction = event('EntryCorrected', { entry: 'x', changes: { grade: 3, vouchedBy: OTHER } });
    expect(narrowed(correction, LIAISON).data).toEqual({ entry: 'x', changes: { grade: 3 } });
    expect(narrowed(event('DeathReported', { grade: 3, vouchedBy: OTHER }), LIAISON).data).toEqual({ grade: 3 });
  });

  it('sees of the incident and of a mission that something happened, without its texts', () => {
    for (const type of ['IncidentOpened', 'NoteLogged', 'MissionSuspended'] as const) {
      const seen = narrowed(event(type, { some: 'data' }), LIAISON);
      expect(seen.data).toEqual({ some: 'data' });
      expect(seen).not.toHaveProperty('personal');
    }
  });

  it('sees of the opening of a roll call his own people alone', () => {
    const opened = event('RollCallOpened', { denominator: [OWN, OTHER], scope: { deployments: [OTHER, OWN] } });
    expect(narrowed(opened, LIAISON).data).toEqual({ denominator: [OWN], scope: { deployments: [OWN] } });
  });

  it('sees of its scope those missions that are his, and no posts', () => {
    const scope = { missions: [id('training'), id('liaison')], posts: [id('centre')] };
    const opened = event('RollCallOpened', { denominator: [], scope });
    expect(narrowed(opened, LEAD).data).toEqual({ denominator: [], scope: { missions: [id('training')] } });
    expect(narrowed(opened, LIAISON).data).toEqual({ denominator: [], scope: { missions: [] } });
  });

  it('is never told how a roll call was closed, nor who was open', () => {
    const closed = narrowed(
      event('RollCallClosed', { outcome: 'INCOMPLETE', open: [OWN, OTHER], decidedAt: '9' }),
      LEAD,
    );
    expect(closed.data).toEqual({});
    expect(closed).not.toHaveProperty('personal');
  });

  it('is not told who closed a roll call, for complete is the commander’s alone, and of the rest is told who acted', () => {
    const closed = narrowed(event('RollCallClosed', { outcome: 'COMPLETE' }), LIAISON);
    expect(closed).not.toHaveProperty('role');
    expect(closed).not.toHaveProperty('actor');
    expect(narrowed(event('RollCallReopened', {}), LIAISON)).toMatchObject({ actor: id('watch'), role: 'dutyOfficer' });
  });

  it('sees why one of his own was excluded, and the texts about nobody else', () => {
    const excluded = (deployment: string) => event('OfficerExcludedFromRollCall', { deployment }, id('rc'));
    expect(narrowed(excluded(OWN), LIAISON)).toHaveProperty('personal', PERSONAL);
    expect(narrowed(excluded(OTHER), LIAISON)).not.toHaveProperty('personal');
  });
});
