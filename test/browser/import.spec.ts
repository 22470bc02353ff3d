import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, Page, Route } from 'playwright-core';
import { describeInBrowser, launchBrowser } from './support/chromium.js';
import { Theatre } from './support/theatre.js';

jest.setTimeout(300_000);

const HEADER = 'name,rank,agency,mission,began,planned end';
const ROSTER = [
  HEADER,
  'Ann Example,Constable,Saskatoon,Police training,2019-10-01,2030-10-01',
  'Bob Example,Sergeant,Halifax,Police training,2019-10-01,2030-10-01',
  'Zoé Exemple,Agente,Sûreté du Québec,Police training,2019-10-01,2030-10-01',
].join('\n');

interface Officers {
  readonly items: readonly { readonly name: { readonly text: string }; readonly tours: readonly object[] }[];
}

describeInBrowser('The import of a roster', () => {
  let theatre: Theatre;
  let browser: Browser;
  let watch: string;
  let page: Page;

  beforeAll(async () => {
    theatre = await Theatre.open('nothing');
    browser = await launchBrowser();
    watch = await theatre.token('dutyOfficer');
    await theatre.command('EstablishMission', { name: 'Police training', zone: 'Asia/Baghdad' }, watch);
    ({ page } = await theatre.signIn(browser, 'dutyOfficer'));
  });

  afterAll(async () => {
    await browser.close();
    await theatre.close();
  });

  async function registered(): Promise<Readonly<Record<string, number>>> {
    const { items } = await theatre.question<Officers>('officers', watch);
    return Object.fromEntries(items.map(({ name, tours }) => [name.text, tours.length]));
  }

  async function choose(text: string): Promise<void> {
    await page.goto('/set-up/import');
    const file = { name: 'roster.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
    await page.getByLabel('File (CSV)').setInputFiles(file);
    await page.getByRole('heading', { name: 'What it would do' }).waitFor();
  }

  it('names every fault of every line before anything is stored, and offers nothing to send', async () => {
    await choose(
      [
        HEADER,
        'Ann Example,Constable,Saskatoon,Police training,2019-10-01,2030-10-01',
        'Bob Example,,Halifax,Nowhere,2019-02-30,2030-10-01',
        'ann example,Constable,Saskatoon,,,',
      ].join('\n'),
    );
    await page.getByText('Nothing can be recorded yet: 2 lines have faults.').waitFor();
    const bob = page.getByRole('row', { name: /Bob Example/ });
    for (const fault of ['rank: is missing', 'mission: there is no such mission', 'began: is no date']) {
      await bob.getByText(fault).waitFor();
    }
    await page.getByText('name: stands in the file twice').waitFor();
    expect(await page.getByRole('button', { name: /^Record/ }).count()).toBe(0);
    expect(await registered()).toEqual({});
  });

  it('goes on where it broke off, and counts once what was stored without an answer', async () => {
    let begun = 0;
    const loseTheSecond = async (route: Route): Promise<void> => {
      begun += 1;
      if (begun === 1) await route.continue();
      else if (begun === 2) await route.fetch().then(() => route.abort());
      else await route.abort();
    };
    await page.route('**/api/commands/BeginDeployment', loseTheSecond);
    await choose(ROSTER);
    await page.getByText('3 officers are registered; 3 tours begin').waitFor();
    await page.getByRole('button', { name: 'Record 3 lines' }).click();
    await page.getByText('1 of 3 lines are recorded.').waitFor();
    await page.getByText('Line 3 was not recorded:').waitFor();
    await page.getByText('Line 4 was not recorded:').waitFor();
    expect(await registered()).toEqual({ 'Ann Example': 1, 'Bob Example': 1, 'Zoé Exemple': 0 });
    await page.unroute('**/api/commands/BeginDeployment', loseTheSecond);
    await choose(ROSTER);
    await page.getByText('Nobody is registered; 1 tour begins; 2 lines are there already.').waitFor();
    await page.getByRole('button', { name: 'Record 1 line' }).click();
    await page.getByText('1 of 1 lines are recorded.').waitFor();
    expect(await registered()).toEqual({ 'Ann Example': 1, 'Bob Example': 1, 'Zoé Exemple': 1 });
  });

  it('counts once what is sent again from another page that has not seen it', async () => {
    const line = `${HEADER}\nCyd Example,Constable,Ottawa,Police training,2019-10-01,2030-10-01`;
    await choose(line);
    await page.getByText('1 officer is registered').waitFor();
    const other = await page.context().newPage();
    const first = page;
    page = other;
    await choose(line);
    for (const one of [first, other]) {
      await one.getByRole('button', { name: 'Record 1 line' }).click();
      await one.getByText('1 of 1 lines are recorded.').waitFor();
    }
    const { items } = await theatre.question<Officers>('officers', watch);
    expect(items.filter(({ name }) => name.text === 'Cyd Example')).toMatchObject([{ tours: [{}] }]);
  });

  it('names what differs from what is there, and leaves it', async () => {
    await choose(`${HEADER}\nAnn Example,Sergeant,Saskatoon,Police training,2019-10-01,2031-10-01`);
    await page.getByText('rank: Constable is recorded, the roster says Sergeant; left as it is').waitFor();
    await page.getByText(/planned end: .* is recorded/).waitFor();
    expect(await page.getByRole('button', { name: /^Record/ }).count()).toBe(0);
  });
});
