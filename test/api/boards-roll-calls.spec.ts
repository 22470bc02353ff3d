import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RollCallAnswer, RollCallSummary } from '../../src/features/accountability/queries/roll-call-answer.js';
import { callerWith, expectProblem } from '../support/api.js';
import { id } from '../support/given.js';
import { evening } from '../support/tour.js';
import { answered, everyPage } from './boards-support.js';
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

describe('the list of roll calls', () => {
  it('has the newest first, of all incidents or of one', async () => {
    await flood();
    const flooded = {
      rollCall: FLOOD_RC,
      incident: FLOOD,
      mode: 'EXERCISE',
      openedAt: evening('23:31:00'),
      open: true,
    };
    const struck = { rollCall: RC, incident: STRIKE, mode: 'ACTUAL', openedAt: evening('23:00:00'), open: true };
    expect(await everyPage<RollCallSummary>(scene.auditor, 'roll-calls', 1)).toEqual([flooded, struck]);
    expect(await everyPage(scene.auditor, `roll-calls?incident=${STRIKE}`, 1)).toEqual([struck]);
    expect(await everyPage(scene.auditor, `roll-calls?incident=${NOBODY}`, 1)).toEqual([]);
  });

  it('is to a liaison or a team lead that of his own people', async () => {
    await flood();
    for (const reader of [await scene.liaison('Peel'), await scene.lead(ADVICE)]) {
      expect(await everyPage(reader, 'roll-calls', 1)).toMatchObject([{ rollCall: FLOOD_RC }]);
      expect(await everyPage(reader, `roll-calls?incident=${STRIKE}`, 1)).toEqual([]);
    }
  });

  it.each(['incident=strike', 'limit=0', 'cursor=%21', 'colour=blue'])('refuses %s', async (query) => {
    expectProblem(await scene.auditor.ask(`roll-calls?${query}`), 400, 'invalid-request');
  });
});

describe('who sees nothing of it', () => {
  it('is told the same of an incident or a roll call that is there as of one that is not', async () => {
    for (const stranger of [await scene.liaison('Nowhere'), await scene.lead(ADVICE)]) {
      for (const path of ['incidents', 'roll-calls']) {
        const there = await stranger.ask(`${path}/${path === 'incidents' ? STRIKE : RC}`);
        const absent = await stranger.ask(`${path}/${NOBODY}`);
        expectProblem(there, 403, 'forbidden');
        expect(told(absent.body)).toEqual(told(there.body));
      }
    }
  });

  it('is told so whether or not there is one, where his role reads none', async () => {
    const { app } = scene;
    const [ann, operator] = [await app.admit('deployedOfficer', { deployment: ANN }), await app.admit('operator')];
    for (const path of ['incidents', `incidents/${STRIKE}`, 'roll-calls', `roll-calls/${RC}`, `roll-calls/${NOBODY}`]) {
      for (const token of [ann, operator]) expectProblem(await callerWith(app, token).ask(path), 403, 'forbidden');
      expectProblem(await callerWith(app, 'nobody').ask(path), 401, 'unauthenticated');
    }
  });

  it('is told that there is none, where he reads all', async () => {
    for (const path of [`incidents/${NOBODY}`, `roll-calls/${NOBODY}`]) {
      expectProblem(await scene.watch.ask(path), 404, 'not-found');
    }
  });

  function told(body: unknown): object {
    const { correlationId: _own, ...problem } = body as { readonly correlationId: string };
    return problem;
  }
});

describe("a roll call's page", () => {
  it('shows what it asks, every decision about it, and what may be said of it now', async () => {
    await scene.at('23:10', 'RecordCheckIn', safe(ANN, '23:09'));
    const longer = { freshness: 'PT12H', leastGrade: 2 };
    await scene.chief.record('AdoptPolicy', {
      ...{ rollCall: RC, policy: longer, reason: REASON, effectiveAt: evening('23:05:00') },
    });
    await scene.chief.record('ExcludeFromRollCall', { rollCall: RC, deployment: BEN, reason: 'Had left' });
    await scene.at('23:20', 'ReverseExclusion', { rollCall: RC, deployment: BEN, reason: 'Had not' });
    await scene.watch.record('CloseRollCall', { rollCall: RC, outcome: 'INCOMPLETE', reason: REASON });
    const { position } = await scene.at('23:30', 'ReopenRollCall', { rollCall: RC, reason: REASON });
    const shown = await answered<RollCallAnswer>(scene.auditor, `roll-calls/${RC}`);
    const reason = { text: REASON };
    expect(shown).toMatchObject({
      ...{ rollCall: RC, incident: STRIKE, mode: 'ACTUAL', revision: 5, position, open: true },
      ...{ openedAt: evening('23:00:00'), openedBy: WATCH, openedWith: 2, scope: { missions: [TRAINING] } },
      ...{ claim: 'NO_KNOWN_CASUALTY', counts: { denominator: 2, accounted: 1, safe: 1 }, unmet: { EVIDENCE: [BEN] } },
      policy: longer,
      policies: [
        { policy: POLICY, effectiveAt: evening('23:00:00'), recordedBy: WATCH },
        {
          policy: longer,
          effectiveAt: evening('23:05:00'),
          recordedAt: evening('23:10:00'),
          recordedBy: CHIEF,
          reason,
        },
      ],
      memberships: [
        { deployment: BEN, change: 'EXCLUDED', effectiveAt: evening('23:10:00'), reason: { text: 'Had left' } },
        { deployment: BEN, change: 'REVERSED', effectiveAt: evening('23:20:00'), reason: { text: 'Had not' } },
      ],
      closings: [
        { closed: true, outcome: 'INCOMPLETE', stillOpen: [BEN], recordedAt: evening('23:20:00'), reason },
        { closed: false, recordedAt: evening('23:30:00'), reason },
      ],
    });
    expect(shown).not.toHaveProperty('referenceInstant');
  });

  it('shows the instant that it was opened with', async () => {
    const rollCall = id('later');
    const referenceInstant = evening('22:55:00');
    const body = { rollCall, incident: STRIKE, scope: { missions: [TRAINING] }, policy: POLICY, referenceInstant };
    await scene.watch.record('OpenRollCall', body);
    const shown = await answered<RollCallAnswer>(scene.auditor, `roll-calls/${rollCall}`);
    expect(shown).toMatchObject({ referenceInstant, ref: referenceInstant, since: referenceInstant });
  });

  it('shows a reader of some the part of it that is his, and not how it was closed, which tells of duress', async () => {
    const named = { rollCall: id('named'), incident: STRIKE, scope: { deployments: [ANN, BEN] }, policy: POLICY };
    await scene.watch.record('OpenRollCall', named);
    await scene.at('23:10', 'RecordCheckIn', safe(ANN, '23:09'));
    await scene.at('23:11', 'SignalDuress', { deployment: ANN, signalledAt: evening('23:10:00'), channel: 'APP' });
    await scene.chief.record('AdoptPolicy', { rollCall: named.rollCall, policy: POLICY, reason: REASON });
    for (const deployment of [ANN, BEN]) {
      const body = { rollCall: named.rollCall, deployment, reason: `About ${deployment}` };
      await scene.chief.record('ExcludeFromRollCall', body);
      await scene.watch.record('ReverseExclusion', body);
    }
    await scene.watch.record('CloseRollCall', { rollCall: named.rollCall, outcome: 'INCOMPLETE', reason: REASON });
    const shown = await answered<RollCallAnswer>(await scene.liaison('Saskatoon'), `roll-calls/${named.rollCall}`);
    expect(shown).toMatchObject({
      ...{ openedWith: 1, open: false, counts: { denominator: 1 }, scope: { deployments: [ANN] }, subset: true },
      memberships: [
        { deployment: ANN, change: 'EXCLUDED', reason: { text: `About ${ANN}` } },
        { deployment: ANN, change: 'REVERSED', reason: { text: `About ${ANN}` } },
      ],
      closings: [{ closed: true }],
    });
    expect(shown.closings[0]).not.toHaveProperty('recordedBy');
    for (const hidden of [BEN, REASON, 'INCOMPLETE', 'stillOpen']) expect(JSON.stringify(shown)).not.toContain(hidden);
    expect(shown.unmet).toEqual({ WITHHELD: [] });
    const toLead = await answered<RollCallAnswer>(await scene.lead(TRAINING), `roll-calls/${named.rollCall}`);
    expect(toLead).toMatchObject({ claim: null, unmet: {}, openedWith: 2, closings: [{ closed: true }] });
    expect(JSON.stringify(toLead)).not.toMatch(/INCOMPLETE|stillOpen/);
  });

  it('has its revision as ETag, on which a decision can rest, and a stale one is refused', async () => {
    const shown = await scene.chief.ask(`roll-calls/${RC}`);
    expect(shown.headers['etag']).toBe('"0"');
    const exclude = { rollCall: RC, deployment: BEN, reason: REASON };
    const seen = { 'if-match': shown.headers['etag'] ?? '' };
    expect((await scene.chief.give('ExcludeFromRollCall', exclude, seen)).status).toBe(200);
    const reverse = await scene.watch.give('ReverseExclusion', exclude, seen);
    expectProblem(reverse, 412, 'precondition-failed');
  });
});
