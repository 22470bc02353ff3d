import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, launchBrowser } from './support/chromium.js';
import { COLOURS, expectAccessible, expectNoSidewaysScrolling, picture, SIZES } from './support/looking.js';
import { lookUpNight, type Night } from './support/night.js';
import { Theatre } from './support/theatre.js';

// A build that is served, and a browser, perhaps on a machine that has other work.
jest.setTimeout(240_000);

describeInBrowser('The replay', () => {
  let theatre: Theatre;
  let browser: Browser;
  let night: Night;
  let page: Page;

  beforeAll(async () => {
    theatre = await Theatre.open('the demo night');
    browser = await launchBrowser();
    night = await lookUpNight(theatre);
    ({ page } = await theatre.signIn(browser, 'auditor'));
  });

  afterAll(async () => {
    await browser.close();
    await theatre.close();
  });

  const open = async (search: Readonly<Record<string, string>> = {}): Promise<void> => {
    await page.goto(`/roll-calls/${night.rollCall}/replay?${new URLSearchParams(search).toString()}`);
    await page.getByRole('heading', { name: search['lang'] === 'fr' ? 'Différences' : 'What differs' }).waitFor();
  };
  const differing = async (): Promise<readonly string[]> => {
    await page.getByRole('region', { name: 'What differs' }).getByRole('listitem').first().waitFor();
    return page.getByRole('region', { name: 'What differs' }).getByRole('listitem').allInnerTexts();
  };
  const outlined = (): Promise<readonly string[]> => page.locator('.boards .differs th').allInnerTexts();

  it('shows what the second salvo changed, in words and outlined', async () => {
    await open({ asOf: '2020-01-07T23:30:00Z', beside: 'before' });
    await page.getByText('Time of the danger refined').waitFor();
    const words = await differing();
    expect(words).toContain('Erik Dahl: Accounted for, Safe, sheltering → Not heard');
    expect(words.some((text) => text.startsWith('The counts: 5 of 12'))).toBe(true);
    expect(await outlined()).toEqual([expect.stringContaining('Erik Dahl')]);
  });

  it('shows what was true then as it is known today, which nobody knew then', async () => {
    await open({ asOf: '2020-01-07T23:12:00Z', beside: 'today' });
    await page.waitForFunction(() => document.querySelectorAll('.boards .differs').length === 2);
    const people = await outlined();
    expect(people.some((text) => text.includes('Erik Dahl'))).toBe(true);
    expect(people.some((text) => text.includes('Rae Ingram'))).toBe(true);
  });

  it('says of the event that is known last who recorded it, what it changed and how it is stored', async () => {
    await open({ asOf: '2020-01-08T01:05:00Z' });
    const event = page.getByRole('region', { name: 'Heard of: Paul Dewitt' });
    await event.getByText('Duty officer by watch').waitFor();
    await event.getByText(/All are safe and accounted for/).waitFor();
    await event.getByText('As it is stored').click();
    expect(await event.locator('pre').innerText()).toContain('"type": "OfficerAccountedFor"');
  });

  it('goes from event to event and from claim to claim by the keyboard alone, and its address holds both positions', async () => {
    await open({ asOf: '2020-01-07T22:58:00Z' });
    await page.keyboard.press('ArrowRight');
    await page.waitForURL(/asOf=2020-01-07T22%3A59/);
    await page.keyboard.press(']');
    await page.waitForURL(/asOf=2020-01-07T23%3A00/);
    await page.getByText('No known casualty, not all are accounted for').first().waitFor();
    await page.keyboard.press('l');
    await page.waitForURL(/apart=true/);
    await page.getByLabel('Known at').focus();
    const before = new URL(page.url()).searchParams;
    await page.keyboard.press('ArrowRight');
    await page.waitForURL((url) => url.searchParams.get('knownAt') !== before.get('knownAt'));
    expect(new URL(page.url()).searchParams.get('asOf')).toBe(before.get('asOf'));
    const address = page.url();
    await page.goto(address);
    await page.getByRole('checkbox', { name: 'Locked together' }).waitFor();
    expect(await page.getByRole('checkbox', { name: 'Locked together' }).isChecked()).toBe(false);
    const french = page.getByRole('region', { name: 'Link to this moment' }).getByRole('link', { name: 'Français' });
    await french.press('Enter');
    await page.getByRole('heading', { name: 'Différences' }).waitFor();
    expect(new URL(page.url()).searchParams.get('asOf')).toBe(before.get('asOf'));
    expect(new URL(page.url()).searchParams.get('lang')).toBe('fr');
  });

  it('plays, event by event, until it is told to stop', async () => {
    await open({ asOf: '2020-01-07T22:58:00Z', lang: 'en' });
    await page.keyboard.press('p');
    await page.waitForURL(/asOf=2020-01-07T23%3A03/);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Play' }).waitFor();
  });

  it.each(['en', 'fr'])('is accessible in %s, in all colours, and fits whatever it is looked at on', async (lang) => {
    await open({ asOf: '2020-01-07T23:30:00Z', lang });
    await page.locator('.boards .differs').first().waitFor();
    await expectAccessible(page);
    for (const size of ['narrow', 'phone', 'tablet', 'wall'] as const) {
      await page.setViewportSize(SIZES[size]);
      await expectNoSidewaysScrolling(page);
      for (const colours of Object.keys(COLOURS) as (keyof typeof COLOURS)[])
        await picture(page, `replay-${lang}`, size, colours);
    }
  });
});
