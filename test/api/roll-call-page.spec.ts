import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { instant } from '../../src/kernel/instant.js';
import { callerWith } from '../support/api.js';
import type { TestAnswer } from '../support/app.js';
import { fieldOf, TestBrowser } from '../support/browser.js';
import { id } from '../support/given.js';
import { ROLL_CALL, startLinkScene, TOURS, type LinkScene } from './personal-links-support.js';

const PAGE = `/roll-calls/${ROLL_CALL}/check-in`;

let scene: LinkScene;
let browser: TestBrowser;

beforeEach(async () => {
  scene = await startLinkScene('EXERCISE');
  browser = new TestBrowser(scene.app);
  await signIn({ role: 'dutyOfficer', actor: id('desk') });
});

afterEach(() => scene.app.close());

async function signIn(who: object): Promise<void> {
  const operator = callerWith(scene.app, await scene.app.admit('operator'));
  const { body } = await operator.give('IssueSignInLink', { name: 'Desk', ...who });
  const page = await browser.open((body as { readonly path: string }).path);
  await browser.submit('/sign-in', { link: fieldOf(page, 'link'), once: fieldOf(page, 'once') });
}

/** Fills the page in: what is said of each person, by the names of the fields without their numbers. */
function fill(page: TestAnswer, said: Partial<Record<keyof typeof TOURS, object>>): Promise<TestAnswer> {
  const people = [...page.text.matchAll(/name="person" value="([^"]+)"/g)].map(([, tour = '']) => tour);
  const fields = new URLSearchParams({ form: fieldOf(page, 'form'), key: fieldOf(page, 'key') });
  for (const [place, tour] of people.entries()) {
    fields.append('person', tour);
    const name = tour === TOURS.ann ? 'ann' : 'bea';
    for (const [field, value] of Object.entries(said[name] ?? {})) fields.append(`${field}${place + 1}`, String(value));
  }
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
  return browser.request('POST', PAGE, { body: fields.toString(), headers });
}

/** The number of someone on the page. */
function numberOn({ text }: TestAnswer, name: string): string {
  return new RegExp(`<legend>(\\d+)\\. ${name}`).exec(text)?.[1] ?? '';
}

describe('the page of a roll call', () => {
  it('shows everyone with what is known of him, and that it is an exercise', async () => {
    const { status, text } = await browser.open(PAGE);
    expect(status).toBe(200);
    expect(text).toContain('EXERCISE');
    expect(text).toContain('0 of 2 accounted for, 0 safe');
    for (const name of ['Ann O’Neill', 'Bea Example']) expect(numberOn({ text } as TestAnswer, name)).not.toBe('');
    expect(text.match(/not heard of/g)).toHaveLength(2);
  });

  it('records all that is filled in with one request, by how each is known, each line answered for itself', async () => {
    const page = await browser.open(PAGE);
    const answer = await fill(page, {
      ann: { s: 'safe', how: 'voice', when: '5' },
      bea: { s: 'help', how: 'sight', when: '0', by: numberOn(page, 'Ann') },
    });
    expect(answer.text.match(/recorded as number [0-9A-F]{4}-[0-9A-F]{4}/g)).toHaveLength(2);
    expect((await scene.said('ann'))[0]).toMatchObject({
      type: 'OfficerAccountedFor',
      data: { ...{ condition: 'SAFE', grade: 1, mode: 'EXERCISE' }, observedAt: '2020-01-07T23:55:00.000Z' },
    });
    expect((await scene.said('bea'))[0]).toMatchObject({
      data: { condition: 'NEEDS_ASSISTANCE', grade: 3, vouchedBy: TOURS.ann, observedAt: '2020-01-08T00:00:00.000Z' },
      metadata: { actor: id('desk') },
    });
    expect(answer.text).toContain('2 of 2 accounted for, 1 safe');
  });

  it('holds back no line for another that is wrong, and says why', async () => {
    const page = await browser.open(PAGE);
    const answer = await fill(page, { ann: { s: 'safe', by: '9' }, bea: { s: 'safe', how: 'hearsay', when: '60' } });
    expect(answer.text).toContain('Ann O’Neill</strong>: not recorded: a field cannot be read');
    expect(answer.text).toContain('Bea Example</strong>: recorded as number');
    expect(await scene.said('ann')).toEqual([]);
    expect((await scene.said('bea'))[0]?.data).toMatchObject({ grade: 5, uncertainty: 'PT15M' });
  });

  it('takes an instant in UTC as it was typed', async () => {
    await fill(await browser.open(PAGE), { ann: { s: 'safe', how: 'radio', when: 'at', at: '2020-01-07T23:12' } });
    expect((await scene.said('ann'))[0]?.data).toMatchObject({ grade: 1, observedAt: '2020-01-07T23:12:00.000Z' });
  });

  it('records that somebody did not answer as an attempt, which says nothing of him', async () => {
    const answer = await fill(await browser.open(PAGE), { ann: { s: 'none', how: 'voice' } });
    expect(answer.text).toContain('no answer, recorded');
    expect((await scene.said('ann'))[0]).toMatchObject({ type: 'ContactAttempted', data: { outcome: 'NO_ANSWER' } });
    expect(answer.text).toContain('0 of 2 accounted for');
  });

  it('counts a second press and a lost answer once, for every line', async () => {
    const page = await browser.open(PAGE);
    const send = () => fill(page, { ann: { s: 'safe' }, bea: { s: 'none' } });
    await send();
    scene.app.clock.moveTo(instant('2020-01-08T00:03:00Z'));
    expect((await send()).text).toContain('recorded as number');
    expect([await scene.said('ann'), await scene.said('bea')]).toEqual([[expect.anything()], [expect.anything()]]);
  });

  it('says that nothing was filled in', async () => {
    expect((await fill(await browser.open(PAGE), {})).text).toContain('Nothing was filled in');
  });

  it('shows a team lead his own people, and nobody else anything', async () => {
    await signIn({ role: 'teamLead', missions: [id('training')] });
    expect(await browser.open(PAGE)).toMatchObject({ status: 200 });
    await signIn({ role: 'auditor' });
    expect(await browser.open(PAGE)).toMatchObject({ status: 403 });
    browser.cookies.clear();
    expect(await browser.open(PAGE)).toMatchObject({ status: 401, text: expect.stringContaining('not signed in') });
  });
});

describe('the page of whoever checks others in', () => {
  it('leads to every roll call that is open and that he sees, and to no other', async () => {
    const incident = id('strike');
    const scope = { missions: [id('training')] };
    const policy = { freshness: 'PT6H', leastGrade: 3 };
    await scene.watch.record('OpenRollCall', { rollCall: id('closed'), incident, scope, policy });
    const chief = callerWith(scene.app, await scene.app.admit('commander'));
    await chief.record('CloseRollCall', { rollCall: id('closed'), outcome: 'INCOMPLETE', reason: 'Opened twice.' });
    const { status, text } = await browser.open('/check-in');
    expect(status).toBe(200);
    expect([...text.matchAll(/href="(\/roll-calls[^"]+)"/g)].map(([, path]) => path)).toEqual([PAGE]);
    expect(text).toContain('Strike');
    expect(text).toContain('EXERCISE: this is practice');
    await signIn({ role: 'teamLead', missions: [id('elsewhere')] });
    expect((await browser.open('/check-in')).text).toContain('No roll call is open.');
    await signIn({ role: 'auditor' });
    expect(await browser.open('/check-in')).toMatchObject({ status: 403 });
  });
});
