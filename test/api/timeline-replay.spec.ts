import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ShownEventAnswer } from '../../src/features/timeline/queries/ask-event.query.js';
import type { OutlineAnswer } from '../../src/features/timeline/queries/ask-outline.query.js';
import { expectProblem } from '../support/api.js';
import { answered } from './boards-support.js';
import { ANN, BEN, CARL, RC, safe, startScene, STRIKE, type Scene } from './timeline-support.js';

const INCIDENT = `incidents/${STRIKE}`;

describe('what a replay goes by', () => {
  let scene: Scene;

  /** A correction after the closing belongs to it; what is recorded of someone else never does. */
  beforeAll(async () => {
    scene = await startScene();
    const { entry } = await scene.at('23:10', 'RecordCheckIn', safe(ANN, '23:09', { note: 'On the roof' }));
    await scene.at('23:11', 'RecordCheckIn', safe(CARL, '23:10'));
    await scene.at('23:12', 'SignalDuress', { deployment: BEN, signalledAt: '2020-01-07T23:12:00Z', channel: 'APP' });
    await scene.at('23:30', 'CloseRollCall', { rollCall: RC, outcome: 'INCOMPLETE', reason: 'Ben is under duress' });
    await scene.at('23:40', 'CloseIncident', { incident: STRIKE, reason: 'Over' });
    await scene.at('23:50', 'RetractEntry', { entry, reason: 'It was her neighbour' });
  });

  afterAll(() => scene.app.close());

  it('is where each event of its timeline stands, and when it was recorded', async () => {
    const { events } = await scene.timeline();
    const outline = await answered<OutlineAnswer>(scene.auditor, `${INCIDENT}/timeline/outline`);
    expect(outline.positions).toEqual(events.map(({ position }) => position));
    expect(outline.recordedAt).toEqual(events.map(({ recordedAt }) => recordedAt));
    expect(outline).not.toHaveProperty('next');
    expect(events.at(-1)).toMatchObject({ type: 'EntryRetracted' });
  });

  it('does not tell of duress by a gap between places that a narrowed reader is given', async () => {
    const liaison = await scene.liaison('Halifax');
    const outline = await answered<OutlineAnswer>(liaison, `${INCIDENT}/timeline/outline`);
    const { events } = await scene.timeline('', liaison);
    expect(outline.positions).toEqual(events.map(({ position }) => position));
    expect(events.map(({ type }) => type)).not.toContain('DuressSignalled');
  });

  it('is each event as the timeline tells it, and as it lies in the log, sealed', async () => {
    const { events } = await scene.timeline();
    for (const told of events) {
      const { stored, ...shown } = await answered<ShownEventAnswer>(
        scene.auditor,
        `${INCIDENT}/events/${told.position}`,
      );
      expect(shown).toEqual(told);
      expect(stored).toMatchObject({
        type: told.type,
        position: told.position,
        revision: told.revision,
        data: told.data,
      });
      expect(stored?.metadata).toMatchObject({ actor: told.actor, role: told.role });
      expect(JSON.stringify(stored)).not.toContain('On the roof');
    }
  });

  it('is not as it lies in the log to whoever reads only some of the people', async () => {
    const saskatoon = await scene.liaison('Saskatoon');
    for (const { position } of (await scene.timeline('', saskatoon)).events) {
      const shown = await answered<ShownEventAnswer>(saskatoon, `${INCIDENT}/events/${position}`);
      expect(shown).not.toHaveProperty('stored');
      expect(shown).not.toHaveProperty('revision');
    }
  });

  it('is no event of anyone else, nor of duress to whoever is not told of it', async () => {
    const { events } = await scene.timeline();
    const duress = events.find(({ type }) => type === 'DuressSignalled')?.position ?? '';
    const liaison = await scene.liaison('Halifax');
    expectProblem(await liaison.ask(`${INCIDENT}/events/${duress}`), 404, 'not-found');
    expectProblem(await scene.auditor.ask(`${INCIDENT}/events/0000000000000001`), 404, 'not-found');
    expectProblem(await scene.auditor.ask(`${INCIDENT}/events/!`), 400, 'invalid-request');
  });
});
