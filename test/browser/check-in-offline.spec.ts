import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { Camp, keptOn, readyForOffline } from './support/camp.js';
import { untilTrue } from '../support/waiting.js';
import { describeInBrowser, launchLastingBrowser } from './support/chromium.js';

jest.setTimeout(240_000);

const WAITING = 'On this device. The watch does not have it yet';
const PATIENCE = { timeout: 90_000 };

describeInBrowser('What a deployed officer says without a connection', () => {
  let camp: Camp;
  let folder: string;
  let device: BrowserContext;
  let page: Page;
  let next = 0;
  let person: string;

  beforeAll(async () => {
    camp = await Camp.open();
  });

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'muster-device-'));
    camp.line.is('up');
    person = camp.personAt(next);
    next += 1;
    await turnOn();
    await page.goto(await camp.linkFor(person));
    await readyForOffline(page);
  });

  afterEach(async () => {
    await device.close();
    rmSync(folder, { recursive: true, force: true });
  });

  afterAll(() => camp.close());

  async function turnOn(): Promise<void> {
    device = await launchLastingBrowser(folder, { baseURL: camp.line.url, locale: 'en-CA' });
    page = device.pages()[0] ?? (await device.newPage());
  }

  function press(name: string): Promise<void> {
    return page.getByRole('button', { name }).click();
  }

  async function expectWaiting(): Promise<void> {
    await page.getByText(WAITING).waitFor(PATIENCE);
    expect(await page.getByText(/Recorded as number/).count()).toBe(0);
    expect(await camp.checkIns(person)).toEqual([]);
  }

  async function expectReceived(): Promise<void> {
    await page.getByText(/Recorded as number [0-9A-F-]{9}/).waitFor(PATIENCE);
    expect(await page.getByText(WAITING).count()).toBe(0);
    expect(await camp.checkIns(person)).toHaveLength(1);
  }

  it('is on the device, goes through a reload and a restart of the browser, counts once and is wiped', async () => {
    const address = page.url();
    camp.line.is('down');
    const pressedAt = Date.now();
    await press('I am safe');
    await expectWaiting();
    await page.reload();
    await expectWaiting();
    expect(await page.getByRole('button', { name: 'I am safe' }).count()).toBe(1);
    await device.close();
    await turnOn();
    await page.goto(address);
    await expectWaiting();
    camp.line.is('up');
    await page.reload();
    await expectReceived();
    const [checkIn] = await camp.checkIns(person);
    expect(Math.abs(Date.parse(checkIn?.observedAt ?? '') - pressedAt)).toBeLessThan(20_000);
    expect((await keptOn(page)).taps).toEqual([]);
    expect(new URL(page.url()).pathname).toBe('/check-in');
  });

  it('is sent by itself once the connection is back, without the page being touched', async () => {
    camp.line.is('down');
    await press('I need help');
    await expectWaiting();
    await page.getByRole('heading', { name: 'On this device, not received yet' }).waitFor();
    camp.line.is('up');
    await expectReceived();
    await page.getByRole('heading', { name: 'Recorded: you need help' }).waitFor();
  });

  it('counts once where the server had it and its answer was lost', async () => {
    camp.line.is('deaf');
    await press('I am safe');
    await untilTrue(() => camp.line.lostAnswers > 0);
    await page.getByText(WAITING).waitFor();
    camp.line.is('up');
    await page.reload();
    await expectReceived();
  });
});
