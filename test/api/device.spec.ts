import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sealed } from '../../device/seal.js';
import { readDeviceFiles } from '../../src/edge/device-files.js';
import { callerWith, expectProblem } from '../support/api.js';
import { startApp, type AppUnderTest, type TestAnswer } from '../support/app.js';
import { fieldOf, TestBrowser } from '../support/browser.js';
import { id } from '../support/given.js';
import { ROLL_CALL, startLinkScene, TOURS, type LinkScene } from './personal-links-support.js';

const FROM_SCRIPT = { accept: 'application/json', 'sec-fetch-site': 'same-origin', 'x-muster-client': 'device' };
const SCRIPTS = { 'check-in-1a2b.js': 'own', 'roll-call-3c4d.js': 'list', 'worker.js': 'worker' };

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-device-'));
  for (const [name, text] of Object.entries(SCRIPTS)) writeFileSync(join(folder, name), text);
});

afterAll(() => rmSync(folder, { recursive: true }));

/** What the page gives its script. */
function given({ text }: TestAnswer, name: string): string {
  const value = new RegExp(`data-${name}="([^"]*)"`).exec(text)?.[1];
  if (value === undefined) throw new Error(`the page gives no ${name}`);
  return value;
}

describe('What the pages run on a device', () => {
  let app: AppUnderTest;

  beforeAll(async () => {
    const device = readDeviceFiles(folder);
    if (device === undefined) throw new Error('they are there');
    app = await startApp({ device });
  });

  afterAll(() => app.close());

  it('may be kept for ever, but for the worker, which asks for pages of this host alone', async () => {
    for (const [path, text] of [
      ['/device/check-in-1a2b.js', 'own'],
      ['/device/roll-call-3c4d.js', 'list'],
    ] as const) {
      const script = await app.inject('GET', path);
      expect(script).toMatchObject({ status: 200, text });
      expect(script.headers).toMatchObject({
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'public, max-age=31536000, immutable',
      });
    }
    const worker = await app.inject('GET', '/check-in-worker.js');
    expect(worker).toMatchObject({ status: 200, text: 'worker' });
    expect(worker.headers).toMatchObject({
      'cache-control': 'no-cache',
      'content-security-policy': "default-src 'none'; connect-src 'self'",
    });
  });

  it('is on the page of whoever has no session too, for what waits there', async () => {
    const page = await app.inject('GET', '/check-in');
    expect(page).toMatchObject({ status: 401, text: expect.stringContaining('src="/device/check-in-1a2b.js"') });
    expect(given(page, 'who')).toBe('');
    const list = await app.inject('GET', `/roll-calls/${ROLL_CALL}/check-in`);
    expect(list.text).toContain('src="/device/roll-call-3c4d.js"');
  });

  it('is not there where it was not built', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'muster-device-'));
    expect([readDeviceFiles(empty), readDeviceFiles(join(empty, 'nowhere'))]).toEqual([undefined, undefined]);
    rmSync(empty, { recursive: true });
  });

  it('goes packed to whoever takes that, as the pages do, and to nobody else', async () => {
    const ask = (coding: string) => app.inject('GET', '/sign-in', { headers: { 'accept-encoding': coding } });
    for (const coding of ['gzip', 'br, gzip;q=0.5']) {
      expect((await ask(coding)).headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
    }
    for (const coding of ['br', 'gzip;q=0', 'identity']) {
      const { headers, text } = await ask(coding);
      expect(headers['content-encoding']).toBeUndefined();
      expect(text).toContain('<!doctype html>');
    }
  });
});

describe('What a device sends', () => {
  let scene: LinkScene;
  let browser: TestBrowser;

  beforeEach(async () => {
    const device = readDeviceFiles(folder);
    scene = await startLinkScene('ACTUAL', device);
    browser = new TestBrowser(scene.app);
  });

  afterEach(() => scene.app.close());

  async function tap(page: TestAnswer, fields: Readonly<Record<string, string>>, more: object = {}) {
    const key = id('tap');
    const seal = await sealed(new URLSearchParams(fields), key, given(page, 'key'));
    const sent = { link: fieldOf(page, 'link'), who: given(page, 'who'), key, sealed: seal, ...more };
    return browser.submit('/check-in', sent, FROM_SCRIPT);
  }

  const SAID = { say: 'help', at: '2020-01-07T23:40:00.000Z', place: 'North gate', company: 'Ann', note: 'Smoke' };

  it('is opened here alone, and recorded as it was said', async () => {
    const page = await browser.open(await scene.linkFor('bea'));
    const answer = await tap(page, SAID);
    expect(answer).toMatchObject({
      status: 200,
      body: { title: 'Recorded: you need help', received: expect.stringContaining('Recorded as number') },
    });
    expect((await scene.said('bea'))[0]?.data).toMatchObject({
      condition: 'NEEDS_ASSISTANCE',
      observedAt: '2020-01-07T23:40:00.000Z',
    });
    const { body } = await scene.watch.ask(`deployments/${TOURS.bea}`);
    expect(body).toMatchObject({ checkIns: [{ place: { text: 'North gate' }, note: { text: 'With: Ann\nSmoke' } }] });
  });

  it('is of one length, and differs each time, whatever button was pressed', async () => {
    const page = await browser.open(await scene.linkFor('bea'));
    const { at } = SAID;
    const seals = await Promise.all(
      ['safe', 'ok', 'help', 'ok'].map((say) => sealed(new URLSearchParams({ say, at }), id('k'), given(page, 'key'))),
    );
    expect(new Set(seals.map(({ length }) => length)).size).toBe(1);
    expect(new Set(seals).size).toBe(4);
  });

  it('is refused where it was sealed under another name, or changed on the way', async () => {
    const page = await browser.open(await scene.linkFor('bea'));
    expectProblem(await tap(page, SAID, { key: id('another') }), 400, 'invalid-request');
    const seal = await sealed(new URLSearchParams(SAID), id('tap'), given(page, 'key'));
    const changed = `${seal.slice(0, -2)}${seal.endsWith('AA') ? 'BB' : 'AA'}`;
    for (const wrong of [changed, 'AAAA', '', 'A'.repeat(30_000)]) {
      expectProblem(await tap(page, SAID, { sealed: wrong }), 400, 'invalid-request');
    }
    expect(await scene.said('bea')).toEqual([]);
  });

  it('is recorded in the name of whoever said it, and of nobody else who has come to the device since', async () => {
    const hers = await browser.open(await scene.linkFor('bea'));
    const his = await browser.open(await scene.linkFor('ann'));
    expect(given(hers, 'who')).not.toBe(given(his, 'who'));
    expectProblem(await tap(his, SAID, { who: given(hers, 'who') }), 403, 'forbidden');
    expect(await scene.said('ann')).toEqual([]);
    expect(await tap(his, SAID, { who: '' })).toMatchObject({ status: 200 });
  });

  it('is answered once more when it is sent again under a newer link of the same person', async () => {
    const first = await tap(await browser.open(await scene.linkFor('bea')), SAID);
    const key = id('tap');
    const page = await browser.open(await scene.linkFor('bea'));
    const again = await tap(page, SAID, { key });
    expect(again.status).toBe(200);
    expect(Object.keys(again.body as object)).toEqual(Object.keys(first.body as object));
    expect(await scene.said('bea')).toHaveLength(1);
  });

  it('is, of a whole roll call, answered line by line, each as of when it was filled in', async () => {
    const operator = callerWith(scene.app, await scene.app.admit('operator'));
    const { body } = await operator.give('IssueSignInLink', { name: 'Desk', role: 'dutyOfficer', actor: id('desk') });
    const opened = await browser.open((body as { readonly path: string }).path);
    await browser.submit('/sign-in', { link: fieldOf(opened, 'link'), once: fieldOf(opened, 'once') });
    const path = `/roll-calls/${ROLL_CALL}/check-in`;
    const page = await browser.open(path);
    expect([given(page, 'who'), given(page, 'until')]).toEqual([id('desk'), '2020-01-08T12:00:00.000Z']);
    const fields = new URLSearchParams({ key: id('list'), who: id('desk'), at: '2020-01-07T23:50:00.000Z' });
    const said = { s: 'safe', how: 'voice', when: '5' };
    for (const [place, tour] of [TOURS.ann, TOURS.bea].entries()) {
      fields.append('person', tour);
      for (const [name, value] of Object.entries(said)) fields.set(`${name}${place + 1}`, value);
    }
    fields.set('seen1', '2020-01-07T23:30:00.000Z');
    fields.set('by2', '9');
    const send = () => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded', ...FROM_SCRIPT };
      return browser.request('POST', path, { body: fields.toString(), headers });
    };
    const answer = await send();
    expect(answer).toMatchObject({
      status: 200,
      body: {
        counts: expect.stringContaining('1 of 2 accounted for'),
        lines: [
          { about: TOURS.ann, refused: false, told: expect.stringContaining('recorded as number') },
          { about: TOURS.bea, refused: true, told: expect.stringContaining('a field cannot be read') },
        ],
      },
    });
    expect((await send()).body).toEqual(answer.body);
    expect(await scene.said('ann')).toMatchObject([{ data: { observedAt: '2020-01-07T23:25:00.000Z' } }]);
    fields.set('who', id('somebody else'));
    expectProblem(await send(), 403, 'forbidden');
  });
});
