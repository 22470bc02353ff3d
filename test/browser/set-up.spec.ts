import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, launchBrowser } from './support/chromium.js';
import { take, tick, write } from './support/keyboard.js';
import { Theatre } from './support/theatre.js';

jest.setTimeout(300_000);

describeInBrowser('Setting up', () => {
  let theatre: Theatre;
  let browser: Browser;

  beforeAll(async () => {
    theatre = await Theatre.open('nothing');
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser.close();
    await theatre.close();
  });

  async function heading(page: Page, name: string): Promise<void> {
    await page.getByRole('heading', { level: 1, name }).waitFor();
  }

  async function sendMission(page: Page): Promise<void> {
    await take(page, 'Set up');
    await heading(page, 'Missions');
    await take(page, 'Establish a mission');
    await write(page, 'Name', 'Police training');
    await write(page, 'Time zone', 'Asia/Baghdad');
    await take(page, 'Establish a mission');
    await heading(page, 'Police training');
    await take(page, 'Open a post');
    await write(page, 'Name', 'Gate');
    await take(page, 'Open a post');
    await page.getByRole('listitem').filter({ hasText: 'Gate' }).waitFor();
  }

  async function sendOfficer(page: Page): Promise<void> {
    await take(page, 'Officers');
    await heading(page, 'Officers');
    await take(page, 'Register an officer');
    await write(page, 'Name', 'Ann Example');
    await write(page, 'Rank', 'Constable');
    await write(page, 'Home agency', 'Saskatoon');
    await take(page, 'Register an officer');
    await heading(page, 'Ann Example');
  }

  /** At first with an end that lies before the beginning. */
  async function sendTour(page: Page): Promise<void> {
    await take(page, 'Begin a tour');
    await write(page, 'Mission', 'Police');
    await write(page, 'Post', 'Gate');
    await write(page, 'Began at', '2019-10-01 08:00');
    await write(page, 'Planned end', '2019-09-01');
    await take(page, 'Begin a tour');
    await page.getByRole('alert').getByText('The times are not in their order.').waitFor();
    expect(await page.getByLabel('Began at', { exact: true }).inputValue()).toBe('2019-10-01 08:00');
    await write(page, 'Planned end', '2030-10-01');
    await take(page, 'Begin a tour');
    await page.getByRole('heading', { name: 'Tour · open' }).waitFor();
  }

  async function sendIncident(page: Page): Promise<void> {
    await take(page, 'Incidents and roll calls');
    await heading(page, 'Incidents and roll calls');
    await take(page, 'Open an incident');
    await write(page, 'Name', 'Strike');
    await write(page, 'Mode', 'LIVE');
    await write(page, 'Danger, at the earliest', '2020-01-08 01:30');
    await write(page, 'Danger, at the latest', '2020-01-08 01:50');
    await take(page, 'Open an incident');
    await heading(page, 'Strike');
  }

  it('goes from nothing to an open roll call by the keyboard alone', async () => {
    const { context, page } = await theatre.signIn(browser, 'dutyOfficer', {}, { timezoneId: 'Asia/Baghdad' });
    await page.goto('/');
    await page.getByRole('navigation').first().waitFor();
    await sendMission(page);
    await sendOfficer(page);
    await sendTour(page);
    await sendIncident(page);
    await take(page, 'Open a roll call');
    await tick(page, 'Police training');
    await page.getByRole('heading', { name: 'It would ask about 1 person' }).waitFor();
    await page.getByText('Ann Example').waitFor();
    await page.getByText('during 6 h 0 min after being observed').waitFor();
    await take(page, 'Open a roll call');
    await heading(page, 'Roll call');
    await page.getByText('0 of 1 accounted for').waitFor();
    await page.getByRole('link', { name: 'To the board' }).waitFor();
    await context.close();
    const watch = await theatre.token('dutyOfficer');
    const { items } = await theatre.question<{ items: readonly object[] }>('incidents', watch);
    const hazard = { earliest: '2020-01-07T22:30:00.000Z', latest: '2020-01-07T22:50:00.000Z' };
    expect(items).toMatchObject([{ name: { text: 'Strike' }, mode: 'ACTUAL', open: true, hazard }]);
  });

  it('says which field is not filled in, and goes there', async () => {
    const { context, page } = await theatre.signIn(browser, 'dutyOfficer');
    await page.goto('/set-up/officers');
    await take(page, 'Register an officer');
    await write(page, 'Name', 'Bob Example');
    await take(page, 'Register an officer');
    await page.getByText('Fill this in.').first().waitFor();
    expect(await page.getByLabel('Rank').evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Bob Example');
    await context.close();
  });

  it('keeps what was typed when the language changes', async () => {
    const { context, page } = await theatre.signIn(browser, 'dutyOfficer');
    await page.goto('/set-up/officers');
    await take(page, 'Register an officer');
    await write(page, 'Name', 'Zoé Exemple');
    await page.getByRole('button', { name: 'Français' }).click();
    await heading(page, 'Personnel');
    expect(await page.getByLabel('Nom', { exact: true }).inputValue()).toBe('Zoé Exemple');
    await context.close();
  });

  it('shows a secret once, and what it lets in until it is taken back', async () => {
    const { context, page } = await theatre.signIn(browser, 'operator');
    await page.goto('/set-up/access');
    await take(page, 'Make a sign-in link');
    await write(page, 'Name', 'Night watch');
    await write(page, 'Role', 'Duty');
    await take(page, 'Make a sign-in link');
    await page.getByText(`${theatre.url}/sign-in/`).waitFor();
    await page.getByRole('row', { name: /Night watch Duty officer sign-in link valid/ }).waitFor();
    await page.reload();
    await page.getByRole('row', { name: /Night watch/ }).waitFor();
    expect(await page.getByText('/sign-in/').count()).toBe(0);
    await take(page, 'Take access back');
    await write(page, 'Whose', 'Night');
    await take(page, 'Take access back');
    await page.getByRole('row', { name: /Night watch Duty officer sign-in link taken back/ }).waitFor();
    await context.close();
  });

  it('is not offered to whoever may not', async () => {
    const { context, page } = await theatre.signIn(browser, 'auditor');
    await page.goto('/set-up/missions');
    await heading(page, 'Missions');
    expect(await page.getByText('Establish a mission').count()).toBe(0);
    await context.close();
  });
});
