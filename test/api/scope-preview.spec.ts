import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { streamName } from '../../src/kernel/stream.js';
import { expectProblem } from '../support/api.js';
import { id } from '../support/given.js';
import { ended, evening } from '../support/tour.js';
import {
  ADVICE,
  GATE,
  NOBODY,
  RC,
  rollCallOf,
  startScene,
  STRIKE,
  TRAINING,
  type Scene,
} from './roll-calls-support.js';

const ANN = id('ann-tour');
const BOB = id('bob-tour');
const CYD = id('cyd-tour');

let scene: Scene;

beforeEach(async () => {
  scene = await startScene();
  await scene.begin(ANN, { post: GATE });
  await scene.begin(BOB);
  await scene.tell(BOB, ended(evening('22:55:00')));
  await scene.begin(CYD, { mission: ADVICE });
});

afterEach(() => scene.app.close());

async function previewed(query: string): Promise<readonly string[]> {
  const answer = await scene.watch.ask(`incidents/${STRIKE}/scope?${query}`);
  expect(answer.status).toBe(200);
  return (answer.body as { readonly people: readonly { readonly deployment: string }[] }).people.map(
    ({ deployment }) => deployment,
  );
}

describe('the preview of a scope', () => {
  it('has exactly those whom the roll call would ask about, and stores nothing', async () => {
    const before = await scene.app.log.end();
    const people = await previewed(`mission=${TRAINING}`);
    expect(people).toEqual([ANN, BOB].sort());
    expect(await scene.app.log.end()).toEqual(before);
    await scene.watch.record('OpenRollCall', rollCallOf());
    const [opened] = await scene.events(streamName('rollCall', RC));
    expect(opened?.data['denominator']).toEqual(people);
  });

  it('takes several missions and posts, and the reference instant', async () => {
    expect(await previewed(`mission=${TRAINING}&mission=${ADVICE}`)).toEqual([ANN, BOB, CYD].sort());
    expect(await previewed(`post=${GATE}`)).toEqual([ANN]);
    expect(await previewed(`mission=${TRAINING}&referenceInstant=${evening('23:00:00')}`)).toEqual([ANN]);
  });

  it('is refused for what does not exist, and without any place', async () => {
    expectProblem(await scene.watch.ask(`incidents/${NOBODY}/scope?mission=${TRAINING}`), 404, 'not-found');
    expectProblem(await scene.watch.ask(`incidents/${STRIKE}/scope?mission=${NOBODY}`), 404, 'not-found');
    expectProblem(await scene.watch.ask(`incidents/${STRIKE}/scope`), 400, 'invalid-request');
  });
});
