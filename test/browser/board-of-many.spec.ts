import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, launchBrowser } from './support/chromium.js';
import { Theatre } from './support/theatre.js';
import { safe, tonight, type Tonight } from './support/tonight.js';

// A thousand people are set up, perhaps on a machine that has other work.
jest.setTimeout(600_000);

const PEOPLE = 1_000;

/** Changes of which the least disturbed one counts: any other may have waited for another process. */
const CHANGES = 12;

/** Milliseconds after which a browser calls a task long: a tap would be felt to wait for it. */
const LONG_TASK_MS = 50;

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

  it('takes what is recorded elsewhere without holding anyone up, whatever else the machine does', async () => {
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
    const drawing = await longTasks(page);
    const changing: number[] = [];
    for (const [place, deployment] of night.deployments.slice(0, CHANGES).entries()) {
      await safe(night, theatre, deployment);
      await page.getByRole('heading', { level: 1, name: `${PEOPLE - place - 1} of 1,000` }).waitFor();
      changing.push(Math.max(0, ...(await longTasks(page))));
    }
    process.stderr.write(
      `board of ${PEOPLE}: long tasks ${told(drawing)} to draw, ${told(changing)} for each change\n`,
    );
    expect(Math.min(...changing)).toBeLessThan(LONG_TASK_MS);
    expect(await page.locator('[data-deployment]').count()).toBe(PEOPLE);
    await context.close();
  });
});

/** The long tasks since the last look, once those that ended last have been told of. */
async function longTasks(page: Page): Promise<readonly number[]> {
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
  return page.evaluate(() => (window as Window & { tasks?: number[] }).tasks?.splice(0) ?? []);
}

function told(durations: readonly number[]): string {
  return `[${durations.map((duration) => Math.round(duration)).join(', ')}]`;
}
