import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PROJECTIONS } from '../../src/installation/projections.js';
import { FACTS } from '../../src/features/accountability/facts/facts.projection.js';
import { MAX_MISSED_STEPS } from '../../src/features/accountability/live/missed.js';
import { HEARTBEAT_MS } from '../../src/api/wakes.js';
import { instant } from '../../src/kernel/instant.js';
import { id } from '../support/given.js';
import { evening } from '../support/tour.js';
import { ANN_LAPSES, ANN_LAPSES_SOON, groupsIn, startLiveScene, type LiveScene } from './live-scene.js';
import type { Listener, Told } from './live-support.js';
import { STOPS_AT_A_NOTE } from './roll-calls-support.js';
import { ANN, BEN, CARL, RC, safe, STRIKE, TRAINING } from './timeline-support.js';

const LONG_MS = 3 * HEARTBEAT_MS;

let scene: LiveScene;

afterEach(() => scene.close());

describe('a live board', () => {
  beforeEach(async () => {
    scene = await startLiveScene();
  });

  it('is told whole on connecting, as the board itself says it', async () => {
    const listener = await scene.hear();
    expect(listener.response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
    });
    const { body } = await scene.auditor.ask(`roll-calls/${RC}/board`);
    const told = await listener.next();
    expect(told).toEqual({ event: 'board', id: expect.any(String), data: body });
    expect(groupsIn(told)).toEqual({ [ANN]: 'NEVER_HEARD', [BEN]: 'NEVER_HEARD' });
  });

  it('is told what an event changed, and the lines of those alone whom it changed', async () => {
    const listener = await scene.hear();
    await listener.next();
    const { position } = await scene.at('23:10', 'RecordCheckIn', safe(ANN, '23:09'));
    expect(await listener.next()).toMatchObject({
      event: 'change',
      data: {
        ...{ claim: 'NO_KNOWN_CASUALTY', counts: { accounted: 1 }, unmet: { EVIDENCE: [BEN] } },
        ...{ position, asOf: evening('23:10:00'), nextLapse: ANN_LAPSES, removed: [] },
        lines: [{ deployment: ANN, group: 'ACCOUNTED', name: { text: 'Ann Example' } }],
      },
    });
  });

  it('is told who has come to it, and who is gone from it', async () => {
    const listener = await scene.hear();
    await listener.next();
    const visit = { deployment: CARL, assignment: id('visit') };
    await scene.at('23:10', 'StartAssignment', { ...visit, mission: TRAINING, from: evening('22:35:00') });
    expect(groupsIn(await listener.next())).toEqual({ [CARL]: 'NEVER_HEARD' });
    await scene.at('23:11', 'EndAssignment', { ...visit, at: evening('22:40:00') });
    const hazard = { earliest: evening('22:45:00'), latest: evening('22:50:00') };
    await scene.at('23:12', 'RefineHazard', { incident: STRIKE, hazard, reason: 'The times of the impacts' });
    expect((await listener.next()).data).toMatchObject({ since: hazard.earliest, lines: [], removed: [CARL] });
  });

  it('is told nothing of events that change nothing on it', async () => {
    const listener = await scene.hear();
    await listener.next();
    await scene.at('23:10', 'LogNote', { incident: STRIKE, text: 'The line is busy' });
    const { position } = await scene.at('23:11', 'RecordCheckIn', safe(ANN, '23:09'));
    expect((await listener.next()).data.position).toBe(position);
  });

  it('changes without an event when a lapse comes near, and at its instant', async () => {
    await scene.at('23:10', 'RecordCheckIn', safe(ANN, '23:09'));
    const listener = await scene.hear();
    const { position } = (await listener.next()).data;
    scene.app.clock.moveTo(ANN_LAPSES_SOON);
    expect(groupsIn(await listener.next())).toEqual({ [ANN]: 'LAPSING_SOON' });
    scene.app.clock.moveTo(ANN_LAPSES);
    const lapsed = await listener.next();
    expect(lapsed.data).toMatchObject({ asOf: ANN_LAPSES, position, unmet: { EVIDENCE: [BEN], FRESHNESS: [ANN] } });
    expect(groupsIn(lapsed)).toEqual({ [ANN]: 'STALE' });
  });

  it('is told to each reader as he may see it', async () => {
    await scene.at('23:10', 'RecordCheckIn', safe(ANN, '23:09'));
    await scene.at('23:11', 'SignalDuress', { deployment: ANN, signalledAt: evening('23:10:00'), channel: 'APP' });
    const liaison = await scene.app.admit('liaison', { agency: 'Saskatoon' });
    const lead = await scene.app.admit('teamLead', { missions: [TRAINING] });
    const told = await (await scene.hear(undefined, liaison)).next();
    expect(told.data).toMatchObject({ claim: 'PARTIAL', unmet: { WITHHELD: [] }, subset: true });
    expect(groupsIn(told)).toEqual({ [ANN]: 'ACCOUNTED' });
    const toLead = await (await scene.hear(undefined, lead)).next();
    expect(toLead.data).toMatchObject({ claim: null, unmet: {}, counts: { denominator: 2, accounted: 1, safe: 1 } });
    const toAuditor = await (await scene.hear()).next();
    expect(groupsIn(toAuditor)).toMatchObject({ [ANN]: 'NEEDS_HELP' });
  });
});

describe('a reader who comes back', () => {
  beforeEach(async () => {
    scene = await startLiveScene();
  });

  /** The id of the last message of someone who watched until now. */
  async function seen(): Promise<string> {
    const listener = await scene.hear();
    const { id } = await listener.next();
    listener.leave();
    return id;
  }

  it('is told the steps that he missed, in order, lapses among them, and then the present', async () => {
    const last = await seen();
    const heard = await scene.at('23:10', 'RecordCheckIn', safe(ANN, '23:09'));
    scene.app.clock.moveTo(instant('2020-01-08T06:00:00Z'));
    const observedAt = instant('2020-01-08T05:30:00Z');
    const late = await scene.watch.record('RecordCheckIn', { ...safe(BEN, '23:09'), observedAt });
    scene.app.clock.moveTo(instant('2020-01-08T07:00:00Z'));

    const listener = await scene.hear(last);
    const steps = [await listener.next(), await listener.next(), await listener.next(), await listener.next()];
    expect(steps.map((step) => [step.event, step.data.asOf, step.data.position, groupsIn(step)])).toEqual([
      ['change', evening('23:10:00'), heard.position, { [ANN]: 'ACCOUNTED' }],
      ['change', ANN_LAPSES_SOON, heard.position, { [ANN]: 'LAPSING_SOON' }],
      ['change', ANN_LAPSES, heard.position, { [ANN]: 'STALE' }],
      ['change', '2020-01-08T06:00:00.000Z', late.position, { [BEN]: 'ACCOUNTED' }],
    ]);
    const present = await listener.next();
    expect(present).toMatchObject({ event: 'change', data: { asOf: '2020-01-08T07:00:00.000Z', lines: [] } });
  });

  it('who goes on from any of the steps has the same board in the end', async () => {
    const first = await (await scene.hear()).next();
    await scene.at('23:10', 'RecordCheckIn', safe(ANN, '23:09'));
    await scene.at('23:12', 'RecordCheckIn', safe(BEN, '23:11', { condition: 'INJURED' }));
    await scene.chief.record('ExcludeFromRollCall', { rollCall: RC, deployment: BEN, reason: 'A mistake' });
    scene.app.clock.moveTo(ANN_LAPSES);
    const whole = (await (await scene.hear()).next()).data;
    const steps = await until(await scene.hear(first.id), ANN_LAPSES);
    for (const [index] of [first, ...steps].entries()) {
      const had = [first, ...steps.slice(0, index)];
      const again = await until(await scene.hear(had.at(-1)?.id), ANN_LAPSES);
      expect(linesAfter([...had, ...again])).toEqual(linesOf(whole.lines));
      expect({ ...again.at(-1)?.data, lines: [], removed: [] }).toEqual({ ...whole, lines: [], removed: [] });
    }
  });

  it('who missed nothing is told at once that he has the present', async () => {
    const last = await seen();
    expect(await (await scene.hear(last)).next()).toMatchObject({ event: 'change', data: { lines: [], removed: [] } });
  });

  it.each([
    ['that no stream gave', () => 'anything'],
    ['of a position that the log does not have', () => `zzzz@${evening('23:00:00')}`],
    ['of an instant that has not come', (id: string) => `${id.split('@')[0]}@${ANN_LAPSES}`],
    ['of an instant before its position was recorded', (id: string) => `${id.split('@')[0]}@${evening('20:00:00')}`],
    ['from before the log’s first event', () => `0@${evening('20:00:00')}`],
    ['with more behind it', (id: string) => `${id}@1`],
  ])('with an id %s has the board anew', async (_, idOf) => {
    const listener = await scene.hear(idOf(await seen()));
    expect(await listener.next()).toMatchObject({ event: 'board', data: { lines: [{}, {}] } });
  });

  it('who missed too much has the board anew', async () => {
    const last = await seen();
    const one = { ...safe(ANN, '23:00'), observedAt: evening('22:59:00') };
    const checkIns = Array.from({ length: MAX_MISSED_STEPS / 5 }, () => one);
    for (let times = 0; times < 5; times++) await scene.watch.record('RecordCheckIns', { checkIns });
    const next = await (await scene.hear(last)).next();
    expect(next.event).toBe('change');
    await scene.watch.record('RecordCheckIn', one);
    expect((await (await scene.hear(last)).next()).event).toBe('board');
  }, 240_000);

  /** What is told until the present is reached. */
  async function until(listener: Listener, present: string): Promise<readonly Told[]> {
    const steps: Told[] = [];
    do steps.push(await listener.next());
    while (steps.at(-1)?.data.asOf !== present);
    return steps;
  }

  function linesAfter(messages: readonly Told[]): ReadonlyMap<string, object> {
    const lines = new Map<string, object>();
    for (const { data } of messages) {
      for (const [deployment, line] of linesOf(data.lines)) lines.set(deployment, line);
      for (const deployment of data.removed ?? []) lines.delete(deployment);
    }
    return lines;
  }

  function linesOf(lines: Told['data']['lines']): ReadonlyMap<string, object> {
    return new Map(lines.map((line) => [line.deployment, line]));
  }
});

describe('a live board whose view has stopped', () => {
  beforeEach(async () => {
    scene = await startLiveScene(
      PROJECTIONS.map((projection) => (projection === FACTS ? STOPS_AT_A_NOTE : projection)),
    );
    await scene.at('23:10', 'RecordCheckIn', safe(ANN, '23:09'));
    await scene.at('23:10', 'RecordCheckIn', safe(BEN, '23:09'));
  });

  it(
    'says within a heartbeat that it knows nothing any more',
    async () => {
      const listener = await scene.hear();
      expect((await listener.next()).data.claim).toBe('ALL_SAFE');
      await scene.watch.record('LogNote', { incident: STRIKE, text: 'The view cannot take it' });
      expect((await listener.next()).data).toMatchObject({ claim: 'UNKNOWN', unmet: { CURRENCY: [] } });
    },
    LONG_MS,
  );

  it('says so on connecting, also to who comes back', async () => {
    const { id } = await (await scene.hear()).next();
    await scene.watch.record('LogNote', { incident: STRIKE, text: 'The view cannot take it' });
    expect((await (await scene.hear()).next()).data).toMatchObject({ claim: 'UNKNOWN', unmet: { CURRENCY: [] } });
    expect((await (await scene.hear(id)).next()).data).toMatchObject({ claim: 'UNKNOWN', unmet: { CURRENCY: [] } });
  });
});
