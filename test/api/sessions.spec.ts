import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hashOfSecret } from '../../src/api/token-directory.js';
import { MAX_EVENTS_PER_READ } from '../../src/event-log/event-log.js';
import type { RecordedEvent } from '../../src/kernel/event.js';
import { instant } from '../../src/kernel/instant.js';
import { BEFORE_ALL } from '../../src/kernel/position.js';
import { callerWith, expectProblem, type Recorded, type TestCaller } from '../support/api.js';
import { startApp, type AppUnderTest, type TestAnswer } from '../support/app.js';
import { fieldOf, OUR_CLIENT, SAME_ORIGIN, TestBrowser } from '../support/browser.js';
import { id } from '../support/given.js';

const LINK = id('link');
const ISSUE = { token: LINK, name: 'Night watch', role: 'dutyOfficer', actor: id('watch') } as const;

let app: AppUnderTest;
let lines: string[];
let operator: TestCaller;
let browser: TestBrowser;

beforeEach(async () => {
  lines = [];
  app = await startApp({ write: (line) => void lines.push(line) });
  operator = callerWith(app, await app.admit('operator'));
  browser = new TestBrowser(app);
});

afterEach(() => app.close());

async function issue(body: object = ISSUE): Promise<Recorded & { readonly path: string }> {
  return (await operator.record('IssueSignInLink', body)) as Recorded & { readonly path: string };
}

/** Opens the link and presses its button. */
async function signIn(path: string, by = browser): Promise<TestAnswer> {
  const page = await by.open(path);
  return by.submit('/sign-in', { link: fieldOf(page, 'link'), once: fieldOf(page, 'once') });
}

/** What stands on the stream of the link. */
async function stored(): Promise<readonly RecordedEvent[]> {
  return app.log.read(`access-${LINK}`, 0, MAX_EVENTS_PER_READ);
}

function me(by = browser): Promise<TestAnswer> {
  return by.open('/api/me');
}

describe('a sign-in link', () => {
  it('is stored by the hash of its secret alone, its name sealed, for a day', async () => {
    const { path } = await issue();
    const secret = path.slice('/sign-in/'.length);
    expect(secret).toMatch(/^[\w-]{43}$/);
    const [issued] = await stored();
    const scope = { scope: {}, expiresAt: '2020-01-09T00:00:00.000Z' };
    expect(issued).toMatchObject({
      type: 'SignInLinkIssued',
      data: { token: LINK, hash: hashOfSecret(secret), actor: id('watch'), role: 'dutyOfficer', ...scope },
    });
    expect(JSON.stringify(issued)).not.toContain('Night watch');
  });

  it('is shown once: repeated under its key, the command says so', async () => {
    const key = { 'idempotency-key': 'k' };
    const once = await operator.give('IssueSignInLink', ISSUE, key);
    const { path, ...same } = once.body as { readonly path: string };
    expect((await operator.give('IssueSignInLink', ISSUE, key)).body).toEqual({ ...same, linkShownBefore: true });
    expect(path).toMatch(/^\/sign-in\//);
  });

  it('can be given no longer than a week, and no time that has passed', async () => {
    const until = (expiresAt: string) => operator.give('IssueSignInLink', { ...ISSUE, expiresAt });
    expectProblem(await until('2020-01-15T00:00:00.001Z'), 400, 'invalid-request');
    expectProblem(await until('2020-01-08T00:00:00Z'), 422, 'instants-out-of-order');
    expect(await until('2020-01-15T00:00:00Z')).toMatchObject({ status: 200 });
  });

  it('changes nothing when it is opened, however often, and lets nobody in by itself', async () => {
    const { path } = await issue();
    for (const method of ['GET', 'HEAD', 'GET'] as const) {
      expect((await app.inject(method, path)).headers['set-cookie']).toBeUndefined();
    }
    expect(await stored()).toHaveLength(1);
    const secret = path.slice('/sign-in/'.length);
    expectProblem(await app.inject('GET', '/api/me', { token: secret }), 401, 'unauthenticated');
    expect(await signIn(path)).toMatchObject({ status: 303, headers: { location: '/' } });
  });

  it('signs one browser in as its actor, once, and says to the next that it was used', async () => {
    const { path } = await issue();
    const second = new TestBrowser(app);
    const page = await second.open(path);
    await signIn(path);
    expect(await me()).toMatchObject({
      status: 200,
      body: {
        ...{ actor: id('watch'), role: 'dutyOfficer', name: { text: 'Night watch' }, by: 'SESSION', language: 'en' },
        expiresAt: '2020-01-08T12:00:00.000Z',
      },
    });
    const late = await second.submit('/sign-in', { link: fieldOf(page, 'link'), once: fieldOf(page, 'once') });
    expect(late).toMatchObject({ status: 410, text: expect.stringContaining('It has been used') });
    expect(second.cookies.size).toBe(0);
    expect((await stored()).map(({ type }) => type)).toEqual(['SignInLinkIssued', 'SignedIn']);
    expect(await browser.open(path)).toMatchObject({ status: 410 });
  });

  it('whose answer was lost signs the same form in again, and counts once', async () => {
    const { path } = await issue();
    const page = await browser.open(path);
    const fields = { link: fieldOf(page, 'link'), once: fieldOf(page, 'once') };
    await browser.submit('/sign-in', fields);
    const lost = new Map(browser.cookies);
    browser.cookies.clear();
    expect(await browser.submit('/sign-in', fields)).toMatchObject({ status: 303 });
    expect(browser.cookies).toEqual(lost);
    expect(await stored()).toHaveLength(2);
  });

  it.each(['en', 'fr'])('says in %s what is wrong with one that is expired, revoked or nobody’s', async (language) => {
    const headers = { 'accept-language': `${language}-CA,en;q=0.5` };
    const { path } = await issue();
    const page = await browser.open(path);
    app.clock.moveTo(instant('2020-01-09T00:00:00Z'));
    const words = {
      en: [/It has expired/, /taken back/, /Nobody was given this link/],
      fr: [/Il a expiré/, /révoqué/, /donné à personne/],
    }[language as 'en' | 'fr'];
    const expired = await browser.open(path, headers);
    expect(expired).toMatchObject({ status: 410, text: expect.stringMatching(words[0] ?? /^$/) });
    const fields = { link: fieldOf(page, 'link'), once: fieldOf(page, 'once') };
    expect(await browser.submit('/sign-in', fields)).toMatchObject({ status: 410 });
    await operator.record('RevokeAccessToken', { token: LINK });
    expect(await browser.open(path, headers)).toMatchObject({ text: expect.stringMatching(words[1] ?? /^$/) });
    const nobodys = await browser.open(`/sign-in/${'A'.repeat(43)}`, headers);
    expect(nobodys).toMatchObject({ status: 404, text: expect.stringMatching(words[2] ?? /^$/) });
    expect(nobodys.text).toContain(`<html lang="${language}">`);
  });

  it('says nothing of itself to a log, a cache or another site', async () => {
    const { path } = await issue();
    const answers = [await browser.open(path), await signIn(path), await me()];
    for (const { headers } of answers) {
      expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    }
    const secrets = [path.slice('/sign-in/'.length), ...browser.cookies.values()];
    expect(secrets).toHaveLength(2);
    const log = lines.join('\n');
    expect(log).toContain('/sign-in/:secret');
    for (const secret of secrets) {
      expect(log).not.toContain(secret);
      expect(JSON.stringify(await app.log.readAll(BEFORE_ALL, MAX_EVENTS_PER_READ))).not.toContain(secret);
    }
  });
});

describe('a session', () => {
  it('has a cookie that no script reads and no other site sends, and behind TLS that no other host sets', async () => {
    const { path } = await issue();
    const plain = (await signIn(path)).headers['set-cookie'];
    expect(plain).toMatch(
      /^muster-session=[\w-]{43}; Path=\/; Expires=Wed, 08 Jan 2020 12:00:00 GMT; HttpOnly; SameSite=Strict$/,
    );
    const secured = new TestBrowser(app, { 'x-forwarded-proto': 'https' });
    const other = await issue({ ...ISSUE, token: id('other') });
    const cookie = (await signIn(other.path, secured)).headers['set-cookie'];
    expect(cookie).toMatch(/^__Host-muster-session=.*; HttpOnly; Secure; SameSite=Strict$/);
    expect(await me(secured)).toMatchObject({ status: 200 });
    const [secret = ''] = secured.cookies.values();
    const tossed = { cookie: `muster-session=${secret}`, 'x-forwarded-proto': 'https' };
    expectProblem(await app.inject('GET', '/api/me', { headers: tossed }), 401, 'unauthenticated');
  });

  it('gives commands as its actor from a client of ours, and to nobody else', async () => {
    await signIn((await issue()).path);
    const body = { mission: id('m'), name: 'Training' };
    const give = (headers: Readonly<Record<string, string>>) =>
      browser.request('POST', '/api/commands/EstablishMission', { body, headers });
    for (const headers of [
      {},
      SAME_ORIGIN,
      { ...OUR_CLIENT, 'sec-fetch-site': 'cross-site' },
      { ...OUR_CLIENT, 'sec-fetch-site': 'same-site' },
      { 'x-muster-client': 'console', origin: 'https://elsewhere.example' },
    ]) {
      expectProblem(await give(headers), 403, 'forbidden');
    }
    expect(await app.log.read(`mission-${id('m')}`, 0, 1)).toEqual([]);
    expect(await give(OUR_CLIENT)).toMatchObject({ status: 200 });
    const [established] = await app.log.read(`mission-${id('m')}`, 0, 1);
    expect(established?.metadata).toMatchObject({ actor: id('watch'), role: 'dutyOfficer' });
  });

  it('gives no command as a form, whatever the form says', async () => {
    await signIn((await issue()).path);
    const answer = await browser.submit('/api/commands/EstablishMission', { name: 'Training' }, OUR_CLIENT);
    expectProblem(answer, 415, 'unsupported-media-type');
  });

  it('ends when it expires, and its link does not bring it back', async () => {
    const { path } = await issue();
    await signIn(path);
    app.clock.moveTo(instant('2020-01-08T11:59:59.999Z'));
    expect(await me()).toMatchObject({ status: 200 });
    app.clock.moveTo(instant('2020-01-08T12:00:00Z'));
    expectProblem(await me(), 401, 'unauthenticated');
    expect(await browser.open(path)).toMatchObject({ status: 410 });
  });

  it('ends as soon as its revocation is answered', async () => {
    await signIn((await issue()).path);
    await operator.record('RevokeAccessToken', { token: LINK, reason: 'The telephone was lost.' });
    expectProblem(await me(), 401, 'unauthenticated');
  });

  it('is followed by another where another link is used in the same browser', async () => {
    await signIn((await issue()).path);
    const { path } = await issue({ ...ISSUE, token: id('other'), role: 'auditor', actor: id('other') });
    expect(await signIn(path)).toMatchObject({ status: 303 });
    expect(await me()).toMatchObject({ body: { role: 'auditor' } });
  });

  it('is ended by whoever signs out, for good, and signing out again changes nothing', async () => {
    await signIn((await issue()).path);
    const kept = new Map(browser.cookies);
    const signOut = () => browser.submit('/sign-out', {}, OUR_CLIENT);
    expect(await signOut()).toMatchObject({ status: 303, headers: { location: '/sign-in' } });
    expect(browser.cookies.size).toBe(0);
    for (const [name, value] of kept) browser.cookies.set(name, value);
    expectProblem(await me(), 401, 'unauthenticated');
    expect(await signOut()).toMatchObject({ status: 303 });
    expect((await stored()).map(({ type }) => type)).toEqual(['SignInLinkIssued', 'SignedIn', 'SignedOut']);
  });

  it('is not ended by another site', async () => {
    await signIn((await issue()).path);
    expect(await browser.submit('/sign-out', {}, { 'sec-fetch-site': 'cross-site' })).toMatchObject({ status: 403 });
    expect(await me()).toMatchObject({ status: 200 });
  });

  it('stands in the list of tokens as what it is, and never with a secret', async () => {
    const { path } = await issue();
    await signIn(path);
    await browser.submit('/sign-out', {}, OUR_CLIENT);
    const answer = await operator.ask('access-tokens');
    const { items } = answer.body as { readonly items: readonly object[] };
    expect(items.slice(1)).toEqual([
      expect.objectContaining({
        token: LINK,
        kind: 'SESSION',
        state: 'SIGNED_OUT',
        expiresAt: '2020-01-08T12:00:00.000Z',
      }),
    ]);
    expect(answer.text).not.toContain(path.slice('/sign-in/'.length));
  });

  it('narrows whoever is signed in to his scope', async () => {
    await signIn((await issue({ ...ISSUE, role: 'liaison', agency: 'Saskatoon' })).path);
    expect(await me()).toMatchObject({ body: { role: 'liaison', agency: 'Saskatoon' } });
    expectProblem(await browser.open('/api/access-tokens'), 403, 'forbidden');
  });

  it('is no matter to whoever bears a token', async () => {
    await signIn((await issue()).path);
    const token = await app.admit('auditor');
    const answer = await browser.open('/api/me', { authorization: `Bearer ${token}` });
    expect(answer).toMatchObject({ body: { role: 'auditor', by: 'TOKEN' } });
    expectProblem(await browser.open('/api/me', { authorization: 'Bearer nobodys' }), 401, 'unauthenticated');
  });
});

describe('the page for whoever is not signed in', () => {
  it('says so, and to whoever is, where to go on', async () => {
    expect(await browser.open('/sign-in')).toMatchObject({
      status: 200,
      text: expect.stringContaining('not signed in'),
    });
    await signIn((await issue()).path);
    expect(await browser.open('/sign-in')).toMatchObject({ text: expect.stringContaining('href="/"') });
  });

  it('keeps the language that was chosen', async () => {
    const chosen = await browser.open('/sign-in?language=fr');
    expect(chosen.text).toContain('Aucune session ouverte');
    expect((await browser.open('/sign-in')).text).toContain('<html lang="fr">');
    expect(await browser.open('/sign-in?language=de')).toMatchObject({ status: 400 });
  });

  it('lets in no script and no style but its own', async () => {
    const { headers, text } = await browser.open('/sign-in');
    const digest = /style-src '(sha256-[^']+)'/.exec(headers['content-security-policy'] ?? '')?.[1];
    const style = /<style>(.*?)<\/style>/s.exec(text)?.[1] ?? '';
    const { createHash } = await import('node:crypto');
    expect(digest).toBe(`sha256-${createHash('sha256').update(style).digest('base64')}`);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });
});
