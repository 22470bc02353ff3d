import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Damage } from './damage.js';
import { DAMAGES_TO_PEOPLE } from './damages-to-people.js';
import { DAMAGES_TO_THE_QUESTION } from './damages-to-the-question.js';
import { House } from './house.js';
import { anySafeNight, SafeNight } from './safe-night.js';
import { patience, trials } from './trials.js';

const NIGHTS = 3;
const MS_A_NIGHT = 4_000;

const DAMAGES: readonly Damage[] = [...DAMAGES_TO_PEOPLE, ...DAMAGES_TO_THE_QUESTION];

describe('the claim that all are safe falls, and stands again once it is mended, by', () => {
  let house: House;

  beforeAll(async () => {
    house = await House.open();
  });

  afterAll(async () => {
    await house.close();
  });

  it.each(DAMAGES.map((damage) => [damage.what, damage] as const))(
    '%s',
    async (_, damage) => {
      await fc.assert(
        fc.asyncProperty(anySafeNight, (drawn) =>
          house.within(async (room) => {
            await expectFall(await SafeNight.in(room, drawn), damage);
          }),
        ),
        trials(NIGHTS),
      );
    },
    patience(NIGHTS, MS_A_NIGHT),
  );
});

async function expectFall(night: SafeNight, damage: Damage): Promise<void> {
  await expectAllSafe(night);
  const { about, mend } = await damage.inflict(night);
  const { claim, unmet } = await night.verdict();
  expect({ unmet, claim }).not.toMatchObject({ claim: 'ALL_SAFE' });
  expect(unmet[damage.lacks]).toEqual(expect.arrayContaining([...about]));
  await mend();
  await expectAllSafe(night);
}

async function expectAllSafe(night: SafeNight): Promise<void> {
  const { claim, unmet } = await night.verdict();
  expect({ claim, unmet }).toEqual({ claim: 'ALL_SAFE', unmet: {} });
}
