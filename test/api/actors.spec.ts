import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ActorsAnswer } from '../../src/features/access/queries/name-actors.query.js';
import { derivedId, type Id } from '../../src/kernel/ids.js';
import { callerWith, expectProblem, type TestCaller } from '../support/api.js';
import { id } from '../support/given.js';
import { evening } from '../support/tour.js';
import { ADVICE, ANN, CARL, officerOf, RC, startScene, TRAINING, type Scene } from './timeline-support.js';

const NIGHT = id('night watch');
const NOBODY = id('nobody acts so');

let scene: Scene;
let operator: TestCaller;

beforeEach(async () => {
  scene = await startScene();
  operator = callerWith(scene.app, await scene.app.admit('operator'));
});

afterEach(() => scene.app.close());

async function namesOf(reader: TestCaller, ...actors: readonly Id[]): Promise<ActorsAnswer['actors']> {
  const { position } = await scene.app.log.end();
  const asked = [...actors.map((actor) => `actor=${actor}`), `after=${position}`];
  const answer = await reader.ask(`actors?${asked.join('&')}`);
  expect(answer).toMatchObject({ status: 200 });
  return (answer.body as ActorsAnswer).actors;
}

async function nameOf(reader: TestCaller, actor: Id): Promise<unknown> {
  return (await namesOf(reader, actor))[0]?.name;
}

function grant(more: object = {}): Promise<{ readonly id?: string }> {
  return operator.record('GrantAccessToken', { name: 'Night watch', role: 'dutyOfficer', actor: NIGHT, ...more });
}

/** The actor of everyone's personal links. */
async function linkedActorOf(deployment: Id): Promise<Id> {
  await scene.watch.record('IssuePersonalLinks', { rollCall: RC, deployments: [deployment] });
  return derivedId('personal link', deployment);
}

async function erase(subject: string): Promise<void> {
  await operator.record('EraseTexts', { subject, ground: 'REQUESTED' });
}

describe('Who recorded something', () => {
  it('has the name of what he was granted, in the order asked; of an id that nobody acts under none is told', async () => {
    await grant();
    expect(await namesOf(scene.auditor, NOBODY, NIGHT)).toEqual([
      { actor: NOBODY },
      { actor: NIGHT, name: { text: 'Night watch' } },
    ]);
  });

  it('keeps his name when he is not let in any more, for what he recorded stays', async () => {
    const { id: token } = await grant();
    await operator.record('RevokeAccessToken', { token, reason: 'The watch is over' });
    expect(await nameOf(scene.auditor, NIGHT)).toEqual({ text: 'Night watch' });
  });

  it('has the name that he was granted last', async () => {
    await grant();
    await operator.record('IssueSignInLink', { name: 'Second watch', role: 'dutyOfficer', actor: NIGHT });
    expect(await nameOf(scene.watch, NIGHT)).toEqual({ text: 'Second watch' });
  });

  it('is the officer himself where he came by a personal link, and after a correction has his new name', async () => {
    const ann = await linkedActorOf(ANN);
    expect(await nameOf(scene.watch, ann)).toEqual({ text: 'Ann Example' });
    const corrected = { name: 'Ann Sample', reason: 'Married' };
    await scene.watch.record('CorrectOfficer', { officer: officerOf(ANN), ...corrected });
    expect(await nameOf(scene.watch, ann)).toEqual({ text: 'Ann Sample' });
  });

  it('is the officer himself, too, whatever else he was granted and under whatever words', async () => {
    await grant({ name: 'Ann E., telephone', role: 'deployedOfficer', deployment: ANN });
    await grant({ name: 'Ann E., team lead', role: 'teamLead', missions: [TRAINING] });
    expect(await nameOf(scene.watch, NIGHT)).toEqual({ text: 'Ann Example' });
  });

  it('has no name where he was let in for a deployment that does not exist', async () => {
    await grant({ role: 'deployedOfficer', deployment: id('never begun') });
    expect(await nameOf(scene.watch, NIGHT)).toBeUndefined();
  });
});

describe('Erasing texts', () => {
  it('erases an officer as the author of what he sent, whatever words he was let in under', async () => {
    const carls = await linkedOutsider();
    await scene.watch.record('EndDeployment', { deployment: CARL, endedAt: evening('22:00:00'), reason: 'Went home' });
    await erase(`officer:${officerOf(CARL)}`);
    expect(await namesOf(scene.auditor, carls)).toEqual([{ actor: carls, name: { erased: true } }]);
    await scene.app.views.rebuild();
    expect(await nameOf(scene.auditor, carls)).toEqual({ erased: true });
  });

  /** Carl, by a token of his own that is named after him. */
  async function linkedOutsider(): Promise<Id> {
    await grant({ name: 'Carl Example, telephone', role: 'deployedOfficer', deployment: CARL });
    expect(await nameOf(scene.auditor, NIGHT)).toEqual({ text: 'Carl Example' });
    return NIGHT;
  }

  it('erases the name of what was granted; an older one does not come back in its place', async () => {
    await grant({ name: 'Jane Doe' });
    const { id: token } = await grant({ name: 'Jane Doe, second telephone' });
    await operator.record('RevokeAccessToken', { token });
    await erase(`access:${token}`);
    expect(await nameOf(scene.auditor, NIGHT)).toEqual({ erased: true });
  });
});

describe('The question for names', () => {
  it('is answered to whoever reads people, and tells a liaison and a team lead of no officer who is not theirs', async () => {
    await grant();
    const ann = await linkedActorOf(ANN);
    const told = [
      [await scene.liaison('Saskatoon'), true],
      [await scene.liaison('Halifax'), false],
      [await scene.lead(TRAINING), true],
      [await scene.lead(ADVICE), false],
      [operator, false],
      [scene.chief, true],
    ] as const;
    for (const [reader, hers] of told) {
      expect(await namesOf(reader, ann, NIGHT)).toEqual([
        { actor: ann, ...(hers ? { name: { text: 'Ann Example' } } : {}) },
        { actor: NIGHT, name: { text: 'Night watch' } },
      ]);
    }
  });

  it('is not a deployed officer’s to ask', async () => {
    const officer = callerWith(scene.app, await scene.app.admit('deployedOfficer', { deployment: ANN }));
    expectProblem(await officer.ask(`actors?actor=${NIGHT}`), 403, 'forbidden');
  });

  it.each([
    ['nobody', 'actors'],
    ['what is no id', 'actors?actor=me'],
    ['too many', `actors?${`actor=${NIGHT}&`.repeat(101)}`],
  ])('is refused about %s', async (_, path) => {
    expectProblem(await scene.watch.ask(path), 400, 'invalid-request');
  });
});
