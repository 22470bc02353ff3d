import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { describeInBrowser, launchBrowser } from './support/chromium.js';
import { fillIn, minutesAgo } from './support/forms.js';
import { newest } from './support/stored.js';
import { Theatre } from './support/theatre.js';
import { NAMES, peopled } from './support/tonight.js';

// A build that is served, and three browsers, perhaps on a machine that has other work.
jest.setTimeout(600_000);

const IN_UTC = { timezoneId: 'UTC' };
/** She checks in for herself, with a link and without a script. */
const HERSELF = 'Joan Arnold';
/** He signals duress while he says that he is safe. */
const COERCED = 'Tom Fenwick';
const HURT = 'Marc Huot';
/** He had gone home before. */
const AT_HOME = 'Paul Dewitt';

let theatre: Theatre;
let browser: Browser;
let auditor: string;

function rowOf(page: Page, name: string): Locator {
  return page.locator('[data-deployment]').filter({ hasText: name });
}

async function sentence(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

/** A telephone without a script that opens an address. */
async function telephone(address: string): Promise<Page> {
  const phone = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  const page = await phone.newPage();
  await page.goto(address);
  return page;
}

/** The incident and the roll call, through the forms; answers the address of its set-up. */
async function openEverything(page: Page): Promise<string> {
  await page.goto('/set-up/incidents');
  await fillIn(page, 'Open an incident', {
    Name: 'Strike on the camp',
    Mode: { choose: 'LIVE' },
    'Danger, at the earliest': minutesAgo(70),
    'Danger, at the latest': minutesAgo(60),
  });
  await page.getByRole('heading', { level: 1, name: 'Strike on the camp' }).waitFor();
  await fillIn(page, 'Open a roll call', { Missions: { tick: 'Police task force' } });
  await page.getByText('0 of 12 accounted for').waitFor();
  return new URL(page.url()).pathname;
}

/** The personal links of two people, as the watch reads them off its screen. */
async function makeLinks(page: Page): Promise<(name: string) => string> {
  await page
    .locator('summary')
    .filter({ hasText: /^Make personal links$/ })
    .click();
  const form = page.getByRole('form', { name: 'Make personal links' });
  for (const name of [HERSELF, COERCED]) await form.getByRole('checkbox', { name }).check();
  await form.getByRole('button', { name: 'Make personal links' }).click();
  const shown = page.locator('.secret li');
  await shown.first().waitFor();
  const links = await shown.allInnerTexts();
  return (name) => /https?:\S+/.exec(links.find((text) => text.includes(name)) ?? '')?.[0] ?? '';
}

async function hearByVoice(page: Page, name: string): Promise<void> {
  await rowOf(page, name).getByRole('button', { name: 'Voice' }).click();
  await rowOf(page, name).getByText(`Recorded: ${name}, safe, by voice.`).waitFor();
}

async function sayNotSafe(page: Page, name: string): Promise<void> {
  await rowOf(page, name)
    .getByRole('button', { name: /^Needs help/ })
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Injured' }).check();
  await dialog.getByLabel('What was said (optional)').fill('A cut on the arm; a medic is with him');
  await dialog.getByRole('button', { name: 'Record it' }).click();
  await dialog.waitFor({ state: 'detached' });
  await rowOf(page, name).getByText('Injured').first().waitFor();
}

async function clearDuress(page: Page, name: string): Promise<void> {
  const alarm = page.getByRole('alert', { name: 'Under duress' });
  await alarm.getByRole('button', { name: /^Clear the duress/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('How do you know?').fill('Spoke to him alone; he gave the word');
  await dialog.getByRole('button', { name: 'Clear the duress' }).click();
  await dialog.getByRole('button', { name: 'Voice' }).click();
  await dialog.getByText(`Recorded: ${name}`).waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await alarm.waitFor({ state: 'detached' });
}

describeInBrowser('A night', () => {
  beforeAll(async () => {
    theatre = await Theatre.open('nothing');
    browser = await launchBrowser();
    auditor = await theatre.token('auditor');
    await peopled(theatre, await theatre.token('dutyOfficer'), { missions: ['Police task force'] });
  });

  afterAll(async () => {
    await browser.close();
    await theatre.close();
  });

  it('is brought from its opening to all safe by a duty officer, a commander and those deployed, each in a browser', async () => {
    const [watch, chief] = [
      await theatre.signIn(browser, 'dutyOfficer', { name: 'The watch' }, IN_UTC),
      await theatre.signIn(browser, 'commander', { name: 'The chief' }, IN_UTC),
    ];
    const setUp = await openEverything(watch.page);
    const linkOf = await makeLinks(watch.page);
    await watch.page.getByRole('link', { name: 'To the board' }).click();
    await sentence(watch.page, /^12 of 12 not accounted for/);
    await chief.page.goto('/');
    await chief.page.getByRole('link', { name: 'Roll call: open the board' }).first().click();
    await sentence(chief.page, /^12 of 12 not accounted for/);

    const [hers, his] = [await telephone(linkOf(HERSELF)), await telephone(linkOf(COERCED))];
    await hers.getByRole('button', { name: 'I am safe' }).click();
    await hers.getByText('Recorded as number').waitFor();
    await sentence(chief.page, /^11 of 12 not accounted for/);
    await his.getByRole('button', { name: 'Muster' }).click();
    await his.getByText('You have said: I am safe.').waitFor();
    for (const { page } of [watch, chief]) await page.getByRole('alert', { name: 'Under duress' }).waitFor();

    await sayNotSafe(watch.page, HURT);
    for (const name of NAMES.filter((one) => ![HERSELF, COERCED, HURT, AT_HOME].includes(one))) {
      await hearByVoice(watch.page, name);
    }
    await clearDuress(chief.page, COERCED);
    await sentence(chief.page, /^1 of 12 not accounted for/);

    const decision = await chief.context.newPage();
    await decision.goto(setUp);
    await fillIn(decision, 'Exclude a person', { Person: { choose: AT_HOME }, Reason: 'Had gone home on Monday' });
    await sentence(watch.page, /^All 11 accounted for/);
    await watch.page.getByText('Had gone home on Monday · decided by The chief').waitFor();
    await watch.page.getByText('All are accounted for; it cannot be said that all are safe.').waitFor();
    await hearByVoice(watch.page, HURT);
    for (const { page } of [watch, chief]) {
      await page.getByText('All are safe and accounted for.').waitFor();
      await page.locator('.claim-holds').waitFor();
    }
    await fillIn(decision, 'Close as complete', {});
    await decision.getByText('Closed as complete').waitFor();

    const types = (await newest(theatre, auditor)).map(({ type }) => type);
    for (const type of ['DuressSignalled', 'DuressCleared', 'OfficerExcludedFromRollCall', 'RollCallClosed']) {
      expect(types).toContain(type);
    }
    for (const page of [watch.page, chief.page, hers, his]) await page.context().close();
  });
});
