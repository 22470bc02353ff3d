import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { BoardLineAnswer } from '../../src/features/accountability/queries/board-line.js';
import type { BoardAnswer } from '../../src/features/accountability/queries/board.query.js';
import { instant } from '../../src/kernel/instant.js';
import { callerWith, expectProblem } from '../support/api.js';
import { id } from '../support/given.js';
import { evening } from '../support/tour.js';
import { answered, deploy, everyPage, FACTS_STOP_AT_A_NOTE } from './boards-support.js';
import { ANN, BEN, NOBODY, officerOf, RC, safe, startScene, STRIKE, type Scene } from './timeline-support.js';

const CREW = ['hurt', 'silent', 'old', 'soon', 'sooner', 'well', 'gone'] as const;
const NAMED = id('named roll call');
const FIVE = instant('2020-01-08T05:00:00Z');
const BOARD = `roll-calls/${NAMED}/board`;

describe('the order of a board', () => {
  let scene: Scene;
  let crew: Awaited<ReturnType<typeof deploy<(typeof CREW)[number]>>>;

  /** At five o'clock, of a policy of six hours, one stands for each reason to. */
  beforeAll(async () => {
    scene = await startScene();
    crew = await deploy(scene, CREW);
    await scene.watch.record('OpenRollCall', {
      ...{ rollCall: NAMED, incident: STRIKE, scope: { deployments: Object.values(crew) } },
      policy: { freshness: 'PT6H', leastGrade: 3 },
    });
    await scene.at('23:01', 'RecordCheckIn', safe(crew.old, '22:55'));
    await scene.at('23:11', 'RecordCheckIn', safe(crew.hurt, '23:10', { condition: 'INJURED' }));
    const there = { place: 'The north gate', note: 'Was on the roof' };
    await scene.at('23:31', 'RecordCheckIn', safe(crew.soon, '23:30', there));
    await scene.watch.record('RecordCheckIn', safe(crew.sooner, '23:20'));
    await scene.at('23:59', 'RecordCheckIn', safe(crew.well, '23:59', { observedAt: evening('23:59:00') }));
    await scene.chief.record('ExcludeFromRollCall', { rollCall: NAMED, deployment: crew.gone, reason: 'Was at home' });
    scene.app.clock.moveTo(instant('2020-01-08T01:00:00Z'));
    const again = { ...safe(crew.well, '23:59'), observedAt: instant('2020-01-08T01:00:00Z') };
    await scene.watch.record('RecordCheckIn', again);
    scene.app.clock.moveTo(FIVE);
  });

  afterAll(() => scene.app.close());

  it('is that in which a duty officer works: help, silence, what is old, what lapses, who is well, who is excluded', async () => {
    const { lines } = await answered<BoardAnswer>(scene.auditor, BOARD);
    expect(lines.map(({ deployment, group }) => [deployment, group])).toEqual([
      [crew.hurt, 'NEEDS_HELP'],
      [crew.silent, 'NEVER_HEARD'],
      [crew.old, 'STALE'],
      [crew.sooner, 'LAPSING_SOON'],
      [crew.soon, 'LAPSING_SOON'],
      [crew.well, 'ACCOUNTED'],
      [crew.gone, 'EXCLUDED'],
    ]);
  });

  it('is the same page by page, each line once', async () => {
    const { lines } = await answered<BoardAnswer>(scene.auditor, BOARD);
    for (const limit of [1, 3, 6, 7]) expect(await everyPage(scene.auditor, BOARD, limit)).toEqual(lines);
  });

  it('says when it changes next without an event', async () => {
    expect(await answered(scene.auditor, BOARD)).toMatchObject({ asOf: FIVE, nextLapse: '2020-01-08T05:10:00.000Z' });
    const night = await answered<BoardAnswer>(scene.auditor, `${BOARD}?asOf=2020-01-08T12:00:00Z`);
    expect(night).not.toHaveProperty('nextLapse');
  });

  it('says what each line rests on, and who he is', async () => {
    const line = await lineOf(crew.soon);
    expect(line).toMatchObject({
      ...{ name: { text: 'soon' }, homeAgency: 'Saskatoon' },
      person: {
        accountability: 'ACCOUNTED',
        condition: 'SAFE',
        standing: 'MEMBER',
        lapsesAt: '2020-01-08T05:30:00.000Z',
      },
      basis: {
        ...{ observedAt: evening('23:30:00'), receivedAt: evening('23:31:00'), condition: 'SAFE', grade: 1 },
        ...{ place: { text: 'The north gate' }, channel: { text: 'PHONE' }, note: { text: 'Was on the roof' } },
      },
    });
    expect(await lineOf(crew.silent)).not.toHaveProperty('basis');
  });

  it('says of who is excluded why, since when and by whom', async () => {
    const { person, exclusion } = await lineOf(crew.gone);
    expect(person).toBeUndefined();
    expect(exclusion).toEqual({
      ...{ effectiveAt: evening('23:59:00'), actor: id('chief'), reason: { text: 'Was at home' } },
    });
  });

  it.each(['limit=0', 'limit=201', 'cursor=%21', 'asOf=now', 'knownAt=%20', 'after=%20', 'colour=blue'])(
    'is not asked for with %s',
    async (query) => {
      expectProblem(await scene.auditor.ask(`${BOARD}?${query}`), 400, 'invalid-request');
    },
  );

  async function lineOf(deployment: string): Promise<BoardLineAnswer> {
    const { lines } = await answered<BoardAnswer>(scene.auditor, BOARD);
    const line = lines.find((candidate) => candidate.deployment === deployment);
    if (line === undefined) throw new Error('nobody of that name stands on the board');
    return line;
  }
});

describe('a board', () => {
  let scene: Scene;

  beforeEach(async () => {
    scene = await startScene();
  });

  afterEach(() => scene.app.close());

  it('has what was just written, and is refused where that is not there', async () => {
    const { position } = await scene.at('23:10', 'RecordCheckIn', safe(ANN, '23:09'));
    const board = await answered<BoardAnswer>(scene.auditor, `roll-calls/${RC}/board?after=${position}`);
    expect(board).toMatchObject({ position, counts: { accounted: 1 } });
    expectProblem(await scene.auditor.ask(`roll-calls/${RC}/board?after=zzzzzzzz`), 503, 'not-current');
  });

  it('names an erased person no more, and says everything else as before, live, replayed and rebuilt', async () => {
    await scene.at('23:10', 'RecordCheckIn', safe(ANN, '23:09', { place: 'The north gate', note: 'On the roof' }));
    const exclusion = { rollCall: RC, deployment: BEN, reason: 'Was at home' };
    const { position } = await scene.chief.record('ExcludeFromRollCall', exclusion);
    const paths = [
      'board',
      'verdict',
      `board?knownAt=${position}`,
      'difference?fromAsOf=2020-01-07T23:05:00Z',
      'history',
    ];
    const ask = () => Promise.all(paths.map((path) => answered(scene.auditor, `roll-calls/${RC}/${path}`)));
    const before = await ask();
    for (const tour of [ANN, BEN]) await scene.app.keys.destroy(`officer:${officerOf(tour)}`);
    const erased = before.map(withoutPersonalTexts);
    expect(JSON.stringify(erased)).toContain('"erased":true');
    expect(await ask()).toEqual(erased);
    await scene.app.views.rebuild();
    expect(await ask()).toEqual(erased);
  });

  /** Whatever was a text says that it is erased, and words name people by their ids. */
  function withoutPersonalTexts(answer: unknown): unknown {
    return JSON.parse(JSON.stringify(answer), (_, value: unknown) => {
      if (typeof value === 'string') return value.replace('Ann Example:', `${ANN}:`).replace('Ben Example:', `${BEN}:`);
      const isText = typeof value === 'object' && value !== null && 'text' in value;
      return isText ? { erased: true } : value;
    });
  }

  it('is not there where there is no roll call, and is nobody’s who reads none', async () => {
    const ann = callerWith(scene.app, await scene.app.admit('deployedOfficer', { deployment: ANN }));
    const operator = callerWith(scene.app, await scene.app.admit('operator'));
    const questions = ['board', 'verdict', 'difference', 'history'];
    for (const question of questions) {
      expectProblem(await scene.auditor.ask(`roll-calls/${NOBODY}/${question}`), 404, 'not-found');
      expectProblem(await scene.auditor.ask(`roll-calls/strike/${question}`), 400, 'invalid-request');
      for (const rollCall of [RC, NOBODY]) {
        expectProblem(await ann.ask(`roll-calls/${rollCall}/${question}`), 403, 'forbidden');
        expectProblem(await operator.ask(`roll-calls/${rollCall}/${question}`), 403, 'forbidden');
        expectProblem(
          await callerWith(scene.app, '').ask(`roll-calls/${rollCall}/${question}`),
          401,
          'unauthenticated',
        );
      }
    }
  });
});

describe('a board whose view has stopped', () => {
  let scene: Scene;
  /** Until here the view has come. */
  let position: string;

  beforeAll(async () => {
    scene = await startScene(FACTS_STOP_AT_A_NOTE);
    await scene.at('23:10', 'RecordCheckIn', safe(ANN, '23:09'));
    ({ position } = await scene.at('23:11', 'RecordCheckIn', safe(BEN, '23:09')));
    expect(await answered(scene.auditor, `roll-calls/${RC}/board`)).toMatchObject({ claim: 'ALL_SAFE' });
    await scene.at('23:12', 'LogNote', { incident: STRIKE, text: 'The view cannot take it' });
  });

  afterAll(() => scene.app.close());

  it.each(['board', 'verdict'])('says so in its %s, and never that all are safe', async (question) => {
    const answer = await answered(scene.auditor, `roll-calls/${RC}/${question}`);
    expect(answer).toMatchObject({ claim: 'UNKNOWN', unmet: { CURRENCY: [] }, position });
    const later = await answered(scene.auditor, `roll-calls/${RC}/${question}?asOf=2020-01-07T23:11:30Z`);
    expect(later).toMatchObject({ claim: 'UNKNOWN', unmet: { CURRENCY: [] } });
  });

  it('still answers about what it has, as known there', async () => {
    const replayed = await answered(scene.auditor, `roll-calls/${RC}/verdict?knownAt=${position}`);
    expect(replayed).toMatchObject({ claim: 'ALL_SAFE', unmet: {}, position });
  });

  it('is refused to who asks for more than it has', async () => {
    const { position: end } = await scene.app.log.end();
    const queries = [`board?after=${end}`, `verdict?knownAt=${end}`, 'board?knownAt=2020-01-07T23:12:00Z', 'history'];
    for (const query of queries) {
      expectProblem(await scene.auditor.ask(`roll-calls/${RC}/${query}`), 503, 'not-current');
    }
  });

  it('closes no roll call', async () => {
    const close = { rollCall: RC, outcome: 'COMPLETE' };
    expectProblem(await scene.chief.give('CloseRollCall', close), 503, 'not-current');
  });

  it('does not call what it has not seen absent', async () => {
    const rollCall = id('opened since');
    expectProblem(await scene.auditor.ask(`roll-calls/${rollCall}/board`), 503, 'not-current');
  });
});
