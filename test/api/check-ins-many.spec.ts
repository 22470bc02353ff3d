import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Indeterminate, LogUnavailable } from '../../src/event-log/event-log.js';
import type { RecordedEvent } from '../../src/kernel/event.js';
import type { TestAnswer } from '../support/app.js';
import { ANNS_KEY, evening, TOUR } from '../support/tour.js';
import { ADVICE, BENS_TOUR, NOBODY, SAFE, startTours, tourStream, type Scene } from './deployments-support.js';

const BENS = { ...SAFE, deployment: BENS_TOUR, condition: 'INJURED', note: 'Broken arm' };
const KEY = { 'idempotency-key': 'list' };

interface Answered {
  readonly results: readonly { readonly stored: boolean; readonly problem?: { readonly type: string } }[];
  readonly position?: string;
}

let scene: Scene;

beforeEach(async () => {
  scene = await startTours();
});

afterEach(() => scene.app.close());

function give(checkIns: unknown, headers?: Readonly<Record<string, string>>): Promise<TestAnswer> {
  return scene.watch.give('RecordCheckIns', { checkIns }, headers);
}

function bodyOf(answer: TestAnswer): Answered {
  expect(answer.status).toBe(200);
  return answer.body as Answered;
}

/** Place by place: recorded, or the problem. */
function told(answer: TestAnswer): readonly string[] {
  return bodyOf(answer).results.map(({ stored, problem }) => (stored ? 'stored' : (problem?.type ?? '')));
}

const problem = (name: string): string => `urn:muster:problem:${name}`;

async function checkIns(): Promise<readonly RecordedEvent[]> {
  const events = [...(await scene.events(tourStream())), ...(await scene.events(tourStream(BENS_TOUR)))];
  return events.filter(({ type }) => type === 'OfficerAccountedFor');
}

/** The next `append` but the first few fails so, once. */
function failingAppend(after: number, error: Error): void {
  const { log } = scene.app;
  const append = log.append.bind(log);
  let left = after;
  log.append = (request) => {
    left -= 1;
    if (left >= 0) return append(request);
    log.append = append;
    return Promise.reject(error);
  };
}

describe('RecordCheckIns', () => {
  it('stores each for itself, in order, and answers what it answers for each alone', async () => {
    const answer = await give([SAFE, BENS, { ...SAFE, condition: 'NEEDS_ASSISTANCE' }]);
    const stored = (await checkIns()).toSorted((a, b) => (a.position < b.position ? -1 : 1));
    expect(stored.map(({ stream, data }) => [stream, data['condition']])).toEqual([
      [tourStream(), 'SAFE'],
      [tourStream(BENS_TOUR), 'INJURED'],
      [tourStream(), 'NEEDS_ASSISTANCE'],
    ]);
    expect(new Set(stored.map(({ metadata }) => metadata.commandId)).size).toBe(3);
    expect(new Set(stored.map(({ metadata }) => metadata.causationId)).size).toBe(1);
    expect(JSON.stringify(stored)).not.toMatch(/Satellite|Broken/);
    expect(bodyOf(answer)).toMatchObject({
      results: [
        { stored: true, id: TOUR, revision: 1, position: stored[0]?.position, entry: expect.any(String) },
        { stored: true, id: BENS_TOUR, revision: 1, position: stored[1]?.position, entry: expect.any(String) },
        { stored: true, id: TOUR, revision: 2, position: stored[2]?.position, entry: expect.any(String) },
      ],
      position: stored[2]?.position,
    });
  });

  it('does not let a line that is invalid in itself hold back the others', async () => {
    const { channel: _, ...withoutChannel } = SAFE;
    const bad = [null, 'SAFE', [], {}, { ...SAFE, alive: true }, withoutChannel, { ...SAFE, observedAt: 'now' }];
    const answer = await give([SAFE, ...bad, BENS]);
    expect(told(answer)).toEqual(['stored', ...bad.map(() => problem('invalid-request')), 'stored']);
    expect(await checkIns()).toHaveLength(2);
    expect(bodyOf(answer).results[7]).toEqual({
      stored: false,
      problem: {
        ...{ type: problem('invalid-request'), title: 'The request is not well-formed.' },
        ...{ status: 400, detail: expect.any(String) },
        errors: [{ pointer: '/observedAt', message: expect.stringContaining('RFC 3339') }],
      },
    });
  });

  it('is refused whole, and is no fault of ours, where a line holds a number that cannot be told', async () => {
    const lines = `${JSON.stringify(SAFE)},${JSON.stringify(SAFE).replace('"grade":1', '"grade":1e400')}`;
    const list = { body: `{"checkIns":[${lines}]}`, token: await scene.app.admit('dutyOfficer') };
    const giveIt = () => scene.app.inject('POST', '/api/commands/RecordCheckIns', list);
    await scene.refused(giveIt, 400, 'invalid-request');
  });

  it('does not let a line that is refused hold back the others', async () => {
    const refused = [
      { ...SAFE, deployment: NOBODY },
      { ...SAFE, grade: 3 },
      { ...SAFE, receivedAt: '2020-01-08T00:00:01Z' },
    ];
    expect(told(await give([...refused, SAFE]))).toEqual([
      ...['not-found', 'voucher', 'instant-ahead'].map(problem),
      'stored',
    ]);
  });

  it('does not let an erased person hold back the others', async () => {
    await scene.app.keys.destroy(ANNS_KEY);
    const answer = await give([SAFE, BENS]);
    expect(told(answer)).toEqual([problem('erased'), 'stored']);
  });

  it('answers without a position where every line is refused', async () => {
    const answer = await give([{ ...SAFE, deployment: NOBODY }, 5]);
    expect(told(answer)).toEqual([problem('not-found'), problem('invalid-request')]);
    expect(bodyOf(answer)).not.toHaveProperty('position');
  });

  it('takes up to 200 at once', async () => {
    const lines = Array.from({ length: 200 }, (_, place) => (place % 2 === 0 ? SAFE : BENS));
    expect(told(await give(lines)).every((result) => result === 'stored')).toBe(true);
    expect(await checkIns()).toHaveLength(200);
    await scene.refused(() => give([...lines, SAFE]), 400, 'invalid-request');
  });

  it.each([
    ['no list', SAFE],
    ['an empty list', []],
    ['nothing', undefined],
  ])('is refused whole with %s', async (_, lines) => {
    await scene.refused(() => give(lines), 400, 'invalid-request');
  });

  it('is refused whole with a field that nobody knows beside the list', async () => {
    const giving = () => scene.watch.give('RecordCheckIns', { checkIns: [SAFE], urgent: true });
    await scene.refused(giving, 400, 'invalid-request');
  });

  it('is refused whole where it is said to rest on an ETag, for it can rest on none', async () => {
    await scene.refused(() => give([SAFE], { 'if-match': '"0"' }), 412, 'precondition-failed');
  });
});

describe('a list that is repeated under its key', () => {
  it('is answered as before and stores nothing more', async () => {
    const once = await give([SAFE, { ...SAFE, grade: 3 }, BENS], KEY);
    await scene.watch.record('RecordCheckIn', BENS);
    const stored = await checkIns();
    expect((await give([SAFE, { ...SAFE, grade: 3 }, BENS], KEY)).body).toEqual(once.body);
    expect(await checkIns()).toEqual(stored);
  });

  it.each([
    ['a line changed', [SAFE, { ...BENS, condition: 'SAFE' }]],
    ['a line more', [SAFE, BENS, SAFE]],
    ['a line less', [SAFE]],
    ['the lines in another order', [BENS, SAFE]],
    ['a new line for the same person first', [{ ...SAFE, note: 'new' }, BENS]],
  ])('is refused whole with %s', async (_, changed) => {
    await give([SAFE, BENS], KEY);
    await scene.refused(() => give(changed, KEY), 422, 'command-id-reused');
  });

  it('is refused whole where its key was used for one check-in', async () => {
    await scene.watch.give('RecordCheckIn', SAFE, KEY);
    await scene.refused(() => give([SAFE, BENS], KEY), 422, 'command-id-reused');
  });

  it('is completed after the log was out of reach half-way, what was stored staying stored', async () => {
    failingAppend(1, new LogUnavailable('gone'));
    const broken = await give([SAFE, BENS, SAFE], KEY);
    expect(broken).toMatchObject({ status: 503, body: { type: problem('unavailable') } });
    const before = await checkIns();
    expect(before).toHaveLength(1);
    const whole = await give([SAFE, BENS, SAFE], KEY);
    expect(told(whole)).toEqual(['stored', 'stored', 'stored']);
    expect(await checkIns()).toHaveLength(3);
    expect(await checkIns()).toEqual(expect.arrayContaining([...before]));
  });

  it('does not store a line twice whose answer was lost', async () => {
    const { log } = scene.app;
    const append = log.append.bind(log);
    log.append = async (request) => {
      log.append = append;
      await append(request);
      throw new Indeterminate('the answer was lost');
    };
    expect(told(await give([SAFE, BENS], KEY))).toEqual(['stored', 'stored']);
    expect(await checkIns()).toHaveLength(2);
  });
});

describe('who may record many check-ins', () => {
  it('is the team lead, each line for those alone who are assigned to a mission of his', async () => {
    const assignment = { deployment: BENS_TOUR, mission: ADVICE, from: evening('10:00:00') };
    await scene.watch.record('StartAssignment', assignment);
    const lead = await scene.lead(ADVICE);
    const answer = await lead.give('RecordCheckIns', { checkIns: [SAFE, BENS, { ...SAFE, deployment: NOBODY }] });
    expect(told(answer)).toEqual([problem('forbidden'), 'stored', problem('forbidden')]);
    const [hers, , nobodys] = bodyOf(answer).results;
    expect(hers).toEqual(nobodys);
  });

  it('is no deployed officer', async () => {
    const herself = await scene.herself();
    const own = { ...SAFE, grade: 2 };
    await scene.refused(() => herself.give('RecordCheckIns', { checkIns: [own] }), 403, 'forbidden');
  });
});
