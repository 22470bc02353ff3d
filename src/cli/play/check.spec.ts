import { failureOf, handle, ok, play, problem, ScriptedStage } from '../../../test/support/scripted-stage.js';
import type { Failure } from './report.js';
import type { StageAnswer } from './stage.js';

const verdict = (expectation: string): string => `{ check: verdict, rollCall: rc, expect: ${expectation} }`;

describe('checking a verdict', () => {
  const answer = ok({
    claim: 'PARTIAL',
    counts: { denominator: 2, accounted: 1, safe: 1 },
    unmet: { SAFETY: [handle('ann')], EVIDENCE: [handle('ben'), handle('ann')] },
    people: [
      {
        deployment: handle('ann'),
        accountability: 'ACCOUNTED',
        condition: 'SAFE',
        lapsesAt: '2020-01-08T05:09:00.000Z',
        conflicts: 0,
        flags: ['CLOCK_AHEAD', 'OTHER'],
      },
    ],
    mode: 'ACTUAL',
    ref: '2020-01-07T22:50:00.000Z',
    subset: true,
  });

  /** The script must have named who is in the answer, so that their handles are known. */
  async function checked(expectation: string): Promise<Failure | undefined> {
    const stage = new ScriptedStage([ok({}), answer]);
    const step =
      '{ do: RecordCheckIns, with: { checkIns: [{ deployment: ann }, { deployment: ben }] }, expect: refused }';
    return (await play(stage, step, verdict(expectation))).find((failure) => failure.step === 2);
  }

  it.each([
    '{}',
    '{ claim: PARTIAL, denominator: 2, accounted: 1, safe: 1 }',
    '{ unmet: { EVIDENCE: [ann, ben], SAFETY: [ann] } }',
    '{ people: { ann: { accountability: ACCOUNTED, lapsesAt: 2020-01-08T08:09:00+03:00, disposition: null } } }',
    '{ people: { ann: { flags: [OTHER, CLOCK_AHEAD], conflicts: 0 } } }',
    '{ mode: ACTUAL, subset: true, forecast: false, ref: 2020-01-07T22:50:00Z }',
  ])('holds: %s', async (expectation) => {
    expect(await checked(expectation)).toBeUndefined();
  });

  it.each([
    ['{ claim: ALL_SAFE }', { claim: 'ALL_SAFE' }, { claim: 'PARTIAL' }],
    ['{ claim: null }', { claim: null }, { claim: 'PARTIAL' }],
    ['{ denominator: 3, safe: 1 }', { denominator: 3 }, { denominator: 2 }],
    [
      '{ unmet: { SAFETY: [ann] } }',
      { unmet: { SAFETY: ['ann'] } },
      { unmet: { EVIDENCE: ['ben', 'ann'], SAFETY: ['ann'] } },
    ],
    ['{ unmet: {} }', { unmet: {} }, { unmet: { EVIDENCE: ['ben', 'ann'], SAFETY: ['ann'] } }],
    ['{ forecast: true }', { forecast: true }, { forecast: null }],
    ['{ subset: false }', { subset: false }, { subset: true }],
    [
      '{ people: { ann: { condition: INJURED, accountability: ACCOUNTED } } }',
      { people: { ann: { condition: 'INJURED' } } },
      { people: { ann: { condition: 'SAFE' } } },
    ],
    [
      '{ people: { ann: { lapsesAt: null } } }',
      { people: { ann: { lapsesAt: null } } },
      { people: { ann: { lapsesAt: '2020-01-08T05:09:00.000Z' } } },
    ],
    [
      '{ people: { ann: { flags: [CLOCK_AHEAD] } } }',
      { people: { ann: { flags: ['CLOCK_AHEAD'] } } },
      { people: { ann: { flags: ['CLOCK_AHEAD', 'OTHER'] } } },
    ],
    [
      '{ people: { ben: { conflicts: 0 } } }',
      { people: { ben: { conflicts: 0 } } },
      { people: { ben: 'nobody of that name in the answer' } },
    ],
  ])('fails, telling what differs and nothing else: %s', async (expectation, expected, actual) => {
    expect(await checked(expectation)).toEqual({ script: 'a.yaml', line: 4, step: 2, expected, actual });
  });

  it('asks as the auditor, or whoever is named, at the instants or after the events that are named', async () => {
    const stage = new ScriptedStage([ok({ position: 'p/7', entry: 'e' }), answer, answer, answer]);
    await play(
      stage,
      '{ id: one, do: RecordCheckIn }',
      verdict('{}'),
      '{ check: verdict, rollCall: rc, as: chief, asOf: 2020-01-01T02:00:00+02:00, knownAt: one, expect: {} }',
      '{ check: verdict, rollCall: rc, knownAt: 2020-01-02T00:00:00Z, expect: {} }',
    );
    const path = `/api/roll-calls/${handle('rc')}/verdict`;
    expect(stage.asked.slice(1)).toMatchObject([
      { method: 'GET', url: path, token: 'token of the player' },
      { url: `${path}?asOf=2020-01-01T00%3A00%3A00.000Z&knownAt=p%2F7`, token: 'token of chief' },
      { url: `${path}?knownAt=2020-01-02T00%3A00%3A00.000Z` },
    ]);
  });

  it('takes the last stored of a list for its last event', async () => {
    const results = [{ stored: true, position: '5' }, { stored: true, position: '6' }, { stored: false }];
    const stage = new ScriptedStage([ok({ results }), answer, answer]);
    await play(
      stage,
      '{ id: list, do: RecordCheckIns, with: { checkIns: [{}, {}, {}] }, expect: { refused: [2] } }',
      '{ check: verdict, rollCall: rc, knownAt: list, expect: {} }',
      '{ check: verdict, rollCall: rc, knownAt: list.0, expect: {} }',
    );
    expect(stage.asked.slice(1).map((asked) => asked.url.split('?')[1])).toEqual(['knownAt=6', 'knownAt=5']);
  });

  it('fails where the event that it asks about was never recorded', async () => {
    const stage = new ScriptedStage([problem('closed')]);
    const failures = await play(
      stage,
      '{ id: one, do: RecordCheckIn, expect: refused }',
      '{ check: verdict, rollCall: rc, knownAt: one, expect: {} }',
    );
    expect(failures).toMatchObject([{ step: 2, actual: 'the step one recorded nothing' }]);
  });

  it('fails where it is refused, and may expect to be', async () => {
    expect(await failureOf(verdict('{}'), problem('forbidden', 403))).toMatchObject({
      actual: { refused: 'forbidden' },
    });
    expect(await failureOf(verdict('refused'), problem('forbidden', 403))).toBeUndefined();
    expect(await failureOf(verdict('{ refused: not-found }'), problem('forbidden', 403))).toBeDefined();
    expect(await failureOf(verdict('refused'), answer)).toMatchObject({ expected: 'refused', actual: 'ok' });
  });
});

describe('checking a timeline', () => {
  const pages = (): StageAnswer[] => [
    ok({ events: [{ type: 'IncidentOpened' }, { type: 'NoteLogged' }], next: 'c 1' }),
    ok({ events: [{ type: 'NoteLogged' }] }),
  ];
  const timeline = (expectation: string): string => `{ check: timeline, incident: i, expect: ${expectation} }`;

  it('reads every page on the same axes', async () => {
    const stage = new ScriptedStage(pages());
    await play(stage, '{ check: timeline, incident: i, asOf: 2020-01-01T00:00:00Z, expect: { count: 3 } }');
    const url = `/api/incidents/${handle('i')}/timeline?asOf=2020-01-01T00%3A00%3A00.000Z&effects=false&limit=200`;
    expect(stage.asked.map((asked) => asked.url)).toEqual([url, `${url}&cursor=c+1`]);
  });

  it.each([
    '{ count: 3 }',
    '{ types: [IncidentOpened, NoteLogged, NoteLogged] }',
    '{ contains: NoteLogged }',
    '{ contains: [NoteLogged, IncidentOpened, NoteLogged] }',
  ])('holds: %s', async (expectation) => {
    expect(await failureOf(timeline(expectation), ...pages())).toBeUndefined();
  });

  it.each([
    '{ count: 2 }',
    '{ types: [NoteLogged, IncidentOpened, NoteLogged] }',
    '{ types: [IncidentOpened, NoteLogged] }',
    '{ contains: [IncidentClosed] }',
    '{ contains: [IncidentOpened, IncidentOpened] }',
  ])('fails: %s', async (expectation) => {
    expect(await failureOf(timeline(expectation), ...pages())).toBeDefined();
  });

  it('fails where a later page is refused', async () => {
    const [first] = pages();
    const failure = await failureOf(timeline('{ count: 2 }'), first ?? ok({}), problem('unavailable', 503));
    expect(failure).toMatchObject({ actual: { status: 503 } });
  });
});

describe('checking a difference', () => {
  const answer = ok({ changed: { [handle('ann')]: ['condition', 'accountability'] } });
  const difference = (expectation: string): string =>
    `{ check: difference, rollCall: rc, from: { asOf: 2020-01-01T00:00:00Z }, to: {}, expect: ${expectation} }`;

  it('asks between two points', async () => {
    const stage = new ScriptedStage([ok({ position: '3' }), answer]);
    await play(
      stage,
      '{ id: one, do: LogNote }',
      '{ check: difference, rollCall: rc, from: { asOf: 2020-01-01T00:00:00Z, knownAt: one }, to: { knownAt: one }, expect: {} }',
    );
    expect(stage.asked[1]?.url).toBe(
      `/api/roll-calls/${handle('rc')}/difference?fromAsOf=2020-01-01T00%3A00%3A00.000Z&fromKnownAt=3&toKnownAt=3`,
    );
  });

  it('compares the deployments given, of which one that is not in the answer has not changed', async () => {
    expect(
      await failureOf(difference('{ changed: { ann: [accountability, condition], ben: [] } }'), answer),
    ).toBeUndefined();
    expect(await failureOf(difference('{ changed: { ben: [member] } }'), answer)).toMatchObject({
      expected: { changed: { ben: ['member'] } },
      actual: { changed: { ben: [] } },
    });
    expect(await failureOf(difference('{ changed: { ann: [] } }'), answer)).toMatchObject({
      actual: { changed: { ann: ['condition', 'accountability'] } },
    });
  });
});
