import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { callerWith } from '../support/api.js';
import type { TestAnswer } from '../support/app.js';
import { fieldOf, TestBrowser } from '../support/browser.js';
import { id } from '../support/given.js';
import { ROLL_CALL, startLinkScene, type LinkScene } from './personal-links-support.js';

const LIST = `/roll-calls/${ROLL_CALL}/check-in`;
const PAGE = `${LIST}/someone`;

describe('Someone who is not on the list', () => {
  let scene: LinkScene;
  let browser: TestBrowser;

  beforeEach(async () => {
    scene = await startLinkScene();
    browser = new TestBrowser(scene.app);
    await signIn({ role: 'dutyOfficer' });
  });

  afterEach(() => scene.app.close());

  async function signIn(who: object): Promise<void> {
    const operator = callerWith(scene.app, await scene.app.admit('operator'));
    const { body } = await operator.give('IssueSignInLink', { name: 'Desk', ...who });
    const page = await browser.open((body as { readonly path: string }).path);
    await browser.submit('/sign-in', { link: fieldOf(page, 'link'), once: fieldOf(page, 'once') });
  }

  /** Sends one step as its form on the page is filled in. */
  function take(page: TestAnswer, step: string, fields: Readonly<Record<string, string>>): Promise<TestAnswer> {
    const given = { form: fieldOf(page, 'form'), key: fieldOf(page, 'key'), step };
    const officer = page.text.includes('name="officer"') ? { officer: fieldOf(page, 'officer') } : {};
    return browser.submit(PAGE, { ...given, ...officer, ...fields });
  }

  const CYD = { name: 'Cyd Élan', rank: 'Sergeant', agency: 'Halifax' };
  const TOUR = { mission: id('training'), since: '2020-01-01', until: '2020-10-01' };

  it('is registered, begins his tour and comes onto it, each step acknowledged and by its own command', async () => {
    expect((await browser.open(LIST)).text).toContain(`href="${PAGE}"`);
    const registered = await take(await browser.open(PAGE), 'register', CYD);
    expect(registered.text).toContain('Cyd Élan is registered.');
    const onTour = await take(registered, 'begin', TOUR);
    expect(onTour.text).toContain('Cyd Élan is registered and deployed.');
    const added = await take(onTour, 'add', { reason: 'Seen at the gate.' });
    expect(added.text).toContain('Cyd Élan is on the list.');
    expect((await browser.open(LIST)).text).toContain('Cyd Élan');
    expect(await scene.watch.ask(`roll-calls/${ROLL_CALL}/verdict`)).toMatchObject({
      body: { counts: { denominator: 3 } },
    });
    expect(await scene.watch.ask(`roll-calls/${ROLL_CALL}`)).toMatchObject({
      body: { memberships: [{ change: 'ADDED', reason: { text: 'Seen at the gate.' } }] },
    });
  });

  it('counts once where an answer was lost and a step is sent again', async () => {
    const page = await browser.open(PAGE);
    const registered = await take(page, 'register', CYD);
    const again = await take(page, 'register', CYD);
    expect(fieldOf(again, 'officer')).toBe(fieldOf(registered, 'officer'));
    await take(registered, 'begin', TOUR);
    const onTour = await take(registered, 'begin', TOUR);
    await take(onTour, 'add', { reason: 'Seen.' });
    expect(await take(onTour, 'add', { reason: 'Seen.' })).toMatchObject({ status: 200 });
    expect(await scene.watch.ask('officers')).toMatchObject({ body: { items: { length: 3 } } });
  });

  it('is found where he is registered, whatever accents were left out, and goes on where he is', async () => {
    await take(await take(await browser.open(PAGE), 'register', CYD), 'begin', TOUR);
    await scene.watch.record('RegisterOfficer', {
      ...{ officer: id('dan'), name: 'Dan Elans', rank: 'Constable', homeAgency: 'Ottawa' },
    });
    const { text } = await browser.open(`${PAGE}?find=elan`);
    expect([...text.matchAll(/href="\?officer=([^"]+)">([^<]+)/g)].map(([, , name]) => name)).toEqual([
      ...['Cyd Élan', 'Dan Elans'],
    ]);
    expect((await browser.open(`${PAGE}?officer=${id('dan')}`)).text).toContain('Begin the tour');
    const [, cyd = ''] = /href="\?officer=([^"]+)">Cyd/.exec(text) ?? [];
    expect((await browser.open(`${PAGE}?officer=${cyd}`)).text).toContain('Put him on the list (step 3 of 3)');
    expect((await browser.open(`${PAGE}?find=nobody`)).text).toContain('Nobody of that name');
  });

  it('is not counted where nobody knows who he is; what is known stands in the log of the incident', async () => {
    const noted = await take(await browser.open(PAGE), 'note', { text: 'A man in a grey coat.' });
    expect(noted.text).toContain('It stands in the incident’s log.');
    expect(await scene.watch.ask(`incidents/${id('strike')}`)).toMatchObject({
      body: { notes: [{ text: { text: 'A man in a grey coat.' } }] },
    });
  });

  it.each([
    ['register', { ...CYD, name: ' ' }, 400, 'a field cannot be read'],
    ['begin', { ...TOUR, since: '2020-02-30' }, 400, 'a field cannot be read'],
    ['begin', { ...TOUR, since: '2020-03-01' }, 422, 'a date lies ahead'],
    ['begin', { ...TOUR, mission: id('none') }, 404, 'there is no such person or mission'],
  ])('stays where a step is refused, and is told why: %s', async (step, fields, status, why) => {
    const first = await browser.open(PAGE);
    const page = step === 'register' ? first : await take(first, 'register', CYD);
    const answer = await take(page, step, fields);
    expect(answer).toMatchObject({ status, text: expect.stringContaining(`Not recorded: ${why}`) });
    expect(answer.text).toContain(`name="step" value="${step}"`);
  });

  it('is not put on the list twice, nor by whoever may not', async () => {
    const page = await browser.open(`${PAGE}?officer=${id('ann')}`);
    expect((await take(page, 'add', { reason: 'Seen.' })).text).toContain('he is on the list already');
    expect(await browser.submit(PAGE, { form: fieldOf(page, 'form'), key: id('k'), step: 'other' })).toMatchObject({
      status: 400,
    });
    await signIn({ role: 'teamLead', missions: [id('training')] });
    expect(await browser.open(PAGE)).toMatchObject({ status: 403 });
    expect((await browser.open(LIST)).text).not.toContain(PAGE);
  });
});
