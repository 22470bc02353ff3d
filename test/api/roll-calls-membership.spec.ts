import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { POSTS } from '../../src/features/accountability/views/posts.projection.js';
import { streamName } from '../../src/kernel/stream.js';
import { id, NOW } from '../support/given.js';
import { AHEAD, evening } from '../support/tour.js';
import {
  ADVICE,
  NOBODY,
  officerOf,
  RC,
  rollCallOf,
  startScene,
  STOPS_AT_A_NOTE,
  STRIKE,
  type Scene,
} from './roll-calls-support.js';

const ANN = id('ann-tour');
const BOB = id('bob-tour');
const LATE = id('late-tour');

const change = (deployment: string, differing: object = {}): object => {
  return { rollCall: RC, deployment, reason: 'Was at the airport', ...differing };
};

let scene: Scene;

/** Ann is in the roll call, Bob is elsewhere; LATE, where she is told of, was at the mission all along. */
beforeEach(async () => {
  scene = await startScene();
  await scene.begin(ANN);
  await scene.begin(BOB, { mission: ADVICE });
  await scene.watch.record('OpenRollCall', rollCallOf());
});

afterEach(() => scene.app.close());

async function last(): Promise<unknown> {
  return (await scene.events(streamName('rollCall', RC))).at(-1);
}

const CLOSE = { rollCall: RC, outcome: 'INCOMPLETE', reason: 'The search goes on' };

describe('AddToRollCall', () => {
  it('adds a person, the reason sealed under his key', async () => {
    await scene.watch.record('AddToRollCall', change(BOB));
    expect(await last()).toMatchObject({
      type: 'OfficerAddedToRollCall',
      data: { deployment: BOB },
      personal: { subject: `officer:${officerOf(BOB)}`, sealed: { reason: expect.any(String) } },
    });
  });

  it('is refused where there is no such roll call or deployment', async () => {
    await scene.refused(() => scene.watch.give('AddToRollCall', change(BOB, { rollCall: NOBODY })), 404, 'not-found');
    await scene.refused(() => scene.watch.give('AddToRollCall', change(NOBODY)), 404, 'not-found');
  });

  it('is refused for who is in', async () => {
    await scene.refused(() => scene.watch.give('AddToRollCall', change(ANN)), 409, 'already-exists');
  });

  it('is refused where it would take effect before the opening or ahead', async () => {
    const before = change(BOB, { effectiveAt: evening('23:00:00') });
    const ahead = change(BOB, { effectiveAt: AHEAD });
    await scene.refused(() => scene.watch.give('AddToRollCall', before), 422, 'instants-out-of-order');
    await scene.refused(() => scene.watch.give('AddToRollCall', ahead), 422, 'instant-ahead');
    await scene.watch.record('AddToRollCall', change(BOB, { effectiveAt: NOW }));
  });

  it('is refused without a reason', async () => {
    await scene.refused(() => scene.watch.give('AddToRollCall', change(BOB, { reason: ' ' })), 400, 'invalid-request');
  });
});

describe('ExcludeFromRollCall', () => {
  it('takes out who is in, the reason sealed under his key', async () => {
    await scene.chief.record('ExcludeFromRollCall', change(ANN));
    expect(await last()).toMatchObject({
      type: 'OfficerExcludedFromRollCall',
      data: { deployment: ANN },
      personal: { subject: `officer:${officerOf(ANN)}`, sealed: { reason: expect.any(String) } },
      metadata: { actor: id('chief'), role: 'commander' },
    });
  });

  it('takes out who is pending, for he was there and the denominator does not have him', async () => {
    await scene.begin(LATE);
    await scene.chief.record('ExcludeFromRollCall', change(LATE));
    expect(await last()).toMatchObject({ type: 'OfficerExcludedFromRollCall', data: { deployment: LATE } });
  });

  it('is refused for who is neither in nor pending, and for who is out already', async () => {
    await scene.refused(() => scene.chief.give('ExcludeFromRollCall', change(BOB)), 409, 'not-in-force');
    await scene.chief.record('ExcludeFromRollCall', change(ANN));
    await scene.refused(() => scene.chief.give('ExcludeFromRollCall', change(ANN)), 409, 'not-in-force');
  });

  it('is refused where there is no such roll call or deployment', async () => {
    const elsewhere = change(ANN, { rollCall: NOBODY });
    await scene.refused(() => scene.chief.give('ExcludeFromRollCall', elsewhere), 404, 'not-found');
    await scene.refused(() => scene.chief.give('ExcludeFromRollCall', change(NOBODY)), 404, 'not-found');
  });

  it('is the commander’s alone', async () => {
    await scene.refused(() => scene.watch.give('ExcludeFromRollCall', change(ANN)), 403, 'forbidden');
  });
});

describe('ExcludeFromRollCall, of a view that does not follow', () => {
  it('still takes out who is in, and is refused where it would have to guess who is pending', async () => {
    const behind = await startScene([STOPS_AT_A_NOTE, POSTS]);
    await behind.begin(ANN);
    await behind.watch.record('OpenRollCall', rollCallOf());
    await behind.begin(LATE);
    await behind.watch.record('LogNote', { incident: STRIKE, text: 'The view stops here' });
    await behind.refused(() => behind.chief.give('ExcludeFromRollCall', change(LATE)), 503, 'not-current');
    await behind.chief.record('ExcludeFromRollCall', change(ANN));
    await behind.app.close();
  });
});

describe('ReverseExclusion', () => {
  it('takes back in who was excluded, and may be given by the duty officer', async () => {
    await scene.chief.record('ExcludeFromRollCall', change(ANN));
    await scene.watch.record('ReverseExclusion', change(ANN));
    expect(await last()).toMatchObject({
      type: 'ExclusionReversed',
      data: { deployment: ANN },
      personal: { subject: `officer:${officerOf(ANN)}` },
    });
  });

  it('is refused for who is not excluded', async () => {
    await scene.refused(() => scene.watch.give('ReverseExclusion', change(ANN)), 409, 'not-in-force');
  });

  it('is refused where there is no such roll call or deployment', async () => {
    const elsewhere = change(ANN, { rollCall: NOBODY });
    await scene.refused(() => scene.watch.give('ReverseExclusion', elsewhere), 404, 'not-found');
    await scene.refused(() => scene.watch.give('ReverseExclusion', change(NOBODY)), 404, 'not-found');
  });
});

describe('AdoptPolicy', () => {
  const ADOPT = { rollCall: RC, policy: { freshness: { 1: 'PT12H' }, leastGrade: 1 }, reason: 'Only a voice will do' };

  it('adopts the policy, its reason sealed under the incident’s key', async () => {
    await scene.chief.record('AdoptPolicy', ADOPT);
    expect(await last()).toMatchObject({
      type: 'FreshnessPolicyAdopted',
      data: { policy: ADOPT.policy },
      personal: { subject: `incident:${STRIKE}`, sealed: { reason: expect.any(String) } },
    });
  });

  it('is refused where there is no such roll call, and of anyone but the commander', async () => {
    await scene.refused(() => scene.chief.give('AdoptPolicy', { ...ADOPT, rollCall: NOBODY }), 404, 'not-found');
    await scene.refused(() => scene.watch.give('AdoptPolicy', ADOPT), 403, 'forbidden');
  });
});

describe('a closed roll call', () => {
  it.each([
    ['AddToRollCall', change(BOB)],
    ['ExcludeFromRollCall', change(ANN)],
    ['ReverseExclusion', change(ANN)],
    ['AdoptPolicy', { rollCall: RC, policy: { freshness: 'PT1H', leastGrade: 1 }, reason: 'None' }],
  ])('takes no %s until it is reopened', async (command, body) => {
    await scene.watch.record('CloseRollCall', CLOSE);
    await scene.refused(() => scene.chief.give(command, body), 409, 'closed');
    await scene.watch.record('ReopenRollCall', { rollCall: RC, reason: 'Too early' });
    expect((await scene.chief.give(command, body)).body).not.toMatchObject({ type: 'urn:muster:problem:closed' });
  });
});
