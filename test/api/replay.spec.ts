import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { VerdictAnswer } from '../../src/features/accountability/queries/verdict.query.js';
import { instant } from '../../src/kernel/instant.js';
import { expectProblem } from '../support/api.js';
import { evening } from '../support/tour.js';
import { answered } from './boards-support.js';
import { ANN, BEN, RC, safe, startScene, STRIKE, type Scene } from './timeline-support.js';

/** What the board, the verdict and the incident said at a moment of the night, live. */
interface Remembered {
  readonly asOf: string;
  readonly position: string;
  readonly board: object;
  readonly verdict: object;
}

let scene: Scene;
let night: Remembered[];
/** Where Ann's check-in, observed at 23:05, was recorded late; and where it was retracted. */
let late: string;
let retracted: string;

async function remember(): Promise<void> {
  const board = await answered<VerdictAnswer>(scene.auditor, `roll-calls/${RC}/board`);
  const verdict = await answered<VerdictAnswer>(scene.auditor, `roll-calls/${RC}/verdict`);
  const { asOf, position } = verdict;
  night.push({ asOf, position, board, verdict });
}

function verdict(query: string): Promise<VerdictAnswer> {
  return answered<VerdictAnswer>(scene.auditor, `roll-calls/${RC}/verdict?${query}`);
}

/** Remembered after every step and every lapse. */
beforeAll(async () => {
  scene = await startScene();
  night = [];
  await remember();
  await scene.at('23:10', 'RecordCheckIn', safe(BEN, '23:09'));
  await remember();
  const ann = await scene.at('23:30', 'RecordCheckIn', safe(ANN, '23:05'));
  late = ann.position;
  await remember();
  await scene.at('23:40', 'SignalDuress', { deployment: BEN, signalledAt: evening('23:39:00'), channel: 'APP' });
  await remember();
  const hazard = { earliest: evening('22:30:00'), latest: evening('23:00:00') };
  await scene.at('23:41', 'RefineHazard', { incident: STRIKE, hazard, reason: 'The times of the impacts' });
  await remember();
  ({ position: retracted } = await scene.at('23:50', 'RetractEntry', { entry: ann.entry, reason: 'Somebody else' }));
  await remember();
  await scene.chief.record('ExcludeFromRollCall', { rollCall: RC, deployment: ANN, reason: 'Was at home' });
  await remember();
  scene.app.clock.moveTo(instant('2020-01-08T05:09:00Z'));
  await remember();
}, 30_000);

afterAll(() => scene.app.close());

describe('a replay', () => {
  it('says of every moment of the night what was said then, to the letter', async () => {
    for (const { asOf, position, board, verdict: said } of night) {
      const axes = `asOf=${asOf}&knownAt=${position}`;
      expect(await verdict(axes)).toEqual(said);
      expect(await answered(scene.auditor, `roll-calls/${RC}/board?${axes}`)).toEqual(board);
    }
  });

  it('says the same after the views were rebuilt', async () => {
    await scene.app.views.rebuild();
    for (const { asOf, position, verdict: said } of night) {
      expect(await verdict(`asOf=${asOf}&knownAt=${position}`)).toEqual(said);
    }
  });

  it('of an instant at which something was known asks about that instant, where it says no other', async () => {
    expect(await verdict(`knownAt=${evening('23:29:59')}`)).toMatchObject({
      ...{ asOf: evening('23:29:59'), counts: { accounted: 1 }, unmet: { EVIDENCE: [ANN] } },
    });
    expect(await verdict(`knownAt=${evening('23:30:00')}`)).toMatchObject({ claim: 'ALL_SAFE', position: late });
  });

  it('of a position asks about the instant of its recording, where it says no other', async () => {
    expect(await verdict(`knownAt=${late}`)).toMatchObject({ claim: 'ALL_SAFE', asOf: evening('23:30:00') });
    expect(await verdict(`knownAt=${retracted}`)).toMatchObject({
      asOf: evening('23:50:00'),
      unmet: { EVIDENCE: [ANN] },
    });
  });

  it('of what was true at an instant asks what is known now, late news and corrections included', async () => {
    const asKnownNow = await verdict(`asOf=${evening('23:20:00')}`);
    expect(asKnownNow).toMatchObject({ ref: evening('23:00:00'), unmet: { EVIDENCE: [ANN] } });
    const asKnownThen = await verdict(`asOf=${evening('23:20:00')}&knownAt=${late}`);
    expect(asKnownThen).toMatchObject({ claim: 'ALL_SAFE', ref: evening('22:50:00'), position: late });
  });

  it('keeps both axes apart: what was known at one instant of another', async () => {
    const answer = await verdict(`asOf=${instant('2020-01-08T05:08:59Z')}&knownAt=${evening('23:35:00')}`);
    expect(answer).toMatchObject({ claim: 'NO_KNOWN_CASUALTY', unmet: { FRESHNESS: [ANN] }, position: late });
    expect(answer).not.toHaveProperty('forecast');
  });

  it('says of a moment before the opening that it was not open, and nothing else', async () => {
    for (const axes of [`asOf=${evening('22:59:59')}`, `knownAt=${evening('22:59:59')}`, 'knownAt=0']) {
      expect(await verdict(axes)).toMatchObject({
        ...{ claim: 'UNKNOWN', unmet: { NOT_OPEN: [] }, counts: { denominator: 0, accounted: 0, safe: 0 }, people: [] },
      });
    }
  });

  it('marks what lies ahead as a forecast, also of what was known once', async () => {
    const ahead = '2020-01-09T00:00:00Z';
    expect(await verdict(`asOf=${ahead}&knownAt=${late}`)).toMatchObject({
      forecast: true,
      unmet: { FRESHNESS: [ANN, BEN].sort() },
    });
    expect(await verdict(`knownAt=${ahead}`)).toMatchObject({ forecast: true, claim: 'PARTIAL' });
  });

  it('is not asked of a position that the log does not have', async () => {
    expectProblem(await scene.auditor.ask(`roll-calls/${RC}/verdict?knownAt=zzzzzzzz`), 400, 'invalid-request');
  });

  it('says in a liaison’s answer about then what may be told him now', async () => {
    const path = `roll-calls/${RC}/verdict?knownAt=${evening('23:40:00')}`;
    const said = await answered<VerdictAnswer>(await scene.liaison('Halifax'), path);
    expect(said).toMatchObject({ subset: true, unmet: { WITHHELD: [] }, people: [{ deployment: BEN }] });
  });
});
