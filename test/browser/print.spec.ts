import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describeInBrowser, launchBrowser } from './support/chromium.js';
import { expectAccessible, picture } from './support/looking.js';
import { Theatre } from './support/theatre.js';
import { safe, tonight, type Tonight } from './support/tonight.js';

// A build that is served, and a browser, perhaps on a machine that has other work.
jest.setTimeout(240_000);

/** More than two sheets of forty. */
const PEOPLE = 87;

describeInBrowser('A board on paper', () => {
  let theatre: Theatre;
  let browser: Browser;
  let night: Tonight;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    theatre = await Theatre.open('nothing');
    browser = await launchBrowser();
    night = await tonight(theatre, PEOPLE);
    for (const deployment of night.deployments.slice(0, 40)) await safe(night, theatre, deployment, 10);
    ({ context, page } = await theatre.signIn(browser, 'dutyOfficer'));
    await page.goto(`/roll-calls/${night.rollCall}`);
    await page.getByRole('link', { name: 'Print' }).click();
    await page.locator('.sheet').first().waitFor();
  });

  afterAll(async () => {
    await context.close();
    await browser.close();
    await theatre.close();
  });

  it('has forty people on a sheet, and on each the moment, the position and the same digest', async () => {
    const sheets = page.locator('.sheet');
    expect(await sheets.locator('tbody').evaluateAll((bodies) => bodies.map((body) => body.children.length))).toEqual([
      40, 40, 7,
    ]);
    const { position } = await theatre.question<{ position: string }>(
      `roll-calls/${night.rollCall}/board?limit=1`,
      night.watch,
    );
    const heads = await sheets.allInnerTexts();
    const told = heads.map((text) =>
      /As of .+ UTC · position (\d+) · digest ([0-9a-f]{12}) · Page (\d) of 3/.exec(text),
    );
    expect(told.map((found) => found?.[3])).toEqual(['1', '2', '3']);
    expect(new Set(told.map((found) => found?.[1]))).toEqual(new Set([position]));
    expect(new Set(told.map((found) => found?.[2])).size).toBe(1);
    for (const text of heads) expect(text).toContain('40 of 87 accounted for');
  });

  it.each(['A4', 'Letter'])('puts a sheet on a page of %s', async (format) => {
    const paper = await page.pdf({ format });
    expect(paper.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(3);
  });

  it('can be looked at', async () => {
    await expectAccessible(page);
    await page.emulateMedia({ media: 'print' });
    await picture(page, 'print-en', 'tablet', 'light');
    await page.emulateMedia({ media: 'screen' });
  });
});
