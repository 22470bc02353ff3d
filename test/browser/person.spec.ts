import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, launchBrowser } from './support/chromium.js';
import { expectAccessible, expectNoSidewaysScrolling, picture, SIZES } from './support/looking.js';
import { lookUpNight, type Night } from './support/night.js';
import { stored } from './support/stored.js';
import { Theatre } from './support/theatre.js';

// A build that is served, and a browser, perhaps on a machine that has other work.
jest.setTimeout(240_000);

describeInBrowser("A person's page", () => {
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

  const idOf = (name: string): string => night.deployments.get(name) ?? '';
  const open = async (name: string, lang = 'en'): Promise<void> => {
    await page.goto(`/people/${idOf(name)}?rollCall=${night.rollCall}&lang=${lang}`);
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await page.locator('.evidence-entry').first().waitFor();
  };

  it('has what was heard, the newest first, with both clocks, grades and who vouches up and down', async () => {
    await open('Erik Dahl');
    const entries = page.locator('.evidence-entry');
    expect(await entries.count()).toBe(3);
    expect(await entries.first().innerText()).toContain('Jan 8, 2020, 14:20 UTC');
    expect(await entries.last().innerText()).toMatch(
      /Grade 3[\s\S]*Observed[\s\S]*22:52 UTC[\s\S]*Recorded[\s\S]*23:03 UTC/,
    );
    await entries.last().getByText('by camp', { exact: true }).waitFor();
    await entries.nth(1).getByText('by Erik Dahl', { exact: true }).waitFor();
    await entries.last().getByRole('link', { name: 'Anne Gervais' }).click();
    await page.getByRole('heading', { name: 'Anne Gervais', level: 1 }).waitFor();
    const down = page.locator('.voucher-side').last();
    await down.getByRole('link', { name: 'Beth Carver' }).waitFor();
    await down.getByRole('link', { name: 'Erik Dahl' }).waitFor();
  });

  it('corrects, annotates and retracts by the keyboard alone, and shows each beside what it is about', async () => {
    await open('Erik Dahl');
    const entry = page.locator('.evidence-entry').first();
    await entry.getByRole('button', { name: 'Correct' }).press('Enter');
    await entry.getByLabel('Place').fill('North gate');
    await entry.getByLabel('Reason').fill('He told us where');
    await entry.getByLabel('Reason').press('Enter');
    await entry.getByText('This is what it corrects').waitFor();
    await entry.getByText('North gate').waitFor();
    await entry.getByRole('button', { name: 'Annotate' }).press('Enter');
    await entry.getByLabel('Remark').fill('Called back twice');
    await entry.getByRole('button', { name: 'Annotate' }).last().press('Enter');
    await entry.getByRole('listitem').getByText('Called back twice').waitFor();
    await entry.getByRole('button', { name: 'Retract' }).press('Enter');
    await entry.getByLabel('Reason').fill('It was his neighbour');
    await entry.getByRole('button', { name: 'Retract' }).last().press('Enter');
    await entry.getByRole('listitem').filter({ hasText: 'It was his neighbour' }).waitFor();
    await entry.locator('.entry-standing', { hasText: 'Retracted' }).first().waitFor();
  });

  it('puts the sides of a conflict beside each other, and takes the decision between them', async () => {
    const token = await theatre.token('dutyOfficer');
    const deployment = idOf('Beth Carver');
    const observedAt = new Date().toISOString();
    const heard = { deployment, observedAt, channel: 'PHONE' };
    await theatre.command('RecordCheckIn', { ...heard, condition: 'SAFE', grade: 1 }, token);
    await theatre.command('RecordCheckIn', { ...heard, condition: 'INJURED', grade: 2, note: 'A broken arm' }, token);
    await open('Beth Carver');
    const conflict = page.getByRole('region', { name: 'Conflicting reports' });
    expect(await conflict.locator('.conflict-side').count()).toBe(2);
    await conflict.getByRole('radio', { name: 'Safe, grade 1' }).check();
    await conflict.getByLabel('Reason').fill('She says so herself');
    await conflict.getByRole('button', { name: 'Decide so' }).click();
    await conflict.waitFor({ state: 'detached' });
    await page.getByText('She says so herself').waitFor();
    await page.locator('.entry-standing', { hasText: 'Set aside' }).first().waitFor();
  });

  it('lets a commander, and nobody else, say that someone who was declared missing is there again', async () => {
    const deployment = idOf('Paul Dewitt');
    const declaration = { deployment, reason: 'His vehicle was found empty' };
    await theatre.command('DeclareMissing', declaration, await theatre.token('commander'));
    await open('Paul Dewitt');
    await page.getByText('Declared missing').waitFor();
    expect(await page.getByRole('button', { name: 'Found again: withdraw' }).count()).toBe(0);
    const chief = await theatre.signIn(browser, 'commander');
    await chief.page.goto(`/people/${deployment}?rollCall=${night.rollCall}`);
    await chief.page.getByRole('button', { name: 'Found again: withdraw' }).click();
    await chief.page.getByLabel('Reason').fill('Came back on foot');
    await chief.page.getByRole('button', { name: 'Found again: withdraw' }).click();
    await chief.page.getByText('Declaration of missing withdrawn').waitFor();
    expect(await stored(theatre, await theatre.token('auditor'), 'MissingWithdrawn')).toMatchObject({
      stream: `deployment-${deployment}`,
    });
    await chief.context.close();
  });

  it('shows to an auditor everything, and nothing that he could do', async () => {
    const auditor = await theatre.signIn(browser, 'auditor');
    await auditor.page.goto(`/people/${idOf('Erik Dahl')}?rollCall=${night.rollCall}`);
    await auditor.page.locator('.evidence-entry').first().waitFor();
    expect(await auditor.page.getByRole('button', { name: 'Retract' }).count()).toBe(0);
    await auditor.context.close();
  });

  it.each(['en', 'fr'])('is accessible in %s, in all colours, and fits whatever it is looked at on', async (lang) => {
    await open('Erik Dahl', lang);
    await expectAccessible(page);
    for (const size of ['narrow', 'phone', 'tablet', 'wall'] as const) {
      await page.setViewportSize(SIZES[size]);
      await expectNoSidewaysScrolling(page);
      await picture(page, `person-${lang}`, size, size === 'phone' ? 'dark' : 'light');
    }
  });
});
