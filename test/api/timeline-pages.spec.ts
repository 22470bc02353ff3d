import { afterEach, describe, expect, it } from '@jest/globals';
import { PROJECTIONS } from '../../src/installation/projections.js';
import type { TimelineAnswer } from '../../src/features/timeline/queries/timeline.answer.js';
import { JOURNAL } from '../../src/features/timeline/journal/journal.projection.js';
import type { Projection } from '../../src/projecting/projection.js';
import { expectProblem } from '../support/api.js';
import { evening } from '../support/tour.js';
import { ANN, BEN, safe, startScene, STRIKE, type Scene } from './timeline-support.js';

let scene: Scene;

afterEach(() => scene.app.close());

const note = (text: string) => ({ incident: STRIKE, text });

describe('the pages of a timeline', () => {
  it('are together the whole of it', async () => {
    scene = await startScene();
    for (const time of ['23:10', '23:11', '23:12', '23:13', '23:14']) await scene.at(time, 'LogNote', note(time));
    const pages: TimelineAnswer[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined; cursor = pages.at(-1)?.next) {
      pages.push(await scene.timeline(`?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`));
    }
    expect(pages.map(({ events }) => events.length)).toEqual([3, 3, 1]);
    expect(pages.flatMap(({ events }) => events)).toEqual((await scene.timeline()).events);
  });

  it('are all as known when the first was asked for, whatever comes meanwhile', async () => {
    scene = await startScene();
    await scene.at('23:10', 'RecordCheckIn', safe(ANN, '23:09'));
    const first = await scene.timeline('?limit=1');
    await scene.at('23:11', 'RecordCheckIn', safe(BEN, '23:09'));
    const rest = await scene.timeline(`?cursor=${first.next ?? ''}`);
    expect(rest.knownAt).toBe(first.knownAt);
    expect(rest.events.map(({ type }) => type)).toEqual(['RollCallOpened', 'OfficerAccountedFor']);
    expect(rest).not.toHaveProperty('next');
  });

  it.each(['x', Buffer.from('1').toString('base64url'), Buffer.from('1/2/3').toString('base64url')])(
    'are refused for a cursor that none of them gave: %s',
    async (cursor) => {
      scene = await startScene();
      const answer = await scene.auditor.ask(`incidents/${STRIKE}/timeline?cursor=${cursor}`);
      expectProblem(answer, 400, 'invalid-request');
    },
  );
});

describe('a timeline whose view lags behind the log', () => {
  /** Stops for good at the next note of the watch. */
  const STOPS_AT_A_NOTE: Projection = {
    ...JOURNAL,
    apply: (db, event) => {
      if (event.type === 'NoteLogged') throw new Error('the view cannot take a note');
      JOURNAL.apply(db, event);
    },
  };

  it('is refused rather than stale, while what it has is still answered as known then', async () => {
    scene = await startScene(PROJECTIONS.map((projection) => (projection === JOURNAL ? STOPS_AT_A_NOTE : projection)));
    const { position } = await scene.at('23:10', 'RecordCheckIn', safe(ANN, '23:09'));
    expect(await scene.types(`?after=${position}`)).toHaveLength(3);
    const last = await scene.at('23:11', 'LogNote', note('All quiet'));
    const ask = (query: string) => scene.auditor.ask(`incidents/${STRIKE}/timeline${query}`);
    expectProblem(await ask(''), 503, 'not-current');
    expectProblem(await ask(`?after=${last.position}`), 503, 'not-current');
    expectProblem(await ask(`?knownAt=${evening('23:30:00')}`), 503, 'not-current');
    expect(await scene.types(`?knownAt=${position}`)).toHaveLength(3);
    expect(await scene.types(`?knownAt=${evening('23:00:00')}`)).toHaveLength(2);
  });
});
