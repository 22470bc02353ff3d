import { afterAll, beforeAll, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, launchBrowser } from './support/chromium.js';
import { expectAccessible, expectNoSidewaysScrolling, picture, SIZES } from './support/looking.js';
import { Theatre } from './support/theatre.js';
import type { Role } from '../../src/kernel/actor.js';

jest.setTimeout(600_000);

interface List<Item> {
  readonly items: readonly Item[];
}

/** A screen as it is looked at: for whom, where, and what is opened there. */
interface Look {
  readonly name: string;
  readonly role: Role;
  readonly path: () => Promise<string>;
  readonly open?: (page: Page) => Promise<void>;
}

describeInBrowser('The screens of setting up and of the status', () => {
  let theatre: Theatre;
  let browser: Browser;
  let watch: string;

  beforeAll(async () => {
    theatre = await Theatre.open('the demo night');
    browser = await launchBrowser();
    watch = await theatre.token('dutyOfficer');
    const incident = await first('incidents', 'incident');
    await theatre.command('ReopenIncident', { incident, reason: 'To be looked at' }, watch);
  });

  afterAll(async () => {
    await browser.close();
    await theatre.close();
  });

  async function first(list: string, id: string): Promise<string> {
    const { items } = await theatre.question<List<Readonly<Record<string, string>>>>(list, watch);
    return items[0]?.[id] ?? '';
  }

  const openFirst = async (page: Page): Promise<void> => {
    await page.locator('details > summary').first().click();
  };

  const LOOKS: readonly Look[] = [
    { name: 'missions', role: 'dutyOfficer', path: () => Promise.resolve('/set-up/missions'), open: openFirst },
    {
      name: 'mission',
      role: 'dutyOfficer',
      path: async () => `/set-up/missions/${await first('missions', 'mission')}`,
      open: openFirst,
    },
    { name: 'officers', role: 'dutyOfficer', path: () => Promise.resolve('/set-up/officers') },
    {
      name: 'officer',
      role: 'dutyOfficer',
      path: async () => `/set-up/officers/${await first('officers', 'officer')}`,
      open: openFirst,
    },
    {
      ...{ name: 'import', role: 'dutyOfficer', path: () => Promise.resolve('/set-up/import') },
      open: async (page) => {
        await page
          .locator('textarea')
          .fill('name,rank,agency,mission,began,planned end\nAnn,Constable,Ottawa,,,\nBob,,Halifax,Nowhere,soon,');
        await page.getByRole('table').waitFor();
      },
    },
    { name: 'incidents', role: 'dutyOfficer', path: () => Promise.resolve('/set-up/incidents'), open: openFirst },
    {
      ...{
        name: 'incident',
        role: 'commander',
        path: async () => `/set-up/incidents/${await first('incidents', 'incident')}`,
      },
      open: async (page) => {
        await openFirst(page);
        await page.getByRole('checkbox').first().check();
        await page.locator('.preview').waitFor();
      },
    },
    {
      name: 'roll-call',
      role: 'commander',
      path: async () => `/set-up/roll-calls/${await first('roll-calls', 'rollCall')}`,
      open: openFirst,
    },
    { name: 'access', role: 'operator', path: () => Promise.resolve('/set-up/access'), open: openFirst },
    { name: 'status', role: 'operator', path: () => Promise.resolve('/status') },
    { name: 'events', role: 'auditor', path: () => Promise.resolve('/status/events'), open: openFirst },
    { name: 'events-operator', role: 'operator', path: () => Promise.resolve('/status/events') },
    { name: 'configuration', role: 'operator', path: () => Promise.resolve('/status/configuration') },
  ];

  async function lookAt(page: Page, { name, path, open }: Look, lang: 'en' | 'fr'): Promise<void> {
    await page.goto(`${await path()}?lang=${lang}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    await open?.(page);
    await expectAccessible(page);
    await page.setViewportSize(SIZES.narrow);
    await expectNoSidewaysScrolling(page);
    await picture(page, `${name}-${lang}`, 'phone', lang === 'en' ? 'light' : 'dark');
    await picture(page, `${name}-${lang}`, lang === 'en' ? 'wall' : 'tablet', lang === 'en' ? 'dark' : 'light');
  }

  it.each(LOOKS.map((look) => [look.name, look] as const))(
    'are accessible in both languages and all colours, and fit whatever they are looked at on: %s',
    async (_name, look) => {
      const { context, page } = await theatre.signIn(browser, look.role);
      for (const lang of ['en', 'fr'] as const) await lookAt(page, look, lang);
      await context.close();
    },
  );

  it('go through the log from either end, by keyboard too, and follow it', async () => {
    const { context, page } = await theatre.signIn(browser, 'auditor');
    const top = page.locator('.event').first();
    await page.goto('/status/events?following=0');
    await page.getByText('OfficerRegistered').first().waitFor();
    await page.keyboard.press('End');
    await page.getByRole('button', { name: 'Live' }).click();
    await page.getByText('What comes is shown at once.').waitFor();
    await theatre.command('EstablishMission', { name: 'Seen as it comes' }, watch);
    await top.locator('summary').getByText('MissionEstablished').waitFor();
    await top.locator('summary').getByText('Duty officer by dutyOfficer').waitFor();
    await top.locator('summary').click();
    await top.getByText('"name": "Seen as it comes"').waitFor();
    await page.getByRole('button', { name: 'Older' }).click();
    await page.waitForURL(/before=/);
    await page.getByText('Seen as it comes').waitFor({ state: 'detached' });
    await context.close();
  });

  it('show the operator the views, and make them anew when he says so', async () => {
    const { context, page } = await theatre.signIn(browser, 'operator');
    await page.goto('/status');
    await page.getByText('Every view follows the log.').waitFor();
    await page.getByRole('button', { name: 'Rebuild the views' }).click();
    await page.getByText('The last one is done.').waitFor({ timeout: 120_000 });
    await context.close();
  });

  it('show the configuration with the source of each value, and the version', async () => {
    const { context, page } = await theatre.signIn(browser, 'operator');
    await page.goto('/status/configuration');
    await page.getByText(/^Muster \d+\.\d+\.\d+, on Node v\d+/).waitFor();
    const data = page.getByRole('listitem').filter({ hasText: 'MUSTER_DATA' });
    await data.getByText('environment').waitFor();
    await context.close();
  });

  /* The last: the secret of this machine's operator dies with the server. */
  it('say that they do not follow the log while the server is gone, and show what has come once it is back', async () => {
    const { context, page } = await theatre.signIn(browser, 'auditor');
    await page.goto('/status/events?live=true');
    await page.getByText('What comes is shown at once.').waitFor();
    await theatre.kill();
    await page.getByText('Not live: what came since is not shown. It is tried again.').waitFor();
    await theatre.comeBack();
    await page.getByText('What comes is shown at once.').waitFor({ timeout: 90_000 });
    await theatre.command('EstablishMission', { name: 'After the night' }, watch);
    const top = page.locator('.event').first();
    await top.locator('summary').getByText('MissionEstablished').waitFor({ timeout: 60_000 });
    await top.locator('summary').click();
    await top.getByText('"name": "After the night"').waitFor();
    await context.close();
  });
});
