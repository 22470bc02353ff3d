import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { anyChain, anyWord, effectiveMinute, stepsOf, type Chain, type Step, type Word } from './any-facts.js';
import { House } from './house.js';
import { anySafeNight, minute, SafeNight, type DrawnNight } from './safe-night.js';
import { patience, trials } from './trials.js';

const NIGHTS = 20;
const MS_A_NIGHT = 5_000;

/** After everything was said; recording begins. */
const RECORDED_FROM = 130;
/** When everything has been recorded, and the question is asked. */
const ASKED_AT = 300;

const someWords = fc.uniqueArray(anyWord, { minLength: 2, maxLength: 14, selector: effectiveMinute });

/** The same things once in the order in which they were drawn and once in another. */
function inTwoOrders<T>(drawn: fc.Arbitrary<readonly T[]>): fc.Arbitrary<readonly [readonly T[], readonly T[]]> {
  return drawn.chain((things) => {
    const all = { minLength: things.length, maxLength: things.length };
    return fc.tuple(fc.constant(things), fc.shuffledSubarray([...things], all));
  });
}

const waits = fc.array(fc.nat({ max: 8 }), { minLength: 14, maxLength: 14 });

const someChains = fc.uniqueArray(anyChain, {
  minLength: 2,
  maxLength: 8,
  // No two observations of one minute; and one declaration and one duress at most, for the end of one ends those before it.
  selector: ({ alarm, word }) => alarm ?? word.at,
});
const turns = fc.array(fc.nat({ max: 40 }), { minLength: 32, maxLength: 32 });

describe('the assessment is the same', () => {
  let house: House;

  beforeAll(async () => {
    house = await House.open();
  });

  afterAll(async () => {
    await house.close();
  });

  /** What is answered once these steps have been taken, each at its minute. */
  const answered = (drawn: DrawnNight, steps: readonly Step[], at: (place: number) => number): Promise<unknown> =>
    house.within(async (room) => {
      const night = await SafeNight.opened(room, drawn);
      const entries = new Map<Step, string>();
      for (const [place, step] of steps.entries()) {
        night.waitUntil(minute(at(place)));
        const entry = step.about === undefined ? {} : { entry: entries.get(step.about) };
        entries.set(step, (await night.giveNow(step.command, { ...step.body(night), ...entry }, step.by)).entry);
      }
      night.waitUntil(minute(ASKED_AT));
      return sayings(await night.verdict(), await night.board());
    });

  it(
    'in whichever order and whenever what was received at fixed instants is recorded',
    async () => {
      await fc.assert(
        fc.asyncProperty(anySafeNight, inTwoOrders<Word>(someWords), waits, waits, async (drawn, orders, ...delays) => {
          const [first, second] = await Promise.all(
            orders.map((words, order) => {
              const delay = delays[order] ?? [];
              const at = (place: number): number =>
                delay.slice(0, place + 1).reduce((sum, wait) => sum + wait, RECORDED_FROM);
              return answered(drawn, words.map(stepsOf), at);
            }),
          );
          expect(second).toEqual(first);
        }),
        trials(NIGHTS),
      );
    },
    patience(NIGHTS, MS_A_NIGHT),
  );

  it(
    'in whichever order facts, and then what is decided about each, are recorded at one instant',
    async () => {
      await fc.assert(
        fc.asyncProperty(anySafeNight, someChains, turns, turns, async (drawn, chains, ...orders) => {
          const [first, second] = await Promise.all(
            orders.map((order) => answered(drawn, merged(chains, order), () => RECORDED_FROM)),
          );
          expect(second).toEqual(first);
        }),
        trials(NIGHTS),
      );
    },
    patience(NIGHTS, MS_A_NIGHT),
  );
});

/** The chains' steps, whose turn it is as the numbers say. */
function merged(chains: readonly Chain[], numbers: readonly number[]): readonly Step[] {
  const left = chains.map(({ steps }) => [...steps]);
  const taken: Step[] = [];
  for (const number of numbers) {
    const waiting = left.filter((steps) => steps.length > 0);
    const next = waiting[number % Math.max(1, waiting.length)]?.shift();
    if (next !== undefined) taken.push(next);
  }
  return [...taken, ...left.flat()];
}

/** An answer without what names the order (positions, and the entries by their revisions) and who was admitted. */
function sayings(...answers: readonly object[]): unknown {
  return JSON.parse(
    JSON.stringify(answers, (name, value: unknown) =>
      ['position', 'entry', 'actor'].includes(name) ? undefined : value,
    ),
  );
}
