import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { describeInBrowser, launchBrowser } from './support/chromium.js';
import { COLOURS, expectAccessible, expectNoSidewaysScrolling, picture, SIZES } from './support/looking.js';
import { lookUpNight } from './support/night.js';
import { Theatre } from './support/theatre.js';

// A build that is served, and a browser, perhaps on a machine that has other work.
jest.setTimeout(240_000);

describeInBrowser('The console', () => {
  let theatre: Theatre;
  let browser: Browser;

  beforeAll(async () => {
    theatre = await Theatre.open('the demo night');
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser.close();
    await theatre.close();
  });

  it('asks nobody but its own host, and breaks no rule of its content security policy', async () => {
    const { context, page } = await theatre.signIn(browser, 'dutyOfficer');
    const [hosts, complaints] = [new Set<string>(), new Array<string>()];
    page.on('request', (request) => hosts.add(new URL(request.url()).origin));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto('/');
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect([...hosts]).toEqual([theatre.url]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('begins for whoever reads no board with what is his', async () => {
    const operator = await theatre.signIn(browser, 'operator');
    await operator.page.waitForURL((url) => url.pathname === '/status');
    const { deployments } = await lookUpNight(theatre);
    const deployment = deployments.get('Erik Dahl') ?? '';
    const officer = await theatre.signIn(browser, 'deployedOfficer', { deployment });
    await officer.page.waitForURL((url) => url.pathname === '/check-in');
    await officer.page.goto('/');
    expect(await officer.page.getByRole('link', { name: 'Check in' }).getAttribute('href')).toBe('/check-in');
    await officer.page.getByRole('link', { name: 'What you have recorded' }).click();
    await officer.page.waitForURL((url) => url.pathname === `/people/${deployment}`);
    await officer.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await officer.page.locator('.problem').count()).toBe(0);
    for (const { context } of [operator, officer]) await context.close();
  });

  it('says to whoever is not signed in that he is not', async () => {
    const context = await browser.newContext({ baseURL: theatre.url });
    const page = await context.newPage();
    await page.goto('/');
    await page.getByRole('heading', { name: 'You are not signed in' }).waitFor();
    expect(await page.getByRole('navigation').count()).toBe(0);
    await context.close();
  });

  it('changes its language without changing its place, and keeps it for the next time', async () => {
    const { context, page } = await theatre.signIn(browser, 'auditor');
    await page.goto('/');
    await page.getByRole('button', { name: 'Français' }).click();
    await page.getByRole('heading', { name: 'Incidents et tableaux' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('fr');
    expect(new URL(page.url()).search).toBe('?lang=fr');
    await page.goto('/');
    await page.getByRole('heading', { name: 'Incidents et tableaux' }).waitFor();
    await page.goto('/?lang=en');
    await page.getByRole('heading', { name: 'Incidents and boards' }).waitFor();
    await context.close();
  });

  it('is left by signing out, for good', async () => {
    const { context, page } = await theatre.signIn(browser, 'auditor');
    await page.goto('/');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'You are not signed in' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'You are not signed in' }).waitFor();
    await context.close();
  });

  it.each(['en', 'fr'])('is accessible in %s, in all colours, and fits whatever it is looked at on', async (lang) => {
    const { context, page } = await theatre.signIn(browser, 'dutyOfficer');
    await page.goto(`/?lang=${lang}`);
    await page.getByRole('article').first().waitFor();
    await expectAccessible(page);
    for (const size of ['narrow', 'phone', 'tablet', 'wall'] as const) {
      await page.setViewportSize(SIZES[size]);
      await expectNoSidewaysScrolling(page);
      for (const colours of Object.keys(COLOURS) as (keyof typeof COLOURS)[]) {
        await picture(page, `home-${lang}`, size, colours);
      }
    }
    await context.close();
  });
});
