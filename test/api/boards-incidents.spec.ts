import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { IncidentAnswer, ListedIncident } from '../../src/features/accountability/queries/incident-answer.js';
import { expectProblem } from '../support/api.js';
import { id } from '../support/given.js';
import { evening } from '../support/tour.js';
import { answered, everyPage, FACTS_STOP_AT_A_NOTE } from './boards-support.js';
import { ADVICE, ANN, BEN, NOBODY, RC, safe, startScene, STRIKE, TRAINING, type Scene } from './timeline-support.js';

const FLOOD = id('flood');
const FLOOD_RC = id('flood roll call');
const HAZARD = { earliest: evening('22:30:00'), latest: evening('22:50:00') };
const POLICY = { freshness: 'PT6H', leastGrade: 3 };
const REASON = 'the reason of it';
const [WATCH, CHIEF] = [id('watch'), id('chief')];

let scene: Scene;

beforeEach(async () => {
  scene = await startScene();
});

afterEach(() => scene.app.close());

/** A second incident, in which Carl of the other mission is alone. */
async function flood(): Promise<void> {
  await scene.at('23:30', 'OpenIncident', { incident: FLOOD, name: 'Flood', mode: 'EXERCISE', hazard: HAZARD });
  const scope = { missions: [ADVICE] };
  await scene.at('23:31', 'OpenRollCall', { rollCall: FLOOD_RC, incident: FLOOD, scope, policy: POLICY });
}

describe('the list of incidents', () => {
  it('has the newest first, each with its roll calls', async () => {
    await flood();
    expect(await everyPage<ListedIncident>(scene.auditor, 'incidents', 1)).toEqual([
      {
        ...{ incident: FLOOD, mode: 'EXERCISE', hazard: HAZARD, open: true, openedAt: evening('23:30:00') },
        ...{ name: { text: 'Flood' }, rollCalls: [FLOOD_RC] },
      },
      {
        ...{ incident: STRIKE, mode: 'ACTUAL', hazard: HAZARD, open: true, openedAt: evening('23:00:00') },
        ...{ name: { text: 'Strike' }, rollCalls: [RC] },
      },
    ]);
  });

  it('gives each incident once, page by page, however many there are', async () => {
    const more = Array.from({ length: 70 }, (_, index) => id(`incident ${index}`));
    for (const incident of more) {
      await scene.watch.record('OpenIncident', { incident, name: 'One more', mode: 'TEST', hazard: HAZARD });
    }
    const listed = await everyPage<ListedIncident>(scene.auditor, 'incidents', 33);
    expect(listed.map(({ incident }) => incident)).toEqual([...more.reverse(), STRIKE]);
  });

  it('says what is closed, and how the hazard is thought of now', async () => {
    const refined = { earliest: evening('22:40:00'), latest: evening('22:45:00') };
    await scene.at('23:10', 'RefineHazard', { incident: STRIKE, hazard: refined, reason: REASON });
    await scene.watch.record('CloseRollCall', { rollCall: RC, outcome: 'INCOMPLETE', reason: REASON });
    await scene.watch.record('CloseIncident', { incident: STRIKE, reason: REASON });
    expect(await everyPage(scene.auditor, 'incidents', 10)).toMatchObject([{ open: false, hazard: refined }]);
    await scene.watch.record('ReopenIncident', { incident: STRIKE, reason: REASON });
    expect(await everyPage(scene.auditor, 'incidents', 10)).toMatchObject([{ open: true }]);
  });

  it('is to a liaison or a team lead that of his own people, without names', async () => {
    await flood();
    const readers = [await scene.liaison('Saskatoon'), await scene.lead(TRAINING)];
    for (const reader of readers) {
      const listed = await everyPage<ListedIncident>(reader, 'incidents', 1);
      expect(listed).toMatchObject([{ incident: STRIKE, rollCalls: [RC] }]);
      expect(listed[0]).not.toHaveProperty('name');
    }
    expect(await everyPage(await scene.liaison('Nowhere'), 'incidents', 1)).toEqual([]);
    expect(await everyPage(await scene.lead(NOBODY), 'incidents', 1)).toEqual([]);
  });

  it('is refused rather than stale', async () => {
    const stopping = await startScene(FACTS_STOP_AT_A_NOTE);
    await stopping.at('23:10', 'LogNote', { incident: STRIKE, text: 'The view cannot take it' });
    expectProblem(await stopping.auditor.ask('incidents'), 503, 'not-current');
    expectProblem(await stopping.auditor.ask('roll-calls'), 503, 'not-current');
    await stopping.app.close();
  });
});

describe("an incident's page", () => {
  it('shows what was thought of the hazard and when, the notes, the closings and how its roll calls stand', async () => {
    const refined = { earliest: evening('22:40:00'), latest: evening('22:45:00') };
    await scene.at('23:10', 'RecordCheckIn', safe(ANN, '23:09'));
    await scene.at('23:11', 'RecordCheckIn', safe(BEN, '23:09'));
    await scene.at('23:12', 'LogNote', { incident: STRIKE, text: 'The line is busy' });
    await scene.at('23:13', 'RefineHazard', { incident: STRIKE, hazard: refined, reason: REASON });
    await scene.chief.record('CloseRollCall', { rollCall: RC, outcome: 'COMPLETE' });
    const { position } = await scene.chief.record('CloseIncident', { incident: STRIKE, reason: REASON });
    const by = (recordedBy: string, time: string) => ({ recordedAt: evening(`${time}:00`), recordedBy });
    expect(await answered<IncidentAnswer>(scene.auditor, `incidents/${STRIKE}?after=${position}`)).toEqual({
      ...{ incident: STRIKE, mode: 'ACTUAL', hazard: refined, open: false, openedAt: evening('23:00:00') },
      ...{ name: { text: 'Strike' }, revision: 3, position },
      hazards: [
        { hazard: HAZARD, ...by(WATCH, '23:00') },
        { hazard: refined, reason: { text: REASON }, ...by(WATCH, '23:13') },
      ],
      notes: [{ text: { text: 'The line is busy' }, ...by(WATCH, '23:12') }],
      closings: [{ closed: true, reason: { text: REASON }, ...by(CHIEF, '23:13') }],
      rollCalls: [
        {
          ...{ rollCall: RC, openedAt: evening('23:00:00'), open: false },
          ...{ claim: 'ALL_SAFE', counts: { denominator: 2, accounted: 2, safe: 2 } },
        },
      ],
    });
  });

  it('has its revision as ETag, on which a decision can rest, and a stale one is refused', async () => {
    const shown = await scene.watch.ask(`incidents/${STRIKE}`);
    expect(shown.headers['etag']).toBe('"0"');
    const refine = { incident: STRIKE, hazard: HAZARD, reason: REASON };
    const seen = { 'if-match': shown.headers['etag'] ?? '' };
    expect((await scene.watch.give('RefineHazard', refine, seen)).status).toBe(200);
    expectProblem(await scene.watch.give('RefineHazard', refine, seen), 412, 'precondition-failed');
  });

  it('shows a liaison the part of it that is his, without a text or an id that is not', async () => {
    await scene.at('23:12', 'LogNote', { incident: STRIKE, text: 'The line is busy' });
    await scene.at('23:13', 'RefineHazard', { incident: STRIKE, hazard: HAZARD, reason: REASON });
    const other = { rollCall: id('other roll call'), incident: STRIKE, scope: { deployments: [BEN] }, policy: POLICY };
    await scene.watch.record('OpenRollCall', other);
    const shown = await answered<IncidentAnswer>(await scene.liaison('Saskatoon'), `incidents/${STRIKE}`);
    expect(shown).toMatchObject({ hazards: [{ hazard: HAZARD }, {}], notes: [], closings: [] });
    expect(shown.rollCalls).toMatchObject([{ rollCall: RC, claim: 'PARTIAL', counts: { denominator: 1 } }]);
    for (const hidden of ['text', 'busy', REASON, 'Strike', BEN, other.rollCall]) {
      expect(JSON.stringify(shown)).not.toContain(hidden);
    }
  });

  it('gives a team lead no claim', async () => {
    const shown = await answered<IncidentAnswer>(await scene.lead(TRAINING), `incidents/${STRIKE}`);
    expect(shown.rollCalls).toMatchObject([{ rollCall: RC, claim: null, counts: { denominator: 2 } }]);
  });

  it('says of its claims that nothing is known while the view has stopped', async () => {
    const stopping = await startScene(FACTS_STOP_AT_A_NOTE);
    await stopping.at('23:10', 'RecordCheckIn', safe(ANN, '23:09'));
    await stopping.at('23:11', 'RecordCheckIn', safe(BEN, '23:09'));
    await stopping.at('23:12', 'LogNote', { incident: STRIKE, text: 'The view cannot take it' });
    const shown = await answered<IncidentAnswer>(stopping.auditor, `incidents/${STRIKE}`);
    expect(shown).toMatchObject({ revision: 0, notes: [], rollCalls: [{ claim: 'UNKNOWN' }] });
    const late = { incident: FLOOD, name: 'Flood', mode: 'TEST', hazard: HAZARD };
    await stopping.watch.record('OpenIncident', late);
    expectProblem(await stopping.auditor.ask(`incidents/${FLOOD}`), 503, 'not-current');
    await stopping.app.close();
  });

  it('says erased where the incident’s key is destroyed, and everything else as before', async () => {
    await scene.at('23:12', 'LogNote', { incident: STRIKE, text: 'The line is busy' });
    const before = await answered<IncidentAnswer>(scene.auditor, `incidents/${STRIKE}`);
    await scene.app.keys.destroy(`incident:${STRIKE}`);
    const erased = { erased: true };
    const [note] = before.notes;
    const after = { ...before, name: erased, notes: [{ ...note, text: erased }] };
    expect(await answered(scene.auditor, `incidents/${STRIKE}`)).toEqual(after);
    expect(await everyPage(scene.auditor, 'incidents', 5)).toMatchObject([{ incident: STRIKE, name: erased }]);
  });
});
