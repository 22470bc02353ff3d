import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { untilTrue } from '../support/waiting.js';
import { Camp, keptOn, readyForOffline } from './support/camp.js';
import { describeInBrowser, launchBrowser } from './support/chromium.js';
import {
  COLOURS,
  expectAccessible,
  expectNoSidewaysScrolling,
  picture,
  SIZES,
  type Colours,
} from './support/looking.js';
import { NAMES } from './support/tonight.js';
import { BUDGET, expectLargeTargets, expectNoScrollingAt400Percent, packedBytes } from './support/small-pages.js';

jest.setTimeout(240_000);

describeInBrowser('The page of a deployed officer', () => {
  let camp: Camp;
  let browser: Browser;
  let next = 0;

  beforeAll(async () => {
    camp = await Camp.open();
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser.close();
    await camp.close();
  });

  /** The next of the twelve opens his link. */
  async function open(options: BrowserContextOptions = {}): Promise<{ readonly page: Page; readonly person: string }> {
    camp.line.is('up');
    const person = camp.personAt(next);
    next += 1;
    const context = await browser.newContext({ baseURL: camp.line.url, timezoneId: 'Asia/Baghdad', ...options });
    const page = await context.newPage();
    await page.goto(await camp.linkFor(person));
    return { page, person };
  }

  it('records without a script, takes more, and lets him check in again', async () => {
    const { page, person } = await open({ javaScriptEnabled: false, locale: 'en-CA' });
    await page.getByRole('button', { name: 'I am safe' }).click();
    await page.getByRole('heading', { name: 'Recorded' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/check-in');
    await page.getByLabel('Where you are').fill('North gate');
    await page.getByRole('button', { name: 'Send this too' }).click();
    await page.getByText(/Recorded as number [0-9A-F-]{9}/).waitFor();
    await page.getByRole('link', { name: 'Check in again' }).click();
    await page.getByRole('button', { name: 'I need help' }).click();
    await page.getByRole('heading', { name: 'Recorded: you need help' }).waitFor();
    expect((await camp.checkIns(person)).map(({ condition }) => condition)).toEqual([
      ...['SAFE', 'SAFE', 'NEEDS_ASSISTANCE'],
    ]);
    await page.context().close();
  });

  it('records with a script on the same page, and takes more', async () => {
    const { page, person } = await open({ locale: 'en-CA' });
    await readyForOffline(page);
    await page.getByRole('button', { name: 'I am safe' }).click();
    await page.getByRole('heading', { name: 'Recorded' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/check-in');
    await page.getByLabel('Anything else').fill('Smoke in the north');
    await page.getByRole('button', { name: 'Send this too' }).click();
    await untilTrue(async () => (await camp.checkIns(person)).length === 2);
    expect((await camp.checkIns(person))[1]?.note?.text).toBe('Smoke in the north');
    await page.getByRole('link', { name: 'Check in again' }).click();
    await page.getByRole('heading', { name: 'Are you safe?' }).waitFor();
    const { taps, text } = await keptOn(page);
    expect(taps).toEqual([]);
    expect(['Smoke', 'Joan', 'Luc'].filter((word) => text.includes(word))).toEqual([]);
    await page.context().close();
  });

  it('shows and keeps under duress what it does for a check-in, and the watch is told once it is sent', async () => {
    const seen: { readonly shown: string; readonly kept: string }[] = [];
    const pressed = [];
    for (const button of ['I am safe', 'Muster']) {
      const { page, person } = await open({ locale: 'en-CA' });
      pressed.push(person);
      await readyForOffline(page);
      const secret = new URL(page.url()).pathname.slice('/c/'.length);
      camp.line.is('down');
      await page.getByRole('button', { name: button }).click();
      await page.getByText('it is sent as soon as there is a connection').waitFor();
      const [tap] = (await keptOn(page)).taps;
      const fields = JSON.stringify({ ...tap, body: tap?.body.length });
      const blank = (text: string): string =>
        text
          .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID')
          .replaceAll(/\d\d:\d\d(:[\d.]+Z)?/g, 'TIME')
          .replaceAll(secret, '')
          .replaceAll(new RegExp(NAMES.join('|'), 'g'), 'NAME');
      seen.push({ shown: blank(await page.locator('body').innerHTML()), kept: blank(fields) });
      camp.line.is('up');
      await page.evaluate(() => dispatchEvent(new Event('online')));
      await page.getByText(/Recorded as number/).waitFor({ timeout: 90_000 });
      await page.context().close();
    }
    expect(seen[1]).toEqual(seen[0]);
    const [calm, watched] = pressed;
    const { unmet } = await camp.verdict();
    expect([unmet['SAFETY']?.includes(watched ?? ''), unmet['SAFETY']?.includes(calm ?? '')]).toEqual([true, false]);
  });

  it('keeps what was said where the link was taken back, and sends it under a new one of the same person', async () => {
    const { page, person } = await open({ locale: 'en-CA' });
    await readyForOffline(page);
    camp.line.is('down');
    await page.getByRole('button', { name: 'I am safe' }).click();
    await page.getByText('On this device. The watch does not have it yet').waitFor();
    await camp.revokeLinksOf(person);
    camp.line.is('up');
    await page.reload();
    await page.getByText('your link or session has ended').waitFor({ timeout: 90_000 });
    expect(await camp.checkIns(person)).toEqual([]);
    await page.goto(await camp.linkFor(person));
    await page.getByText(/Recorded as number/).waitFor({ timeout: 90_000 });
    expect(await camp.checkIns(person)).toHaveLength(1);
    await page.context().close();
  });

  it.each(['en', 'fr'])(
    'has nothing that keeps anyone from using it, whatever its state and colours, in %s',
    async (language) => {
      const { page } = await open({ locale: `${language}-CA` });
      await readyForOffline(page);
      const look = async (state: string): Promise<void> => {
        await expectAccessible(page);
        await page.setViewportSize(SIZES.narrow);
        await expectNoSidewaysScrolling(page);
        await expectNoScrollingAt400Percent(page);
        await expectLargeTargets(page);
        for (const colours of Object.keys(COLOURS) as Colours[])
          await picture(page, `check-in-${state}-${language}`, 'phone', colours);
      };
      await look('asks');
      camp.line.is('down');
      await page.locator('button.help').click();
      await page.locator('section .card.warn').waitFor();
      await untilTrue(async () =>
        (await page.locator('section').innerText()).includes(language === 'en' ? 'as soon as' : 'dès qu'),
      );
      await look('waits');
      camp.line.is('up');
      await page.evaluate(() => dispatchEvent(new Event('online')));
      await page.locator('section .card.bad').waitFor({ timeout: 90_000 });
      await look('received');
      await page.context().close();
    },
  );

  it('fits with all that it needs into ten kilobytes', async () => {
    for (const locale of ['en-CA', 'fr-CA']) {
      const { page } = await open({ locale });
      const bytes = await packedBytes(page);
      console.log(`the page of an officer in ${locale}: ${bytes} bytes, compressed`);
      expect(bytes).toBeLessThanOrEqual(BUDGET);
      await page.context().close();
    }
  });
});
