import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { describeInBrowser, launchBrowser } from './support/chromium.js';
import { Theatre } from './support/theatre.js';
import { safe, tonight, type Tonight } from './support/tonight.js';

// A thousand people are set up, perhaps on a machine that has other work.
jest.setTimeout(600_000);

const PEOPLE = 1_000;

describeInBrowser('The board of a thousand people', () => {
  let theatre: Theatre;
  let browser: Browser;
  let night: Tonight;

  beforeAll(async () => {
    theatre = await Theatre.open('nothing');
    browser = await launchBrowser();
    night = await tonight(theatre, PEOPLE);
  });

  afterAll(async () => {
    await browser.close();
    await theatre.close();
  });

  it('draws everyone and takes what is recorded elsewhere; how long its tasks were is printed', async () => {
    const { context, page } = await theatre.signIn(browser, 'dutyOfficer');
    await page.addInitScript(() => {
      const tasks: number[] = [];
      Object.assign(window, { tasks });
      new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
        type: 'longtask',
        buffered: true,
      });
    });
    await page.goto(`/roll-calls/${night.rollCall}`);
    await page.waitForFunction((people) => document.querySelectorAll('[data-deployment]').length === people, PEOPLE);
    const drawing = await page.evaluate(() => (window as Window & { tasks?: number[] }).tasks?.splice(0) ?? []);
    for (const deployment of night.deployments.slice(0, 20)) await safe(night, theatre, deployment);
    await page.getByRole('heading', { level: 1, name: /^980 of 1,000/ }).waitFor();
    const changing = await page.evaluate(() => (window as Window & { tasks?: number[] }).tasks ?? []);
    process.stderr.write(`board of ${PEOPLE}: long tasks ${told(drawing)} to draw, ${told(changing)} for 20 changes\n`);
    expect(await page.locator('[data-deployment]').count()).toBe(PEOPLE);
    await context.close();
  });
});

function told(durations: readonly number[]): string {
  return `[${durations.map((duration) => Math.round(duration)).join(', ')}]`;
}
