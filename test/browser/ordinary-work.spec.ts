import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Role } from '../../src/kernel/actor.js';
import { describeInBrowser, launchBrowser } from './support/chromium.js';
import { fillIn, minutesAgo } from './support/forms.js';
import { stored, type Stored } from './support/stored.js';
import { Theatre } from './support/theatre.js';
import { safe, tonight, type Tonight } from './support/tonight.js';

// A build that is served, and a browser, perhaps on a machine that has other work.
jest.setTimeout(240_000);

const IN_UTC = { timezoneId: 'UTC' };

let theatre: Theatre;
let browser: Browser;
let night: Tonight;
let auditor: string;
let context: BrowserContext;

async function at(role: Role, path: string): Promise<Page> {
  const signedIn = await theatre.signIn(browser, role, {}, IN_UTC);
  context = signedIn.context;
  await signedIn.page.goto(path);
  await signedIn.page.getByRole('heading', { level: 1 }).waitFor();
  return signedIn.page;
}

function event(type: string): Promise<Stored> {
  return stored(theatre, auditor, type);
}

describeInBrowser('The ordinary work of the console', () => {
  beforeAll(async () => {
    theatre = await Theatre.open('nothing');
    browser = await launchBrowser();
    night = await tonight(theatre);
    auditor = await theatre.token('auditor');
  });

  afterAll(async () => {
    await browser.close();
    await theatre.close();
  });

  it('suspends a mission by its three instants, and resumes it', async () => {
    const [mission = ''] = night.missions;
    const page = await at('dutyOfficer', `/set-up/missions/${mission}`);
    const [decided, effective, announced] = [minutesAgo(50), minutesAgo(40), minutesAgo(30)];
    await page.getByText('Suspend', { exact: true }).first().waitFor();
    await fillIn(page, 'Suspend', {
      ...{ 'Decided at': decided, 'Effective at': effective, 'Announced at': announced },
      Reason: 'Rockets on two bases',
      'Time zone of: Decided at': { choose: 'UTC' },
      'Time zone of: Effective at': { choose: 'UTC' },
      'Time zone of: Announced at': { choose: 'UTC' },
    });
    expect(await event('MissionSuspended')).toMatchObject({
      stream: `mission-${mission}`,
      data: { decidedAt: asStored(decided), effectiveAt: asStored(effective) },
    });
    await page.getByText('Resume', { exact: true }).first().waitFor();
    await fillIn(page, 'Resume', {
      ...{ 'Effective at': minutesAgo(10), Reason: 'All quiet', 'Time zone of: Effective at': { choose: 'UTC' } },
    });
    expect(await event('MissionResumed')).toMatchObject({ stream: `mission-${mission}` });
    await context.close();
  });

  it('records leave and a way that someone is on, and that he is back and has arrived', async () => {
    const [deployment = ''] = night.deployments;
    const { items } = await theatre.question<{ items: { officer: string; tours: { deployment: string }[] }[] }>(
      'officers',
      night.watch,
    );
    const officer = items.find(({ tours }) => tours[0]?.deployment === deployment)?.officer ?? '';
    const page = await at('dutyOfficer', `/set-up/officers/${officer}`);
    const [left, back] = [minutesAgo(300), minutesAgo(200)];
    await fillIn(page, 'Start leave', { From: left, Place: 'Ottawa' });
    expect(await event('LeaveStarted')).toMatchObject({
      stream: `deployment-${deployment}`,
      data: { from: asStored(left) },
    });
    await fillIn(page, 'Record the return from leave', { At: back });
    expect(await event('LeaveEnded')).toMatchObject({ data: { at: asStored(back) } });
    await fillIn(page, 'Start a transit', {
      'Departed at': minutesAgo(190),
      'Due at': minutesAgo(20),
      'Where to': 'Erbil',
    });
    expect(await event('TransitStarted')).toMatchObject({ stream: `deployment-${deployment}` });
    await fillIn(page, 'Record the arrival', { 'Arrived at': minutesAgo(30), Place: 'Erbil' });
    expect(await event('ArrivalObserved')).toMatchObject({ stream: `deployment-${deployment}` });
    await context.close();
  });

  it('makes personal links, of which each is shown once, lists them and takes one back', async () => {
    const page = await at('dutyOfficer', `/set-up/roll-calls/${night.rollCall}`);
    await fillIn(page, 'Make personal links', { Whose: { tick: 'Joan Arnold' } });
    const shown = page.getByText(`${theatre.url}/c/`);
    await shown.waitFor();
    expect(await shown.count()).toBe(1);
    const address = (await shown.innerText()).trim();
    expect(await event('PersonalLinkIssued')).toMatchObject({ data: { scope: { deployment: night.deployments[0] } } });
    await page.getByRole('listitem').filter({ hasText: 'Joan Arnold · valid' }).waitFor();
    await fillIn(page, 'Take a personal link back', { Whose: { choose: 'Joan Arnold' }, Reason: 'Lost telephone' });
    await event('AccessTokenRevoked');
    await page.getByRole('listitem').filter({ hasText: 'Joan Arnold · taken back' }).waitFor();
    const phone = await browser.newContext({ javaScriptEnabled: false });
    const opened = await phone.newPage();
    await opened.goto(address);
    expect(await opened.getByRole('button', { name: 'I am safe' }).count()).toBe(0);
    await phone.close();
    await context.close();
  });

  it('lets a program in with a token that is shown once, and not any more when it is taken back', async () => {
    const page = await at('operator', '/set-up/access');
    await fillIn(page, 'Grant a token', { Name: 'Nightly export', Role: { choose: 'Auditor' } });
    const secret = (await page.locator('.secret code').innerText()).trim();
    const ask = async (): Promise<number> =>
      (await fetch(`${theatre.url}/api/incidents`, { headers: { authorization: `Bearer ${secret}` } })).status;
    expect(await ask()).toBe(200);
    expect(await event('AccessTokenGranted')).toMatchObject({ data: { role: 'auditor' } });
    await fillIn(page, 'Take access back', { Whose: { choose: 'Nightly export' }, Reason: 'Not needed' });
    await page.getByRole('row', { name: /Nightly export Auditor token taken back/ }).waitFor();
    await event('AccessTokenRevoked');
    expect(await ask()).toBe(401);
    await context.close();
  });

  it('excludes, takes that back, adopts a policy, and closes a roll call only when it is complete', async () => {
    const page = await at('commander', `/set-up/roll-calls/${night.rollCall}`);
    const excluded = night.deployments[3];
    await fillIn(page, 'Exclude a person', { Person: { choose: 'Paul Dewitt' }, Reason: 'On leave in Ottawa' });
    expect(await event('OfficerExcludedFromRollCall')).toMatchObject({ data: { deployment: excluded } });
    await page.getByText('Excluded: Paul Dewitt').waitFor();
    await fillIn(page, 'Take an exclusion back', { Person: { choose: 'Paul Dewitt' }, Reason: 'Was there' });
    expect(await event('ExclusionReversed')).toMatchObject({ data: { deployment: excluded } });
    await fillIn(page, 'Adopt another policy', {
      'Evidence lasts': '12',
      'Weakest evidence': { choose: 'the person' },
      Reason: 'The lines are bad',
    });
    expect(await event('FreshnessPolicyAdopted')).toMatchObject({
      data: { policy: { freshness: 'PT12H', leastGrade: 2 } },
    });
    await fillIn(page, 'Close as complete', {});
    await page.getByRole('alert').getByText('Not everyone is accounted for').first().waitFor();
    for (const deployment of night.deployments) await safe(night, theatre, deployment);
    await page
      .getByRole('form', { name: 'Close as complete', exact: true })
      .getByRole('button', { name: 'Close as complete' })
      .click();
    expect(await event('RollCallClosed')).toMatchObject({ data: { outcome: 'COMPLETE' } });
    await page.getByText('12 of 12 accounted for').waitFor();
    await context.close();
  });
});

function asStored(typed: string): string {
  return `${typed.replace(' ', 'T')}:00.000Z`;
}
