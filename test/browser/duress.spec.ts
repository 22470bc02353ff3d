import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, launchBrowser } from './support/chromium.js';
import { expectAccessible, picture } from './support/looking.js';
import { Theatre, type SignedIn } from './support/theatre.js';
import { safe, tonight, type Tonight } from './support/tonight.js';

// A build that is served, and a browser, perhaps on a machine that has other work.
jest.setTimeout(240_000);

/** The alarm calls again after four seconds: whoever waits so long without a call hears none. */
const SILENCE_MS = 9_000;

let theatre: Theatre;
let browser: Browser;
let night: Tonight;
/** Luc Bastien, who is missing. */
let luc: string;

function signal(deployment: string): Promise<{ entry: string }> {
  const signalledAt = new Date().toISOString();
  return theatre.command('SignalDuress', { deployment, signalledAt, channel: 'APP' }, night.watch);
}

/** A tab that keeps every tone that the page plays. */
async function listening(role: 'dutyOfficer' | 'commander' | 'auditor'): Promise<SignedIn> {
  const { context } = await theatre.signIn(browser, role);
  await context.addInitScript(() => {
    const heard = Object.assign(window, { tones: [] as number[] });
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called for each oscillator
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (when) {
      heard.tones.push(this.frequency.value);
      start.call(this, when);
    };
  });
  const page = await context.newPage();
  await page.goto(`/roll-calls/${night.rollCall}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return { context, page };
}

/** Lets no page sound that nobody has touched, as browsers do; a driven one passes for touched from the beginning. */
function keepSilent(): void {
  let isTouched = false;
  addEventListener('pointerdown', () => (isTouched = true), { capture: true });
  Object.defineProperty(AudioContext.prototype, 'state', { get: () => (isTouched ? 'running' : 'suspended') });
}

function tones(page: Page): Promise<readonly number[]> {
  return page.evaluate(() => (window as Window & { tones?: number[] }).tones?.splice(0) ?? []);
}

async function untilHeard(page: Page): Promise<void> {
  await page.waitForFunction(() => ((window as Window & { tones?: number[] }).tones?.length ?? 0) >= 2);
}

describeInBrowser('A duress', () => {
  beforeAll(async () => {
    theatre = await Theatre.open('nothing');
    browser = await launchBrowser();
    night = await tonight(theatre);
    luc = night.deployments[1] ?? '';
    for (const deployment of night.deployments.slice(2)) await safe(night, theatre, deployment);
    const chief = await theatre.token('commander');
    await theatre.command('DeclareMissing', { deployment: luc, reason: 'His vehicle was found empty' }, chief);
  });

  afterAll(async () => {
    await browser.close();
    await theatre.close();
  });

  it('of someone who is missing too is seen and heard by the watch until it says so, and once more at the next', async () => {
    const { context, page } = await listening('commander');
    await page.locator('body').click({ position: { x: 2, y: 300 } });
    const { entry } = await signal(luc);
    const alarm = page.getByRole('alert', { name: 'Under duress' });
    await alarm.getByRole('link', { name: 'Luc Bastien' }).waitFor();
    await untilHeard(page);
    expect([...new Set(await tones(page))]).toEqual([880, 660]);
    const row = page.locator(`[data-deployment="${luc}"]`);
    await row.getByText('Missing', { exact: true }).waitFor();
    await row.getByText('Do not let on that it is known').waitFor();
    await expectAccessible(page);
    for (const colours of ['light', 'dark', 'forced'] as const) await picture(page, 'duress-en', 'tablet', colours);
    await alarm.getByRole('button', { name: 'Heard: stop the sound' }).click();
    await tones(page);
    await page.waitForTimeout(SILENCE_MS);
    expect(await tones(page)).toEqual([]);
    const chief = await theatre.token('commander');
    await theatre.command('ClearDuress', { entry, reason: 'Met him alone' }, chief);
    await alarm.waitFor({ state: 'detached' });
    await signal(luc);
    await alarm.waitFor();
    await untilHeard(page);
    await context.close();
  });

  it('that a browser keeps silent says so, and sounds once the page is touched', async () => {
    const { context, page } = await listening('dutyOfficer');
    await page.addInitScript(keepSilent);
    await page.reload();
    const alarm = page.getByRole('alert', { name: 'Under duress' });
    await alarm.getByText('keeps the alarm silent').waitFor();
    expect(await tones(page)).toEqual([]);
    await page.locator('body').click({ position: { x: 2, y: 300 } });
    await untilHeard(page);
    await alarm.getByText('keeps the alarm silent').waitFor({ state: 'detached' });
    expect(await alarm.getByRole('button', { name: /^Clear the duress/ }).count()).toBe(0);
    await context.close();
  });

  it('is read by the auditor in the row, without any alarm', async () => {
    const { context, page } = await listening('auditor');
    await page.locator(`[data-deployment="${luc}"]`).getByText('Under duress', { exact: true }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.locator('body').click({ position: { x: 2, y: 300 } });
    await page.waitForTimeout(SILENCE_MS);
    expect(await tones(page)).toEqual([]);
    await context.close();
  });
});
