import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describeInBrowser, launchBrowser } from './support/chromium.js';
import { expectNoSidewaysScrolling } from './support/looking.js';
import { unreachable } from './support/reaching.js';
import { lookUpNight, type Night } from './support/night.js';
import { Theatre } from './support/theatre.js';

// A build that is served, and a browser, perhaps on a machine that has other work.
jest.setTimeout(240_000);

/** A window of 1280 by 1024, enlarged to four times its size (WCAG 2.2, 1.4.10). */
const ENLARGED = { width: 320, height: 256 };
const DESK = { width: 1280, height: 1024 };

let theatre: Theatre;
let browser: Browser;
let night: Night;
let context: BrowserContext;
let page: Page;

const SCREENS: Readonly<Record<string, () => string>> = {
  incidents: () => '/',
  board: () => `/roll-calls/${night.rollCall}`,
  'board by mission': () => `/roll-calls/${night.rollCall}?by=mission`,
  replay: () => `/roll-calls/${night.rollCall}/replay`,
  print: () => `/roll-calls/${night.rollCall}/print?asOf=2020-01-08T01:05:00.000Z&position=${night.position}`,
  person: () => `/people/${night.deployments.get('Erik Dahl')}?rollCall=${night.rollCall}`,
  incident: () => `/incidents/${night.incident}?feed=all`,
  'set-up of missions': () => '/set-up/missions',
  'set-up of officers': () => '/set-up/officers',
  'set-up of a roster': () => '/set-up/import',
  'set-up of incidents': () => '/set-up/incidents',
  'set-up of an incident': () => `/set-up/incidents/${night.incident}`,
  'set-up of a roll call': () => `/set-up/roll-calls/${night.rollCall}`,
  access: () => '/set-up/access',
  views: () => '/status',
  events: () => '/status/events',
  configuration: () => '/status/configuration',
};

async function open(path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.locator('.waiting').waitFor({ state: 'detached' });
}

describeInBrowser('Every screen', () => {
  beforeAll(async () => {
    theatre = await Theatre.open('the demo night');
    browser = await launchBrowser();
    night = await lookUpNight(theatre);
    const watch = await theatre.token('dutyOfficer');
    await theatre.command('ReopenIncident', { incident: night.incident, reason: 'To be looked at' }, watch);
    ({ context, page } = await theatre.signIn(browser, 'commander'));
  });

  afterAll(async () => {
    await context.close();
    await browser.close();
    await theatre.close();
  });

  it.each(Object.keys(SCREENS))('lets the keyboard alone get everywhere, and shows where it is: %s', async (name) => {
    await page.setViewportSize(DESK);
    await open(SCREENS[name]?.() ?? '');
    expect(await unreachable(page)).toEqual([]);
  });

  it.each(Object.keys(SCREENS))(
    'is read without scrolling sideways when it is enlarged four times: %s',
    async (name) => {
      await page.setViewportSize(ENLARGED);
      for (const lang of ['en', 'fr']) {
        const path = SCREENS[name]?.() ?? '';
        await open(`${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
        await page.locator('details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
        await expectNoSidewaysScrolling(page);
      }
    },
  );
});
