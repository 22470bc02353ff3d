import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { untilTrue } from '../support/waiting.js';
import { Camp, keptOn, readyForOffline } from './support/camp.js';
import { describeInBrowser, launchLastingBrowser } from './support/chromium.js';
import { NAMES } from './support/tonight.js';

jest.setTimeout(240_000);

const WAITING = 'On this device. The watch does not have it yet';
const PATIENCE = { timeout: 90_000 };

describeInBrowser('What the watch fills in without a connection', () => {
  let camp: Camp;
  let folder: string;
  let device: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    camp = await Camp.open();
  });

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'muster-device-'));
    camp.line.is('up');
    await turnOn();
    await signIn();
    await page.goto(camp.listPath);
    await readyForOffline(page);
  });

  afterEach(async () => {
    await device.close();
    rmSync(folder, { recursive: true, force: true });
  });

  afterAll(() => camp.close());

  async function turnOn(): Promise<void> {
    device = await launchLastingBrowser(folder, { baseURL: camp.line.url, locale: 'en-CA' });
    page = device.pages()[0] ?? (await device.newPage());
  }

  async function signIn(): Promise<void> {
    await page.goto(await camp.theatre.linkFor('dutyOfficer'));
    await page.getByRole('button').first().click();
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  }

  function lineOf(name: string, on = page) {
    return on.getByRole('group', { name: new RegExp(`\\d+\\. ${name}`) });
  }

  async function fill(name: string, said: 'Safe' | 'No answer' | 'Needs help', how = 'Voice'): Promise<void> {
    await lineOf(name).getByLabel(said).check();
    await lineOf(name).getByLabel('How').selectOption(how);
  }

  function send(): Promise<void> {
    return page.getByRole('button', { name: 'Send all that is filled in' }).click();
  }

  const [joan = '', luc = '', ines = '', paul = '', beth = '', erik = '', tom = '', anne = ''] = NAMES;

  function storedOf(name: string) {
    return camp.checkIns(camp.personAt(NAMES.indexOf(name)));
  }

  it('goes through a reload and a restart, filled in or sent, and counts once where the answer was lost', async () => {
    await fill(joan, 'Safe');
    camp.line.is('down');
    await fill(luc, 'Safe', 'Sight');
    const filledAt = Date.now();
    await page.reload();
    await page.getByText('This is the list as it was when it was opened last').waitFor();
    expect(await lineOf(joan).getByLabel('Safe').isChecked()).toBe(true);
    expect(await lineOf(luc).getByLabel('How').inputValue()).toBe('sight');
    await send();
    await page.getByText(WAITING).waitFor();
    await page.getByText(`${luc}: Safe, Sight, Now`).waitFor();
    expect(await lineOf(luc).getByLabel('Safe').isChecked()).toBe(false);
    await device.close();
    await turnOn();
    await page.goto(camp.listPath);
    await page.getByText(WAITING).waitFor();
    expect(await storedOf(luc)).toEqual([]);
    camp.line.is('deaf');
    await untilTrue(() => camp.line.lostAnswers > 0);
    camp.line.is('up');
    await page.reload();
    await page.getByText(`${luc}: recorded as number`).waitFor(PATIENCE);
    const [stored] = [await storedOf(joan), await storedOf(luc)].map((entries) => entries.length);
    expect(stored).toBe(1);
    expect(await storedOf(luc)).toHaveLength(1);
    const observedAt = Date.parse((await storedOf(luc))[0]?.observedAt ?? '');
    expect(Math.abs(observedAt - filledAt)).toBeLessThan(20_000);
    await page.getByText('2 of 12 accounted for, 2 safe').waitFor();
    await lineOf(luc).getByText('recorded as number').waitFor();
    expect(await page.getByText('No connection').count()).toBe(0);
    expect((await keptOn(page)).taps).toEqual([]);
  });

  it('keeps a line that was refused, with the reason, until it is removed', async () => {
    await fill(ines, 'Safe', 'Voice');
    await lineOf(ines).getByText('Another instant, or seen by someone').click();
    await lineOf(ines).getByLabel('Seen by no.').fill('99');
    await fill(paul, 'No answer');
    await send();
    await page.getByText(`${paul}: no answer, recorded`).waitFor(PATIENCE);
    await page.getByText(`${ines}: Safe, Voice, Now – not recorded: a field cannot be read`).waitFor();
    expect(await storedOf(ines)).toEqual([]);
    await page.reload();
    await page.getByText(/not recorded: a field cannot be read/).waitFor();
    await page.getByRole('button', { name: 'Remove it from this device' }).click();
    await untilTrue(async () => (await keptOn(page)).taps.length === 0);
    expect(await page.getByText(/not recorded/).count()).toBe(0);
  });

  it('is sent once by several tabs, which all say what became of it', async () => {
    const other = await device.newPage();
    await other.goto(camp.listPath);
    let sent = 0;
    device.on('request', (request) => {
      if (request.method() === 'POST') sent += 1;
    });
    camp.line.is('down');
    await fill(beth, 'Safe');
    await send();
    await other.getByText(WAITING).waitFor();
    const before = sent;
    camp.line.is('up');
    await Promise.all([page, other].map((tab) => tab.evaluate(() => dispatchEvent(new Event('online')))));
    for (const tab of [page, other]) await tab.getByText(`${beth}: recorded as number`).waitFor(PATIENCE);
    expect(sent - before).toBe(1);
    expect(await storedOf(beth)).toHaveLength(1);
  });

  it('stays where the session has ended, says so, and goes in the name of another only if he says so', async () => {
    camp.line.is('down');
    await fill(erik, 'Safe');
    await send();
    await page.getByText(WAITING).waitFor();
    await device.clearCookies();
    camp.line.is('up');
    await page.reload();
    await page.getByText('your link or session has ended').waitFor(PATIENCE);
    expect((await keptOn(page)).taps).toHaveLength(1);
    await signIn();
    await page.goto(camp.listPath);
    await page.getByText('It was said under somebody else’s link or session').waitFor();
    expect(await storedOf(erik)).toEqual([]);
    await page.getByRole('button', { name: 'Send it in my name' }).click();
    await page.getByText(`${erik}: recorded as number`).waitFor(PATIENCE);
    expect(await storedOf(erik)).toHaveLength(1);
  });

  it('leaves no name on the device once he has signed out', async () => {
    expect((await keptOn(page)).text.includes(tom)).toBe(true);
    await page.goto('/');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'You are not signed in' }).waitFor();
    const { text } = await keptOn(page);
    expect([tom, anne].filter((name) => text.includes(name))).toEqual([]);
    camp.line.is('down');
    await page.goto(camp.listPath);
    await page.getByText('the list is not on this device').waitFor();
  });
});
