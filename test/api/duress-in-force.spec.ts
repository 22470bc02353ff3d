import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { BoardAnswer } from '../../src/features/accountability/queries/board.query.js';
import type { PersonAnswer } from '../../src/features/accountability/queries/person-answer.js';
import type { VerdictAnswer } from '../../src/features/accountability/queries/verdict.query.js';
import { callerWith, type TestCaller } from '../support/api.js';
import { id } from '../support/given.js';
import { evening } from '../support/tour.js';
import { answered } from './boards-support.js';
import { startLiveScene, type LiveScene } from './live-scene.js';
import { ANN, BEN, RC, safe } from './timeline-support.js';

const SIGNAL = { deployment: ANN, signalledAt: evening('23:20:00'), channel: 'APP' };
const DEATH = { deployment: ANN, observedAt: evening('23:15:00'), channel: 'PHONE', grade: 1 };

let scene: LiveScene;

beforeEach(async () => {
  scene = await startLiveScene();
});

afterEach(() => scene.close());

async function annTo(by: TestCaller): Promise<PersonAnswer | undefined> {
  const { lines } = await answered<BoardAnswer>(by, `roll-calls/${RC}/board`);
  return lines.find(({ deployment }) => deployment === ANN)?.person;
}

const IMPAIRED: Readonly<Record<string, () => Promise<unknown>>> = {
  MISSING: () => scene.chief.record('DeclareMissing', { deployment: ANN, reason: 'Her vehicle was found empty' }),
  DEAD: async () => {
    const { entry } = await scene.at('23:16', 'ReportDeath', DEATH);
    await scene.chief.record('ConfirmDeath', { entry, reason: 'Identified' });
  },
  CONFLICTED: async () => {
    await scene.at('23:11', 'RecordCheckIn', safe(ANN, '23:10', { condition: 'INJURED' }));
    await scene.at('23:16', 'RecordCheckIn', safe(ANN, '23:15', { grade: 2 }));
  },
};

describe('a duress in force', () => {
  it.each(Object.keys(IMPAIRED))('is told to the watch of someone who is %s first of all', async (impaired) => {
    await IMPAIRED[impaired]?.();
    expect(await annTo(scene.watch)).toMatchObject({ impaired });
    expect(await annTo(scene.watch)).not.toHaveProperty('underDuress');
    await scene.at('23:21', 'SignalDuress', SIGNAL);
    for (const by of [scene.watch, scene.chief, scene.auditor]) {
      expect(await annTo(by)).toMatchObject({ impaired, underDuress: true });
    }
  });

  it('is told of who has nothing else against him too, of nobody else, and until it is cleared', async () => {
    const { entry } = await scene.at('23:21', 'SignalDuress', SIGNAL);
    expect(await annTo(scene.watch)).toMatchObject({ impaired: 'DURESS', underDuress: true });
    const { people } = await answered<VerdictAnswer>(scene.auditor, `roll-calls/${RC}/verdict`);
    expect(people.filter(({ underDuress }) => underDuress === true).map(({ deployment }) => deployment)).toEqual([ANN]);
    expect(people.find(({ deployment }) => deployment === BEN)).not.toHaveProperty('underDuress');
    await scene.chief.record('ClearDuress', { entry, reason: 'Met her alone' });
    expect(await annTo(scene.watch)).not.toHaveProperty('underDuress');
  });

  it('is a change of a live board, of someone who is missing already', async () => {
    await IMPAIRED['MISSING']?.();
    const listener = await scene.hear();
    await listener.next();
    await scene.at('23:21', 'SignalDuress', SIGNAL);
    const told = await listener.next();
    expect(told.data.lines).toMatchObject([{ deployment: ANN, person: { impaired: 'MISSING', underDuress: true } }]);
  });

  it('changes no line of those who may be within a captor’s reach, nor of a liaison', async () => {
    await IMPAIRED['MISSING']?.();
    const readers = [
      await scene.lead(id('training')),
      await scene.liaison('Saskatoon'),
      callerWith(scene.app, await scene.app.admit('teamLead', { missions: [id('training'), id('advice')] })),
    ];
    const before = await Promise.all(readers.map(annTo));
    await scene.at('23:21', 'SignalDuress', SIGNAL);
    const after = await Promise.all(readers.map(annTo));
    expect(after).toEqual(before);
    expect(after.map((person) => person?.impaired)).toEqual(['MISSING', 'MISSING', 'MISSING']);
    expect(JSON.stringify(after)).not.toMatch(/duress/i);
  });
});
