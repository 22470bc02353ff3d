import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { TimelineEventAnswer } from '../../src/features/timeline/queries/timeline.answer.js';
import { id } from '../support/given.js';
import { expectProblem } from '../support/api.js';
import { evening } from '../support/tour.js';
import {
  ANN,
  BEN,
  CARL,
  eventOf,
  NOBODY,
  officerOf,
  RC,
  safe,
  startScene,
  STRIKE,
  TRAINING,
  type Scene,
} from './timeline-support.js';

const REASON = 'it is so';
const OPENED = ['IncidentOpened', 'RollCallOpened'];

let scene: Scene;

beforeEach(async () => {
  scene = await startScene();
});

afterEach(() => scene.app.close());

describe('what stands in a timeline', () => {
  it('is what happened to the incident, its roll calls, its people and its missions, in order, and nothing else', async () => {
    await scene.at('23:10', 'RecordCheckIn', safe(ANN, '23:09'));
    await scene.at('23:11', 'RecordCheckIn', safe(CARL, '23:09'));
    await scene.at('23:12', 'LogNote', { incident: STRIKE, text: 'All quiet' });
    await scene.at('23:13', 'RecordOfficerRank', {
      ...{ officer: officerOf(ANN), rank: 'Sergeant', effectiveAt: evening('23:00:00') },
    });
    await scene.at('23:14', 'SuspendMission', {
      ...{ mission: TRAINING, decidedAt: evening('23:00:00'), effectiveAt: evening('23:00:00'), reason: REASON },
    });
    await scene.at('23:15', 'SignalDuress', { deployment: BEN, signalledAt: evening('23:15:00'), channel: 'APP' });
    expect(await scene.types()).toEqual([
      ...OPENED,
      ...['OfficerAccountedFor', 'NoteLogged', 'MissionSuspended', 'DuressSignalled'],
    ]);
  });

  it('begins with the opening, whatever the same people did before', async () => {
    expect(await scene.types()).toEqual(OPENED);
  });

  it('ends with the closing, but for corrections of what stands in it', async () => {
    const { entry } = await scene.at('23:10', 'RecordCheckIn', safe(ANN, '23:09'));
    await scene.chief.record('CloseRollCall', { rollCall: RC, outcome: 'INCOMPLETE', reason: REASON });
    await scene.at('23:20', 'CloseIncident', { incident: STRIKE, reason: REASON });
    const later = await scene.at('23:30', 'RecordCheckIn', safe(ANN, '23:29'));
    const corrected = await scene.at('23:31', 'CorrectEntry', { entry, changes: { grade: 2 }, reason: REASON });
    await scene.at('23:32', 'AnnotateEntry', { entry: corrected.entry, text: 'Heard twice' });
    await scene.at('23:33', 'AnnotateEntry', { entry: later.entry, text: 'Not part of it' });
    const closed = [...OPENED, 'OfficerAccountedFor', 'RollCallClosed', 'IncidentClosed'];
    expect(await scene.types()).toEqual([...closed, 'EntryCorrected', 'EntryAnnotated']);
    expect(await scene.types(`?knownAt=${corrected.position}`)).toEqual([...closed, 'EntryCorrected']);

    await scene.at('23:40', 'ReopenIncident', { incident: STRIKE, reason: REASON });
    expect(await scene.types()).toEqual([
      ...[...closed, 'OfficerAccountedFor', 'EntryCorrected', 'EntryAnnotated', 'EntryAnnotated', 'IncidentReopened'],
    ]);
  });

  it('is empty as known before the incident was, and not found where there is none', async () => {
    expect(await scene.types(`?knownAt=${evening('22:00:00')}`)).toEqual([]);
    expectProblem(await scene.auditor.ask(`incidents/${NOBODY}/timeline`), 404, 'not-found');
  });
});

describe('the two axes', () => {
  it('show what was known at a position, or at an instant', async () => {
    const first = await scene.at('23:10', 'RecordCheckIn', safe(ANN, '23:09'));
    await scene.at('23:20', 'LogNote', { incident: STRIKE, text: 'All quiet' });
    const known = [...OPENED, 'OfficerAccountedFor'];
    expect(await scene.types(`?knownAt=${first.position}`)).toEqual(known);
    expect(await scene.types(`?knownAt=${evening('23:19:00')}`)).toEqual(known);
    expect(await scene.types(`?knownAt=${evening('23:20:00')}`)).toEqual([...known, 'NoteLogged']);
    const answer = await scene.timeline(`?knownAt=${first.position}`);
    expect(answer).toMatchObject({ asOf: evening('23:10:00'), knownAt: first.position });
  });

  it('show what had happened by an instant, a clock that is ahead counting at its recording', async () => {
    await scene.at('23:10', 'RecordCheckIn', safe(ANN, '23:50', { grade: 4 }));
    await scene.at('23:30', 'RecordCheckIn', safe(BEN, '23:05'));
    const happened = async (time: string) =>
      (await scene.timeline(`?asOf=${evening(time)}`)).events.map(({ id }) => id);
    expect(await happened('23:05:00')).toEqual([STRIKE, RC, BEN]);
    expect(await happened('23:10:00')).toEqual([STRIKE, RC, ANN, BEN]);
    expect(await scene.types(`?asOf=${evening('23:10:00')}&knownAt=${evening('23:10:00')}`)).toEqual([
      ...[...OPENED, 'OfficerAccountedFor'],
    ]);
  });

  it('refuse a position that the log does not have, and what is neither instant nor position', async () => {
    const ask = (knownAt: string) => scene.auditor.ask(`incidents/${STRIKE}/timeline?knownAt=${knownAt}`);
    expectProblem(await ask('zzzz'), 400, 'invalid-request');
    expectProblem(await ask('2020-01-07T22:00'), 400, 'invalid-request');
  });
});

describe('an event', () => {
  it('is told in words, with both clocks, its zone, its texts and what it changed', async () => {
    const recorded = await scene.at('23:10', 'RecordCheckIn', safe(ANN, '23:09', { note: 'In the bunker' }));
    const event = eventOf(await scene.timeline(), 'OfficerAccountedFor');
    const heard = { accountability: 'ACCOUNTED', condition: 'SAFE', standing: 'MEMBER' };
    expect(event).toEqual({
      ...{ position: recorded.position, type: 'OfficerAccountedFor', category: 'deployment', id: ANN, revision: 1 },
      ...{ recordedAt: evening('23:10:00'), happenedAt: evening('23:09:00'), zone: 'Asia/Baghdad' },
      ...{ actor: id('watch'), role: 'dutyOfficer', entry: recorded.entry },
      data: { condition: 'SAFE', grade: 1, mode: 'ACTUAL', observedAt: evening('23:09:00') },
      texts: { channel: { text: 'PHONE' }, note: { text: 'In the bunker' } },
      words:
        'Heard of Ann Example: SAFE, grade 1, observed 23:09Z, received 23:10Z, by “PHONE”. Note: “In the bunker”.',
      effect: [
        {
          ...{ rollCall: RC, openedAt: evening('23:00:00') },
          claim: { before: 'PARTIAL', after: 'NO_KNOWN_CASUALTY' },
          counts: {
            before: { denominator: 2, accounted: 0, safe: 0 },
            after: { denominator: 2, accounted: 1, safe: 1 },
          },
          people: [
            {
              deployment: ANN,
              before: { accountability: 'UNKNOWN', condition: 'NOT_REPORTED', standing: 'MEMBER' },
              after: heard,
            },
          ],
          words: [
            'Roll call of 23:00Z: Ann Example UNKNOWN NOT_REPORTED → ACCOUNTED SAFE.',
            'Roll call of 23:00Z: 1 of 2 accounted for and 1 safe, before 0 of 2 accounted for and 0 safe.',
            'Roll call of 23:00Z: claim PARTIAL → NO_KNOWN_CASUALTY.',
          ],
        },
      ],
    });
  });

  it('changes nothing where the rule says so, and is not asked about where the reader does not want to know', async () => {
    await scene.at('23:10', 'RecordCheckIn', safe(ANN, '23:09'));
    await scene.at('23:11', 'RecordCheckIn', safe(ANN, '23:08'));
    const effects = async (query: string) => (await scene.timeline(query)).events.map(({ effect }) => effect.length);
    expect(await effects('')).toEqual([0, 1, 1, 0]);
    expect(await effects('?effects=false')).toEqual([0, 0, 0, 0]);
  });

  it('changes every roll call of the incident that it touches', async () => {
    const second = id('second roll call');
    const policy = { freshness: 'PT6H', leastGrade: 1 };
    await scene.at('23:05', 'OpenRollCall', {
      ...{ rollCall: second, incident: STRIKE, scope: { deployments: [BEN, ANN] }, policy },
    });
    await scene.at('23:10', 'RecordCheckIn', safe(ANN, '23:09'));
    await scene.at('23:11', 'RecordCheckIn', safe(BEN, '23:09', { grade: 2 }));
    const heard = (await scene.timeline()).events.filter(({ type }) => type === 'OfficerAccountedFor');
    const touched = ({ effect }: TimelineEventAnswer) => effect.map(({ rollCall }) => rollCall);
    expect(heard.map(touched)).toEqual([[RC, second], [RC]]);
  });

  it('names the entry that it is about, and is told of an erased person without his name', async () => {
    const { entry } = await scene.at('23:10', 'RecordCheckIn', safe(ANN, '23:09'));
    await scene.at('23:20', 'RetractEntry', { entry, reason: REASON });
    const retracted = async () => eventOf(await scene.timeline(), 'EntryRetracted');
    expect((await retracted()).words).toBe(
      'The check-in SAFE observed 23:09Z of Ann Example was retracted. Reason: “it is so”.',
    );
    await scene.app.keys.destroy(`officer:${officerOf(ANN)}`);
    expect(await retracted()).toMatchObject({
      words: 'The check-in SAFE observed 23:09Z of an erased person was retracted. Reason: (erased).',
      texts: { reason: { erased: true } },
    });
  });
});
