import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { Camp, readyForOffline } from './support/camp.js';
import { describeInBrowser, launchBrowser } from './support/chromium.js';
import {
  COLOURS,
  expectAccessible,
  expectNoSidewaysScrolling,
  picture,
  SIZES,
  type Colours,
} from './support/looking.js';
import { BUDGET, expectLargeTargets, expectNoScrollingAt400Percent, packedBytes } from './support/small-pages.js';
import { NAMES } from './support/tonight.js';

jest.setTimeout(240_000);

describeInBrowser('The page of a whole roll call', () => {
  let camp: Camp;
  let browser: Browser;

  beforeAll(async () => {
    camp = await Camp.open();
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser.close();
    await camp.close();
  });

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    camp.line.is('up');
    const { page } = await camp.theatre.signIn(browser, 'dutyOfficer', {}, { baseURL: camp.line.url, ...options });
    await page.goto(camp.listPath);
    return page;
  }

  it('fits with all that it needs into ten kilobytes, for twelve people', async () => {
    for (const locale of ['en-CA', 'fr-CA']) {
      const page = await open({ locale });
      const bytes = await packedBytes(page);
      console.log(`the page of a roll call of twelve in ${locale}: ${bytes} bytes, compressed`);
      expect(bytes).toBeLessThanOrEqual(BUDGET);
      await page.context().close();
    }
  });

  it('asks how and when once something is said of a person, who can be left out again', async () => {
    const page = await open({ javaScriptEnabled: false });
    const group = page.locator('fieldset').first();
    const how = group.getByLabel('How');
    expect(await how.isVisible()).toBe(false);
    await group.getByRole('radio', { name: 'Safe' }).check();
    await how.selectOption('Sight');
    await expectLargeTargets(page);
    await group.getByRole('radio', { name: 'Leave it out' }).check();
    expect(await how.isVisible()).toBe(false);
    await page.locator('button.main').click();
    await page.getByText('Nothing was filled in.').waitFor();
    await page.context().close();
  });

  it.each(['en', 'fr'])(
    'has nothing that keeps anyone from using it, whatever its state and colours, in %s',
    async (language) => {
      const page = await open({ locale: `${language}-CA` });
      await readyForOffline(page);
      const look = async (state: string): Promise<void> => {
        await expectAccessible(page);
        await page.setViewportSize(SIZES.narrow);
        await expectNoSidewaysScrolling(page);
        await expectNoScrollingAt400Percent(page);
        await expectLargeTargets(page);
        for (const colours of Object.keys(COLOURS) as Colours[])
          await picture(page, `list-${state}-${language}`, 'phone', colours);
        await picture(page, `list-${state}-${language}`, 'tablet', 'light');
      };
      await look('asks');
      camp.line.is('down');
      const groups = page.locator('fieldset');
      await groups.nth(0).getByRole('radio').nth(0).check();
      await groups.nth(1).getByRole('radio').nth(2).check();
      await page.locator('button.main').click();
      await page.locator('section .card.warn').waitFor();
      await page.reload();
      await page.locator('section .card.warn').waitFor();
      await look('waits');
      camp.line.is('up');
      await page.evaluate(() => dispatchEvent(new Event('online')));
      await page.locator('section .card.good').waitFor({ timeout: 90_000 });
      await look('received');
      await page.goto(`${camp.listPath}/someone?find=an`);
      await look('someone');
      await page.goto('/check-in');
      await look('lists');
      await page.context().close();
    },
  );

  it('takes twelve people with one press, without a script, each line answered for itself', async () => {
    const page = await open({ javaScriptEnabled: false, locale: 'en-CA' });
    for (const name of NAMES)
      await page
        .getByRole('group', { name: new RegExp(`\\d+\\. ${name}`) })
        .getByLabel('Safe')
        .check();
    await page.getByRole('button', { name: 'Send all that is filled in' }).click();
    await page.getByText('12 of 12 accounted for, 12 safe').waitFor();
    expect(
      await page
        .getByRole('status')
        .getByText(/recorded as number [0-9A-F-]{9}/)
        .count(),
    ).toBe(NAMES.length);
    expect(await camp.verdict()).toMatchObject({ claim: 'ALL_SAFE' });
    await page.context().close();
  });

  it('is found from the board, and brings someone onto the list without a script', async () => {
    const { page: board, context } = await camp.theatre.signIn(browser, 'dutyOfficer');
    await board.goto(`/roll-calls/${camp.night.rollCall}`);
    await board.getByRole('link', { name: 'Check in on one page' }).click();
    await board.getByRole('heading', { name: 'Roll call', exact: true }).waitFor();
    await context.close();
    const page = await open({ javaScriptEnabled: false, locale: 'en-CA' });
    await page.getByRole('link', { name: 'Someone not on the list' }).click();
    await page.getByLabel('Name').nth(1).fill('Cyd Example');
    await page.getByLabel('Rank').fill('Sergeant');
    await page.getByLabel('Home agency').fill('Halifax Regional Police');
    await page.getByRole('button', { name: 'Register (step 1 of 3)' }).click();
    await page.getByText('Cyd Example is registered.').waitFor();
    await page.getByLabel('Mission').selectOption({ label: 'Police task force' });
    await page.getByLabel('There since').fill('2026-01-01');
    await page.getByLabel('Until').fill('2030-01-01');
    await page.getByRole('button', { name: 'Begin the tour (step 2 of 3)' }).click();
    await page.getByLabel('Why is he on the list?').fill('Seen at the gate.');
    await page.getByRole('button', { name: 'Put him on the list (step 3 of 3)' }).click();
    await page.getByText('Cyd Example is on the list.').waitFor();
    await page.getByRole('link', { name: 'To the list' }).click();
    const group = page.getByRole('group', { name: /\d+\. Cyd Example/ });
    await group.getByLabel('Safe').check();
    await page.getByRole('button', { name: 'Send all that is filled in' }).click();
    await page.getByText('13 of 13 accounted for, 13 safe').waitFor();
    await page.context().close();
  });
});
