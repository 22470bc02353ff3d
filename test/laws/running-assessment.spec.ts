import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { boardOf, type Board } from '../../src/features/accountability/asking/board.js';
import { assess, conclude } from '../../src/features/accountability/rule.js';
import type { Dossier, Evidence, RollCall } from '../../src/features/accountability/rule/evidence.js';
import { RunningAssessment } from '../../src/features/accountability/rule/running-assessment.js';
import { invariant } from '../../src/kernel/failure.js';
import type { EpochMs } from '../../src/kernel/instant.js';
import { jsonText } from '../../src/kernel/json-text.js';
import { anyEvidence, LAST_MINUTE, minute } from './any-evidence.js';
import { patience, trials } from './trials.js';

const NIGHTS = 150;
/** So few that even these nights have several stretches of people. */
const PEOPLE_PER_STRETCH = 2;
const MS_A_NIGHT = 500;

/** When the roll call of any evidence opens. */
const OPENING = 60;

/** What is recorded at one minute: some people's dossiers become those of another evidence, or all and the roll call too. */
const anyNews = fc.record({
  at: fc.integer({ min: OPENING, max: LAST_MINUTE }),
  from: fc.nat({ max: 3 }),
  people: fc.uniqueArray(fc.nat({ max: 4 }), { minLength: 1, maxLength: 3 }),
  rollCall: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});

const anyNight = fc.record({
  evidences: fc.array(anyEvidence, { minLength: 4, maxLength: 4 }),
  news: fc.array(anyNews, { maxLength: 8 }),
  strides: fc.array(fc.constantFrom(1, 2, 3, 7, 20), { minLength: 1, maxLength: 10 }),
});

type Night = typeof anyNight extends fc.Arbitrary<infer Drawn> ? Drawn : never;

function openedOf({ rollCall, dossiers }: Evidence): { readonly rollCall: RollCall; readonly dossiers: Dossier[] } {
  invariant(rollCall !== undefined, 'any evidence is of a roll call');
  return { rollCall, dossiers: [...dossiers.values()] };
}

/** Looks at a running assessment from the opening on: just before each look, and again once the news are known. */
function live({ evidences, news, strides }: Night, look: (running: RunningAssessment, t: EpochMs) => void): void {
  const [first, ...others] = evidences.map(openedOf);
  invariant(first !== undefined, 'a night begins with something');
  const running = new RunningAssessment(first.rollCall, first.dossiers, PEOPLE_PER_STRETCH);
  for (let now = OPENING, turn = 0; now <= LAST_MINUTE; now += strides[turn++ % strides.length] ?? 1) {
    look(running, minute(now) - 1);
    const before = now - (strides[(turn - 1) % strides.length] ?? 1);
    for (const { from, people, rollCall } of news.filter(({ at }) => at > before && at <= now)) {
      const said = others[from];
      if (said === undefined) continue;
      const dossiers = rollCall ? said.dossiers : said.dossiers.filter((_, place) => people.includes(place));
      running.learn({ dossiers, ...(rollCall ? { rollCall: said.rollCall } : {}) }, minute(now));
    }
    for (const t of [minute(now), minute(now) + 1]) look(running, t);
  }
}

function expectTheRule(running: RunningAssessment, t: EpochMs): void {
  const assessed = running.at(t);
  if (assessed === undefined) return;
  const ruled = JSON.stringify(assess(running.evidence, t));
  expect(JSON.stringify(conclude(assessed, {}))).toBe(ruled);
  expect(jsonText(conclude(assessed, {}))).toBe(ruled);
}

describe('an assessment that is kept up', () => {
  it(
    'is at every instant what the rule makes of the same evidence, to the byte',
    () => {
      fc.assert(
        fc.property(anyNight, (night) => live(night, expectTheRule)),
        trials(NIGHTS),
      );
    },
    patience(NIGHTS, MS_A_NIGHT),
  );

  it(
    'has a board that is the one made anew, line by line, however the last one was mended',
    () => {
      fc.assert(
        fc.property(anyNight, (night) => {
          let board: Board | undefined;
          live(night, (running, t) => {
            const assessed = running.at(t);
            if (assessed === undefined) return;
            const listed = conclude(assessed, {});
            board = boardOf(listed, t, board, PEOPLE_PER_STRETCH);
            expect(JSON.stringify(board)).toBe(JSON.stringify(boardOf(listed, t, undefined, PEOPLE_PER_STRETCH)));
          });
        }),
        trials(NIGHTS),
      );
    },
    patience(NIGHTS, MS_A_NIGHT),
  );

  it(
    'answers for the present whatever it has learnt, and for a past instant what the rule does or nothing',
    () => {
      fc.assert(
        fc.property(anyNight, fc.nat({ max: 30 }), (night, back) => {
          let newest = minute(OPENING);
          live(night, (running, t) => {
            newest = Math.max(newest, t);
            expect(running.at(newest)).toBeDefined();
            expectTheRule(running, newest - back * 60_000);
          });
        }),
        trials(NIGHTS),
      );
    },
    patience(NIGHTS, MS_A_NIGHT),
  );
});
