import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { describeInBrowser, launchBrowser } from './support/chromium.js';
import { expectAccessible, expectNoSidewaysScrolling, picture, SIZES } from './support/looking.js';
import { newest } from './support/stored.js';
import { Theatre } from './support/theatre.js';
import { safe, tonight, type Tonight } from './support/tonight.js';

// A build that is served, and a browser, perhaps on a machine that has other work.
jest.setTimeout(240_000);

let theatre: Theatre;
let browser: Browser;
let night: Tonight;

function rowOf(page: Page, name: string) {
  return page
    .getByRole('listitem')
    .filter({ hasText: name })
    .filter({ has: page.getByRole('group') });
}

/** How many the sentence says are not accounted for, once it says another number than before. */
async function openCount(page: Page, before?: number): Promise<number> {
  const read = await page.waitForFunction((known) => {
    const count = /^\d+/.exec(document.querySelector('h1')?.textContent ?? '')?.[0];
    return count !== undefined && count !== known && `n${count}`;
  }, before?.toString());
  return Number((await read.jsonValue()).toString().slice(1));
}

/** Pixels from the top of the page, wherever it is scrolled to. */
function placeOf(row: Locator): Promise<number> {
  return row.evaluate((element) => Math.round(element.getBoundingClientRect().top + scrollY));
}

async function open(page: Page, search = ''): Promise<void> {
  await page.goto(`/roll-calls/${night.rollCall}${search}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
}

describeInBrowser('The board', () => {
  beforeAll(async () => {
    theatre = await Theatre.open('nothing');
    browser = await launchBrowser();
    night = await tonight(theatre);
    for (const deployment of night.deployments.slice(0, 6)) await safe(night, theatre, deployment, 10);
  });

  afterAll(async () => {
    await browser.close();
    await theatre.close();
  });

  it('says first, in words, how it stands, and leads from what is missing to the people it is about', async () => {
    const { context, page } = await theatre.signIn(browser, 'dutyOfficer');
    await open(page);
    await page
      .getByRole('heading', { level: 1, name: /^6 of 12 not accounted for; longest silence .+; next lapse in / })
      .waitFor();
    await page.getByRole('link', { name: '6 people have not been heard since the danger' }).click();
    await page.getByText('Only 6 people are shown.').waitFor();
    expect(await page.locator('[data-deployment]').count()).toBe(6);
    expect(new URL(page.url()).searchParams.get('unmet')).toBe('EVIDENCE');
    await context.close();
  });

  it('records in one tap that someone is safe, moves no row for it, and takes it back in another', async () => {
    const { context, page } = await theatre.signIn(browser, 'dutyOfficer');
    await open(page);
    const row = rowOf(page, 'Marc Huot');
    const [place, before] = [await placeOf(row), await openCount(page)];
    await row.getByRole('button', { name: 'Voice' }).click();
    const undo = page.getByRole('button', { name: /^Undo/ });
    await undo.waitFor();
    expect(await openCount(page, before)).toBe(before - 1);
    await page.getByRole('button', { name: '1 change: put in order' }).waitFor();
    const moved = await placeOf(page.locator(`[data-deployment="${night.deployments[8]}"]`));
    expect(moved).toBe(place);
    await undo.click();
    expect(await openCount(page, before - 1)).toBe(before);
    const { checkIns } = await theatre.question<{ checkIns: { retracted?: unknown }[] }>(
      `deployments/${night.deployments[8]}`,
      night.watch,
    );
    expect(checkIns).toHaveLength(1);
    const log = await newest(theatre, await theatre.token('auditor'));
    const his = log.filter(({ stream }) => stream === `deployment-${night.deployments[8]}`).map(({ type }) => type);
    expect(his.slice(-2)).toEqual(['OfficerAccountedFor', 'EntryRetracted']);
    await context.close();
  });

  it('never takes a message alone for good news, and says so', async () => {
    const { context, page } = await theatre.signIn(browser, 'dutyOfficer');
    await open(page);
    const before = await openCount(page);
    await rowOf(page, 'Rae Ingram').getByRole('button', { name: 'Message' }).click();
    await page.getByText('A message alone does not suffice: hear the person.').waitFor();
    await page.getByText('1 person is known of too weakly').waitFor();
    expect(await openCount(page)).toBe(before);
    await page.getByRole('button', { name: /^Undo/ }).click();
    await page.getByText('1 person is known of too weakly').waitFor({ state: 'detached' });
    await context.close();
  });

  it('is driven by single keys, which whoever does not want them turns off', async () => {
    const { context, page } = await theatre.signIn(browser, 'dutyOfficer');
    await open(page);
    await page.locator('[data-deployment]').nth(11).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    const second = await page.evaluate(() => document.activeElement?.getAttribute('data-deployment'));
    const shown = await page
      .locator('[data-deployment]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-deployment')));
    expect(second).toBe(shown[1]);
    await page.keyboard.press('s');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Voice');
    await page.keyboard.press('h');
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await page.keyboard.press('/');
    await page.keyboard.type('huot');
    await page.waitForURL(/find=huot/);
    expect(await page.locator('[data-deployment]').count()).toBe(1);
    await page.locator('body').click({ position: { x: 2, y: 300 } });
    await page.keyboard.press('?');
    await page.getByRole('checkbox', { name: 'Single keys are on' }).uncheck();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.keyboard.press('?');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await context.close();
  });

  it('shows duress to the watch alone, and asks for a new check-in when it is cleared', async () => {
    const deployment = night.deployments[1] ?? '';
    await theatre.command(
      'SignalDuress',
      { deployment, signalledAt: new Date().toISOString(), channel: 'APP' },
      night.watch,
    );
    const lead = await theatre.signIn(browser, 'teamLead', { missions: [...night.missions] });
    await open(lead.page);
    expect(await lead.page.getByText('Under duress').count()).toBe(0);
    expect(await lead.page.locator('.claim').count()).toBe(0);
    await lead.context.close();
    const { context, page } = await theatre.signIn(browser, 'commander');
    await open(page);
    const alarm = page.getByRole('alert', { name: 'Under duress' });
    await alarm.getByRole('button', { name: /^Clear the duress.*Luc Bastien/ }).click();
    await page.getByLabel('How do you know?').fill('Spoke to him alone, face to face');
    await page.getByRole('dialog').getByRole('button', { name: 'Clear the duress' }).click();
    await page.getByRole('dialog').getByText('Speak to the person now').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Voice' }).click();
    await page.getByRole('dialog').getByText('Recorded: Luc Bastien').waitFor();
    await alarm.waitFor({ state: 'detached' });
    await context.close();
  });

  it('shows a liaison his own people alone, says so beside the claim, and has nothing for him to record', async () => {
    const { context, page } = await theatre.signIn(browser, 'liaison', { agency: 'Saskatoon Police Service' });
    await open(page);
    await page.locator('[data-deployment]').nth(3).waitFor();
    expect(await page.locator('[data-deployment]').count()).toBe(4);
    await page.locator('.claim').getByText('(Of those whom you may see.)').waitFor();
    expect(await page.getByRole('button', { name: 'Voice' }).count()).toBe(0);
    await expectAccessible(page);
    await context.close();
  });

  it('shows a team lead the people of his missions without any claim, and records what he saw', async () => {
    const [, advisory = ''] = night.missions;
    const { context, page } = await theatre.signIn(browser, 'teamLead', { missions: [advisory] });
    await open(page);
    await page.locator('[data-deployment]').nth(3).waitFor();
    expect(await page.locator('[data-deployment]').count()).toBe(4);
    expect(await page.locator('.claim').count()).toBe(0);
    const row = rowOf(page, 'Tom Fenwick');
    expect(await row.count()).toBe(1);
    await row.getByRole('button', { name: 'Sight' }).click();
    await page.getByRole('button', { name: /^Undo/ }).click();
    await page.getByText('Taken back. Safe, known by').waitFor();
    await expectAccessible(page);
    await context.close();
  });

  it('changes within a second of what is recorded elsewhere', async () => {
    const { context, page } = await theatre.signIn(browser, 'auditor');
    await open(page);
    const deployment = night.deployments[10] ?? '';
    const before = await openCount(page);
    await page.evaluate(() => {
      const heading = document.querySelector('h1');
      if (heading === null) throw new Error('the board has a sentence');
      const told = Object.assign(window, { changedAt: 0 });
      new MutationObserver(() => (told.changedAt ||= Date.now())).observe(heading, {
        characterData: true,
        subtree: true,
        childList: true,
      });
    });
    await safe(night, theatre, deployment);
    const recordedAt = Date.now();
    const changedAt = await page.waitForFunction(() => (window as Window & { changedAt?: number }).changedAt);
    process.stderr.write(`board: changed ${Number(await changedAt.jsonValue()) - recordedAt} ms after the answer\n`);
    expect(await openCount(page, before)).toBe(before - 1);
    await context.close();
  });

  describe.each(['en', 'fr'])('in %s', (lang) => {
    it('is accessible in all colours, fits everything, and can be looked at', async () => {
      const { context, page } = await theatre.signIn(browser, 'dutyOfficer');
      await open(page, `?lang=${lang}`);
      await expectAccessible(page);
      for (const size of ['narrow', 'phone', 'tablet', 'wall'] as const) {
        await page.setViewportSize(SIZES[size]);
        await expectNoSidewaysScrolling(page);
        for (const colours of ['light', 'dark', 'forced'] as const) await picture(page, `board-${lang}`, size, colours);
      }
      await context.close();
    });
  });

  it('is there after 150 kB, compressed, words and styles included', async () => {
    const { context, page } = await theatre.signIn(browser, 'dutyOfficer');
    const files = new Set<string>();
    page.on('response', (response) => files.add(new URL(response.url()).pathname));
    await open(page);
    const assets = [...files].filter((path) => path.startsWith('/assets/'));
    const bytes = assets.reduce((sum, path) => sum + statSync(join('dist', 'web', `${path}.gz`)).size, 0);
    process.stderr.write(`board: ${bytes} bytes in ${assets.length} files, compressed by gzip\n`);
    expect(assets.length).toBeGreaterThan(3);
    expect(bytes).toBeLessThanOrEqual(150_000);
    await context.close();
  });

  it('says that it is not live when the server is silent, and is live again when it is back', async () => {
    const { context, page } = await theatre.signIn(browser, 'dutyOfficer');
    await open(page);
    await page.getByText('Log and views in order').waitFor();
    await theatre.kill();
    await page.getByText('Looking for the server…').waitFor();
    await page.getByText(/^As of \d\d:\d\d UTC, not live/).waitFor({ timeout: 90_000 });
    await page.getByText('Log: no answer').waitFor();
    await picture(page, 'board-silent', 'wall', 'light');
    await theatre.comeBack();
    await page.getByText('Live', { exact: true }).waitFor({ timeout: 90_000 });
    expect(await page.getByText(/not live/).count()).toBe(0);
    await page.getByText('Log and views in order').waitFor();
    await context.close();
  });
});
