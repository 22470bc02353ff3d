import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { VerdictAnswer } from '../../src/features/accountability/queries/verdict.query.js';
import { instant } from '../../src/kernel/instant.js';
import type { TestCaller } from '../support/api.js';
import { evening } from '../support/tour.js';
import { answered } from './boards-support.js';
import { ADVICE, ANN, BEN, CARL, RC, safe, startScene, STRIKE, TRAINING, type Scene } from './timeline-support.js';

let scene: Scene;

afterAll(() => scene.app.close());

function verdict(query = '', by: TestCaller = scene.auditor): Promise<VerdictAnswer> {
  return answered<VerdictAnswer>(by, `roll-calls/${RC}/verdict${query}`);
}

describe('a verdict, as the night goes on', () => {
  beforeAll(async () => {
    scene = await startScene();
  });

  it('names everyone who was not heard, and what the claim is about', async () => {
    expect(await verdict()).toMatchObject({
      ...{
        claim: 'PARTIAL',
        counts: { denominator: 2, accounted: 0, safe: 0 },
        unmet: { EVIDENCE: [ANN, BEN].sort() },
      },
      ...{ mode: 'ACTUAL', scope: { missions: [TRAINING] }, policy: { freshness: 'PT6H', leastGrade: 3 } },
      ...{ ref: evening('22:50:00'), since: evening('22:30:00'), asOf: evening('23:00:00') },
      people: [{ accountability: 'UNKNOWN', condition: 'NOT_REPORTED', conflicts: 0, flags: [] }, {}],
      excluded: [],
    });
  });

  it('says that all are safe once they are, until when, and on whom it rests', async () => {
    await scene.at('23:10', 'RecordCheckIn', safe(ANN, '23:05'));
    await scene.at('23:11', 'RecordCheckIn', safe(BEN, '23:09', { disposition: 'SHELTERING' }));
    const said = await verdict();
    expect(said).toMatchObject({ claim: 'ALL_SAFE', unmet: {}, nextLapse: '2020-01-08T05:05:00.000Z' });
    expect(said.people.find(({ deployment }) => deployment === BEN)).toMatchObject({
      ...{ accountability: 'ACCOUNTED', condition: 'SAFE', disposition: 'SHELTERING', standing: 'MEMBER' },
      lapsesAt: '2020-01-08T05:09:00.000Z',
    });
    expect(said).not.toHaveProperty('forecast');
    expect(said).not.toHaveProperty('subset');
  });

  it('foretells what will lapse, marked as a forecast, and closes nothing by it', async () => {
    const ahead = await verdict('?asOf=2020-01-08T05:05:00Z');
    expect(ahead).toMatchObject({ forecast: true, claim: 'NO_KNOWN_CASUALTY', unmet: { FRESHNESS: [ANN] } });
    expect(await verdict('?asOf=2020-01-07T23:11:00Z')).not.toHaveProperty('forecast');
  });

  it('falls with someone who comes into scope and is not in the denominator', async () => {
    const visit = { deployment: CARL, assignment: STRIKE, mission: TRAINING, from: evening('22:40:00') };
    await scene.at('23:15', 'StartAssignment', visit);
    const said = await verdict();
    expect(said).toMatchObject({ claim: 'NO_KNOWN_CASUALTY', unmet: { DENOMINATOR: [CARL] } });
    expect(said.people.find(({ deployment }) => deployment === CARL)).toMatchObject({ standing: 'PENDING' });
    await scene.chief.record('ExcludeFromRollCall', { rollCall: RC, deployment: CARL, reason: 'Only drove by' });
    expect(await verdict()).toMatchObject({ claim: 'ALL_SAFE', excluded: [CARL], unmet: {} });
  });

  it('says that a clock was ahead', async () => {
    const observedAt = evening('23:59:00');
    await scene.at('23:20', 'RecordCheckIn', { ...safe(ANN, '23:59'), observedAt });
    const ann = (await verdict()).people.find(({ deployment }) => deployment === ANN);
    expect(ann).toMatchObject({ flags: ['CLOCK_AHEAD'], accountability: 'ACCOUNTED' });
  });

  it('counts who is hurt as accounted for and not as safe', async () => {
    await scene.at('23:30', 'RecordCheckIn', safe(BEN, '23:29', { condition: 'INJURED' }));
    expect(await verdict()).toMatchObject({
      ...{ claim: 'ALL_ACCOUNTED', counts: { denominator: 2, accounted: 2, safe: 1 }, unmet: { SAFETY: [BEN] } },
    });
  });
});

describe('a verdict, to whoever may read only some of the people', () => {
  beforeAll(async () => {
    await scene.app.close();
    scene = await startScene();
    await scene.at('23:10', 'RecordCheckIn', safe(ANN, '23:09'));
    await scene.at('23:11', 'RecordCheckIn', safe(BEN, '23:09'));
  });

  it('is of these alone, and says that there are others', async () => {
    const said = await verdict('', await scene.liaison('Saskatoon'));
    expect(said).toMatchObject({ claim: 'ALL_SAFE', counts: { denominator: 1 }, subset: true });
    expect(said.people.map(({ deployment }) => deployment)).toEqual([ANN]);
    expect(JSON.stringify(said)).not.toContain(BEN);
  });

  it('is no claim to a liaison who has nobody there, and names nobody', async () => {
    const said = await verdict('', await scene.liaison('Nowhere'));
    expect(said).toMatchObject({ claim: 'UNKNOWN', counts: { denominator: 0 }, subset: true, people: [] });
  });

  it('keeps back from a liaison what tells of duress, and says that it keeps something back', async () => {
    const liaison = await scene.liaison('Saskatoon');
    await scene.at('23:12', 'SignalDuress', { deployment: ANN, signalledAt: evening('23:11:00'), channel: 'APP' });
    const said = await verdict('', liaison);
    expect(said).toMatchObject({ claim: 'PARTIAL', unmet: { WITHHELD: [] }, counts: { accounted: 1, safe: 1 } });
    expect(JSON.stringify(said)).not.toMatch(/duress/i);
    for (const reader of [scene.watch, scene.chief, scene.auditor]) {
      expect(await verdict('', reader)).toMatchObject({ claim: 'ALL_ACCOUNTED', unmet: { SAFETY: [ANN] } });
    }
    expect(await verdict('?asOf=2020-01-07T23:10:30Z', liaison)).toMatchObject({ claim: 'ALL_SAFE', unmet: {} });
  });

  it('is never a claim to a team lead, who is told of no duress', async () => {
    const said = await verdict('', await scene.lead(TRAINING));
    expect(said).toMatchObject({ claim: null, unmet: {}, counts: { denominator: 2, accounted: 2, safe: 2 } });
    expect(said).not.toHaveProperty('subset');
    expect(JSON.stringify(said)).not.toMatch(/duress|withheld/i);
    const elsewhere = await verdict('', await scene.lead(ADVICE));
    expect(elsewhere).toMatchObject({ claim: null, unmet: {}, counts: { denominator: 0 }, people: [], subset: true });
  });

  it('is of those who are or were of his missions, as known now, whatever moment he asks about', async () => {
    const officer = (await scene.app.log.read(`deployment-${BEN}`, 0, 1))[0]?.data['officer'];
    await scene.watch.record('CorrectOfficer', { officer, homeAgency: 'Saskatoon', reason: 'A slip' });
    const said = await verdict('?knownAt=2020-01-07T23:11:00Z', await scene.liaison('Saskatoon'));
    expect(said).toMatchObject({ claim: 'ALL_SAFE', counts: { denominator: 2 } });
    expect(said.asOf).toBe(instant('2020-01-07T23:11:00Z'));
  });
});
