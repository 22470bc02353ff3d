import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hashOfSecret } from '../../src/api/token-directory.js';
import { MAX_EVENTS_PER_READ } from '../../src/event-log/event-log.js';
import { instant } from '../../src/kernel/instant.js';
import { BEFORE_ALL } from '../../src/kernel/position.js';
import { callerWith, expectProblem } from '../support/api.js';
import type { TestAnswer } from '../support/app.js';
import { fieldOf, OUR_CLIENT, TestBrowser } from '../support/browser.js';
import { id } from '../support/given.js';
import { ROLL_CALL, startLinkScene, TOURS, type LinkScene } from './personal-links-support.js';

interface Links {
  readonly links: readonly { readonly link: string; readonly deployment: string; readonly path?: string }[];
}

let scene: LinkScene;
let browser: TestBrowser;

beforeEach(async () => {
  scene = await startLinkScene();
  browser = new TestBrowser(scene.app);
});

afterEach(() => scene.app.close());

/** Presses a button of the page. */
function press(page: TestAnswer, say: string, more: Readonly<Record<string, string>> = {}): Promise<TestAnswer> {
  const pass = page.text.includes('name="link"') ? 'link' : 'form';
  return browser.submit('/check-in', { [pass]: fieldOf(page, pass), key: fieldOf(page, 'key'), say, ...more });
}

describe('personal links', () => {
  it('are issued for everyone in the roll call by the hashes of their secrets, in its mode, for a week', async () => {
    const { body, text } = await scene.watch.give('IssuePersonalLinks', { rollCall: ROLL_CALL });
    const { links } = body as Links;
    expect(links.map(({ deployment }) => deployment).sort()).toEqual(Object.values(TOURS).sort());
    const ann = links.find(({ deployment }) => deployment === TOURS.ann);
    const [issued] = await scene.app.log.read(`access-${ann?.link}`, 0, 2);
    const secret = ann?.path?.slice('/c/'.length) ?? '';
    expect(issued?.data).toMatchObject({
      ...{ hash: hashOfSecret(secret), role: 'deployedOfficer', scope: { deployment: TOURS.ann } },
      ...{ rollCall: ROLL_CALL, mode: 'ACTUAL', zone: 'Asia/Baghdad', language: 'fr' },
      expiresAt: '2020-01-15T00:00:00.000Z',
    });
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(text).not.toContain('Ann');
  });

  it('are shown once: repeated under its key, the command says so of each', async () => {
    const give = () => scene.watch.give('IssuePersonalLinks', { rollCall: ROLL_CALL }, { 'idempotency-key': 'k' });
    const [first, again] = [(await give()).body as Links, (await give()).body as Links];
    expect(again.links).toEqual(first.links.map(({ path: _, ...same }) => ({ ...same, linkShownBefore: true })));
  });

  it('are refused for somebody else, for too long, and to whoever does not keep the watch', async () => {
    const give = (body: object) => scene.watch.give('IssuePersonalLinks', { rollCall: ROLL_CALL, ...body });
    expectProblem(await give({ deployments: [id('nobody')] }), 404, 'not-found');
    expectProblem(await give({ rollCall: id('none') }), 404, 'not-found');
    expectProblem(await give({ expiresAt: '2020-02-07T00:00:00.001Z' }), 400, 'invalid-request');
    const lead = callerWith(scene.app, await scene.app.admit('teamLead', { missions: [id('training')] }));
    expectProblem(await lead.give('IssuePersonalLinks', { rollCall: ROLL_CALL }), 403, 'forbidden');
  });

  it('are listed without a secret, and let nobody in once they are revoked', async () => {
    const path = await scene.linkFor('bea');
    const page = await browser.open(path);
    await press(page, 'safe');
    const { body, text } = await scene.watch.ask(`roll-calls/${ROLL_CALL}/personal-links`);
    const [item] = (body as { readonly items: readonly { readonly link: string }[] }).items;
    expect(item).toMatchObject({ deployment: TOURS.bea, mode: 'ACTUAL', state: 'VALID' });
    expect(text).not.toContain(path.slice('/c/'.length));
    await scene.watch.record('RevokePersonalLink', { link: item?.link, reason: 'The telephone was lost.' });
    expect(await browser.open(path)).toMatchObject({ status: 410, text: expect.stringContaining('taken back') });
    expect(await press(page, 'safe')).toMatchObject({ status: 401 });
    expect(await browser.open('/check-in')).toMatchObject({ status: 401, text: expect.stringContaining('has ended') });
    expect(await scene.said('bea')).toHaveLength(1);
    expectProblem(await scene.watch.give('RevokePersonalLink', { link: item?.link }), 409, 'not-in-force');
  });

  it('are no tokens, and not the operator’s to see or the watch’s to take back as if they were', async () => {
    const secret = (await scene.linkFor('ann')).slice('/c/'.length);
    expectProblem(await scene.app.inject('GET', '/api/me', { token: secret }), 401, 'unauthenticated');
    const operator = callerWith(scene.app, await scene.app.admit('operator'));
    expect((await operator.ask('access-tokens')).text).not.toContain('deployedOfficer');
    const { id: token } = await operator.record('GrantAccessToken', { name: 'Desk', role: 'auditor' });
    expectProblem(await scene.watch.give('RevokePersonalLink', { link: token }), 404, 'not-found');
  });
});

describe('the page of a personal link', () => {
  it('says whose it is, in his language, and changes nothing by being opened', async () => {
    const path = await scene.linkFor('ann');
    const before = await scene.app.log.end();
    const page = await browser.open(path);
    expect(page).toMatchObject({ status: 200, text: expect.stringContaining('Ann O’Neill') });
    expect(page.text).toContain('<html lang="fr">');
    expect(page.text).toContain('Je suis en sécurité');
    expect((await browser.open(`${path}?language=en`)).text).toContain('I am safe');
    expect(await scene.app.inject('HEAD', path)).toMatchObject({ status: 200 });
    expect(await scene.app.log.end()).toEqual(before);
    expect([...browser.cookies.keys()]).toEqual(['muster-language']);
  });

  it('records with one press what he says of himself, and takes the secret out of the address', async () => {
    const path = await scene.linkFor('bea');
    const page = await browser.open(path);
    scene.app.clock.moveTo(instant('2020-01-08T00:10:00Z'));
    const receipt = await press(page, 'safe');
    expect(receipt).toMatchObject({ status: 200, headers: { 'referrer-policy': 'no-referrer' } });
    expect(receipt.text).toMatch(/Recorded as number [0-9A-F]{4}-[0-9A-F]{4}/);
    expect(receipt.text).toContain('8 Jan 2020, 03:10 Baghdad · 8 Jan 2020, 00:10 UTC');
    const secret = path.slice('/c/'.length);
    expect(receipt.text).not.toContain(secret);
    expect(receipt.headers['set-cookie']).toMatch(/^muster-link=.*; HttpOnly; SameSite=Strict$/);
    const [checkIn] = await scene.said('bea');
    expect(checkIn).toMatchObject({
      type: 'OfficerAccountedFor',
      data: {
        condition: 'SAFE',
        grade: 2,
        mode: 'ACTUAL',
        observedAt: '2020-01-08T00:10:00.000Z',
        uncertainty: 'PT1M',
      },
      metadata: { role: 'deployedOfficer' },
    });
    expect(await scene.watch.ask(`roll-calls/${ROLL_CALL}/verdict`)).toMatchObject({ body: { counts: { safe: 1 } } });
    expect(scene.lines.join('\n')).not.toContain(secret);
    expect(JSON.stringify(await scene.app.log.readAll(BEFORE_ALL, MAX_EVENTS_PER_READ))).not.toContain(secret);
  });

  it('takes more from him afterwards, and comes back without the link', async () => {
    const receipt = await press(await browser.open(await scene.linkFor('bea')), 'help');
    expect(receipt.text).toContain('The watch sees it now');
    const more = { place: 'North gate', company: 'Ann', note: 'Smoke' };
    expect(await press(receipt, 'help', more)).toMatchObject({ status: 200 });
    expect(await press(await browser.open('/check-in'), 'safe')).toMatchObject({ status: 200 });
    expect((await scene.said('bea')).map(({ data }) => data['condition'])).toEqual([
      ...['SAFE', 'NEEDS_ASSISTANCE', 'NEEDS_ASSISTANCE'],
    ]);
    const { body } = await scene.watch.ask(`deployments/${TOURS.bea}`);
    expect(body).toMatchObject({
      checkIns: expect.arrayContaining([
        expect.objectContaining({ place: { text: 'North gate' }, note: { text: 'With: Ann\nSmoke' } }),
      ]),
    });
  });

  it('counts a second press and a lost answer once, and answers them as the first', async () => {
    const page = await browser.open(await scene.linkFor('bea'));
    const first = await press(page, 'safe');
    scene.app.clock.moveTo(instant('2020-01-08T00:05:00Z'));
    const again = await press(page, 'safe');
    const number = /number ([0-9A-F-]{9})/;
    expect(number.exec(again.text)?.[1]).toBe(number.exec(first.text)?.[1]);
    expect(await scene.said('bea')).toHaveLength(1);
  });

  it('keeps the instant at which a device says that the button was pressed', async () => {
    const page = await browser.open(await scene.linkFor('bea'));
    const link = fieldOf(page, 'link');
    const fields = { link, key: fieldOf(page, 'key'), say: 'safe', at: '2020-01-07T23:00:00.000Z' };
    const answer = await browser.submit('/check-in', fields, {
      ...{ accept: 'application/json', 'sec-fetch-site': 'same-origin' },
    });
    expect(answer.body).toMatchObject({
      received: expect.stringContaining('Recorded as number'),
      form: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect((await scene.said('bea'))[0]?.data).toMatchObject({ observedAt: '2020-01-07T23:00:00.000Z' });
  });

  it('shows under duress what a check-in shows, and tells the watch', async () => {
    const ordinary = await press(await browser.open(await scene.linkFor('ann')), 'safe');
    browser = new TestBrowser(scene.app);
    const watched = await press(await browser.open(`${await scene.linkFor('bea')}?language=fr`), 'ok');
    const blank = (answer: TestAnswer) =>
      answer.text.replaceAll(/[0-9A-F]{4}-[0-9A-F]{4}/g, 'N').replaceAll(/value="[^"]*"/g, 'V');
    expect(blank(watched)).toBe(blank(ordinary));
    expect((await scene.said('bea')).map(({ type }) => type)).toEqual(['OfficerAccountedFor', 'DuressSignalled']);
    const verdict = await scene.watch.ask(`roll-calls/${ROLL_CALL}/verdict`);
    expect(verdict).toMatchObject({ body: { claim: 'ALL_ACCOUNTED', unmet: { SAFETY: [TOURS.bea] } } });
  });

  it('opens nothing else, whoever asks with its cookie', async () => {
    await press(await browser.open(await scene.linkFor('bea')), 'safe');
    for (const path of ['/api/me', `/api/deployments/${TOURS.bea}`, '/api/missions']) {
      expectProblem(await browser.open(path), 401, 'unauthenticated');
    }
    const body = {
      deployment: TOURS.bea,
      condition: 'SAFE',
      observedAt: '2020-01-08T00:00:00Z',
      channel: 'X',
      grade: 2,
    };
    const given = await browser.request('POST', '/api/commands/RecordCheckIn', { body, headers: OUR_CLIENT });
    expectProblem(given, 401, 'unauthenticated');
  });

  it('records nothing that another site sends, with its cookie or with a link', async () => {
    const path = await scene.linkFor('bea');
    const page = await browser.open(path);
    const receipt = await press(page, 'safe');
    const forged = { 'sec-fetch-site': 'cross-site' };
    const key = id('forged');
    const cookie = { form: fieldOf(receipt, 'form'), key, say: 'help' };
    expect(await browser.submit('/check-in', cookie, forged)).toMatchObject({ status: 403 });
    expect(await browser.submit('/check-in', { link: path.slice(3), key, say: 'help' }, forged)).toMatchObject({
      status: 403,
    });
    expect(await browser.submit('/check-in', { key, say: 'help' })).toMatchObject({ status: 403 });
    expect(await scene.said('bea')).toHaveLength(1);
  });

  it.each(['', 'fine'])('refuses what none of its buttons says: %j', async (say) => {
    const page = await browser.open(await scene.linkFor('bea'));
    expect(await press(page, say)).toMatchObject({
      status: 400,
      text: expect.stringContaining('Nothing was recorded'),
    });
    expect(await scene.said('bea')).toEqual([]);
  });

  it('fits with everything that it needs into ten kilobytes', async () => {
    const { gzipSync } = await import('node:zlib');
    const page = await browser.open(await scene.linkFor('ann'));
    const receipt = await press(page, 'safe');
    expect(gzipSync(page.text).length).toBeLessThan(4_000);
    expect(gzipSync(receipt.text).length).toBeLessThan(4_000);
  });
});

describe('the page of a personal link of an exercise', () => {
  it('says so, and records in that mode', async () => {
    await scene.app.close();
    scene = await startLinkScene('EXERCISE');
    browser = new TestBrowser(scene.app);
    const page = await browser.open(await scene.linkFor('bea'));
    expect(page.text).toContain('EXERCISE: this is practice');
    await press(page, 'safe');
    expect((await scene.said('bea'))[0]?.data).toMatchObject({ mode: 'EXERCISE' });
  });
});
