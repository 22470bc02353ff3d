import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describeInBrowser, launchBrowser } from './support/chromium.js';
import { lookUpNight, type Night } from './support/night.js';
import { Theatre } from './support/theatre.js';
import { safe, tonight, type Tonight } from './support/tonight.js';

// A build that is served, and a browser, perhaps on a machine that has other work.
jest.setTimeout(300_000);

/** Where the README looks for them, and where they are put unless it is said that they are to be made anew. */
const SHOWN = join(process.cwd(), 'docs', 'screens');
const MADE = process.env['MUSTER_TEST_SCREENS'] ?? join(process.cwd(), 'build', 'readme');

/** Bytes that all of them have together at most: they are in every clone. */
const MAX_BYTES = 600_000;

const DESK = { width: 1280, height: 860 };
const PHONE = { width: 390, height: 660 };

/** The afternoon after the night of the demo, by which ages are told. */
const AFTERWARDS = new Date('2020-01-08T15:00:00Z');

const NAMES = ['board', 'check-in', 'incident', 'person', 'replay'];

let theatre: Theatre;
let browser: Browser;
let night: Night;
let now: Tonight;
let context: BrowserContext;
let page: Page;

async function shot(of: Page, name: string): Promise<void> {
  await of.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
  await of.screenshot({ path: join(MADE, `${name}.png`) });
}

/** One who is hurt, one of whom two reports differ, one who was seen by a leader, and two who are silent. */
async function anHourIn(): Promise<void> {
  const [arnold = '', bastien = '', corman = '', dewitt = '', ...others] = now.deployments;
  for (const [place, deployment] of others.slice(0, 6).entries()) await safe(now, theatre, deployment, 5 + 4 * place);
  const report = async (deployment: string, more: object): Promise<void> => {
    const observedAt = new Date(Date.now() - 20 * 60_000).toISOString();
    await theatre.command('RecordCheckIn', { deployment, observedAt, condition: 'SAFE', ...more }, now.watch);
  };
  await report(arnold, { channel: 'Radio', grade: 1, condition: 'INJURED', note: 'A cut on the arm' });
  await report(bastien, { channel: 'Phone', grade: 1, condition: 'INJURED' });
  await report(bastien, { channel: 'Link', grade: 2, observedAt: new Date(Date.now() - 9 * 60_000).toISOString() });
  await report(corman, { channel: 'Phone', grade: 3, vouchedBy: others[0] });
  await report(dewitt, { channel: 'Message', grade: 4 });
}

describeInBrowser('The pictures of the README', () => {
  beforeAll(async () => {
    mkdirSync(MADE, { recursive: true });
    theatre = await Theatre.open('the demo night');
    browser = await launchBrowser();
    night = await lookUpNight(theatre);
    now = await tonight(theatre);
    await anHourIn();
    ({ context, page } = await theatre.signIn(
      browser,
      'dutyOfficer',
      { name: 'Night watch' },
      { viewport: DESK, timezoneId: 'Asia/Baghdad' },
    ));
  });

  afterAll(async () => {
    await context.close();
    await browser.close();
    await theatre.close();
  });

  it('show a board an hour in', async () => {
    await page.goto(`/roll-calls/${now.rollCall}`);
    await page.getByText('Conflicting reports').first().waitFor();
    await page.getByText('Log and views in order').waitFor();
    await shot(page, 'board');
  });

  it('show the page on which somebody checks in', async () => {
    const { links } = await theatre.command<{ links: readonly { path: string }[] }>(
      'IssuePersonalLinks',
      { rollCall: now.rollCall, deployments: [now.deployments[10]] },
      now.watch,
    );
    const phone = await browser.newContext({ baseURL: theatre.url, viewport: PHONE, locale: 'en-CA' });
    const opened = await phone.newPage();
    await opened.goto(links[0]?.path ?? '');
    await opened.getByRole('button', { name: 'I am safe' }).waitFor();
    await shot(opened, 'check-in');
    await phone.close();
  });

  it('show the night of the demo, as it went, as it was known then, and one of its people', async () => {
    await page.clock.setFixedTime(AFTERWARDS);
    await page.goto(`/incidents/${night.incident}`);
    await page.locator('.curve-accounted').waitFor();
    await page.locator('.feed-entry').first().waitFor();
    await shot(page, 'incident');
    await page.goto(
      `/roll-calls/${night.rollCall}/replay?knownAt=2020-01-07T23:40:00Z&asOf=2020-01-07T23:12:00Z&apart=true`,
    );
    await page.locator('.boards tbody tr').first().waitFor();
    await shot(page, 'replay');
    await page.goto(`/people/${night.deployments.get('Erik Dahl')}?rollCall=${night.rollCall}`);
    await page.locator('.evidence-entry').first().waitFor();
    await shot(page, 'person');
  });

  it('are those that stand there, and are small', () => {
    const made = readdirSync(MADE).filter((name) => name.endsWith('.png'));
    expect(made.toSorted()).toEqual(NAMES.map((name) => `${name}.png`));
    expect(
      readdirSync(SHOWN)
        .filter((name) => name.endsWith('.png'))
        .toSorted(),
    ).toEqual(made.toSorted());
    const bytes = made.reduce((sum, name) => sum + statSync(join(MADE, name)).size, 0);
    process.stderr.write(`pictures of the README: ${bytes} bytes\n`);
    expect(bytes).toBeLessThan(MAX_BYTES);
  });
});
