import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, launchBrowser } from './support/chromium.js';
import { expectAccessible, expectNoSidewaysScrolling, picture, SIZES } from './support/looking.js';
import { lookUpNight, type Night } from './support/night.js';
import { Theatre } from './support/theatre.js';

// A build that is served, and a browser, perhaps on a machine that has other work.
jest.setTimeout(240_000);

describeInBrowser("An incident's page", () => {
  let theatre: Theatre;
  let browser: Browser;
  let night: Night;
  let page: Page;

  beforeAll(async () => {
    theatre = await Theatre.open('the demo night');
    browser = await launchBrowser();
    night = await lookUpNight(theatre);
    ({ page } = await theatre.signIn(browser, 'dutyOfficer'));
  });

  afterAll(async () => {
    await browser.close();
    await theatre.close();
  });

  const open = async (lang = 'en'): Promise<void> => {
    await page.goto(`/incidents/${night.incident}?lang=${lang}`);
    await page.locator('.feed-entry').first().waitFor();
    await page.locator('.curve-accounted').waitFor();
  };

  it('draws how many were accounted for, with what explains it, and says the same as a table', async () => {
    await open();
    const markers = await page.locator('.curve-legend li').allInnerTexts();
    expect(markers.map((text) => text.replace(/ Jan .*/, ''))).toEqual([
      'Danger, at the earliest',
      'Incident opened',
      'Roll call opened',
      'First answer',
      'Time of the danger refined',
      'Roll call closed',
      'Incident closed',
    ]);
    expect(await page.locator('.curve-number').count()).toBe(markers.length);
    await page.getByText('The same as a table').press('Enter');
    const rows = page.getByRole('region', { name: 'The same as a table' }).getByRole('row');
    const twelfth = rows.filter({ hasText: 'Jan 8, 2020, 01:05 UTC' });
    expect(await twelfth.getByRole('cell').allInnerTexts()).toEqual([
      '12',
      '12',
      '0',
      'All are safe and accounted for',
      'something was recorded',
    ]);
  });

  it('tells the turns of the night or everything, and leads from an event to its replay', async () => {
    await open();
    const entries = page.locator('.feed-entry');
    const turns = await entries.count();
    await page.getByRole('radio', { name: 'Everything' }).check();
    await page.getByText('39 of 39 events').waitFor();
    expect(turns).toBeLessThan(await entries.count());
    const refined = entries.filter({ hasText: 'Time of the danger refined' });
    await refined.getByText('by watch', { exact: true }).waitFor();
    await refined.getByRole('link', { name: 'Replay from here' }).click();
    await page.getByRole('heading', { name: 'What differs' }).waitFor();
    expect(new URL(page.url()).searchParams.get('asOf')).toBe('2020-01-07T23:30:00.000Z');
  });

  it('takes a note of the watch by the keyboard alone, and shows it', async () => {
    await open();
    await page.getByLabel('A note of the watch').fill('The auditor has called');
    await page.keyboard.press('Enter');
    await page.locator('.feed-entry').filter({ hasText: 'The auditor has called' }).waitFor();
    expect(await page.getByLabel('A note of the watch').inputValue()).toBe('');
  });

  it('has no line to write on for an auditor', async () => {
    const auditor = await theatre.signIn(browser, 'auditor');
    await auditor.page.goto(`/incidents/${night.incident}`);
    await auditor.page.locator('.feed-entry').first().waitFor();
    expect(await auditor.page.getByLabel('A note of the watch').count()).toBe(0);
    await auditor.context.close();
  });

  it.each(['en', 'fr'])('is accessible in %s, in all colours, and fits whatever it is looked at on', async (lang) => {
    await open(lang);
    await expectAccessible(page);
    for (const size of ['wall', 'tablet', 'phone', 'narrow'] as const) {
      await page.setViewportSize(SIZES[size]);
      await expectNoSidewaysScrolling(page);
      await picture(page, `incident-${lang}`, size, size === 'phone' ? 'dark' : 'light');
    }
  });
});
