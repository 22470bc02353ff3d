import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { assess, type Assessment, type Claim, type Person } from '../../src/features/accountability/rule.js';
import { assessFor, type Audience } from '../../src/features/accountability/asking/audience.js';
import { StoredFacts } from '../../src/features/accountability/facts/stored-facts.js';
import { PROJECTIONS } from '../../src/installation/projections.js';
import { buildViews } from '../../src/projecting/folded-views.js';
import { anyEvidence, LAST_MINUTE, minute } from './any-evidence.js';
import { House } from './house.js';
import { anySafeNight, SafeNight } from './safe-night.js';
import { patience, trials } from './trials.js';

const CASES = 1_500;
const MS_A_CASE = 20;
const TIME = patience(CASES, MS_A_CASE);

const anyMinute = fc.integer({ min: 30, max: 300 });

/** Once all that is known has happened: what comes later is time and nothing else. */
const onceAllHasHappened = fc.integer({ min: LAST_MINUTE, max: LAST_MINUTE + 240 });

const EVERYONE: Audience = { name: 'everyone', seesDuress: true, getsClaim: true };
const WITHOUT_DURESS: Audience = { name: 'without duress', seesDuress: false, getsClaim: true };

describe('a view that cannot answer for the present', () => {
  it(
    'makes no claim, whatever it holds, whoever asks and for whenever',
    () => {
      fc.assert(
        fc.property(anyEvidence, anyMinute, fc.constantFrom(EVERYONE, WITHOUT_DURESS), (evidence, at, audience) => {
          const { claim, unmet } = assessFor(audience, evidence, minute(at), false);
          const isOpen = unmet.NOT_OPEN === undefined;
          expect({ claim, ...unmet }).toMatchObject({ claim: 'UNKNOWN', ...(isOpen ? { CURRENCY: [] } : {}) });
        }),
        trials(CASES),
      );
    },
    TIME,
  );

  it(
    'says of each person what it would say if it were current',
    () => {
      fc.assert(
        fc.property(anyEvidence, anyMinute, (evidence, at) => {
          const behind = assess(evidence, minute(at), { current: false });
          const current = assess(evidence, minute(at));
          expect({ ...behind, claim: null, unmet: null }).toEqual({ ...current, claim: null, unmet: null });
        }),
        trials(CASES),
      );
    },
    TIME,
  );
});

const NIGHTS = 5;
const MS_A_NIGHT = 5_000;

describe('views that are behind the log', () => {
  let house: House;

  beforeAll(async () => {
    house = await House.open();
  });

  afterAll(async () => {
    await house.close();
  });

  it(
    'make no claim of the present, though all whom they know of are safe, and still tell what was known before',
    async () => {
      await fc.assert(
        fc.asyncProperty(anySafeNight, (drawn) =>
          house.within(async (room) => {
            const night = await SafeNight.in(room, drawn);
            const { position } = await night.verdict();
            const views = await buildViews(room.installation.log, PROJECTIONS);
            await night.checkIn(night.victim, { condition: 'INJURED' });
            room.answering = { ...room.installation, views, facts: new StoredFacts(() => views.db) };
            const unknown = { claim: 'UNKNOWN', unmet: { CURRENCY: [] } };
            expect(await night.verdict()).toMatchObject(unknown);
            expect(await night.board()).toMatchObject(unknown);
            expect(await night.verdict(`?knownAt=${position}`)).toMatchObject({ claim: 'ALL_SAFE', unmet: {} });
            views.close();
          }),
        ),
        trials(NIGHTS),
      );
    },
    patience(NIGHTS, MS_A_NIGHT),
  );
});

/** From the strong claim to none. */
const STRENGTH: readonly Claim[] = ['ALL_SAFE', 'ALL_ACCOUNTED', 'NO_KNOWN_CASUALTY', 'PARTIAL', 'UNKNOWN'];

describe('time that passes without an event', () => {
  it(
    'strengthens no claim, and accounts for nobody',
    () => {
      let weaker = 0;
      fc.assert(
        fc.property(anyEvidence, onceAllHasHappened, fc.integer({ min: 1, max: 600 }), (evidence, at, passing) => {
          const before = assess(evidence, minute(at));
          const after = assess(evidence, minute(at + passing));
          expect(STRENGTH.indexOf(after.claim)).toBeGreaterThanOrEqual(STRENGTH.indexOf(before.claim));
          expect(after.counts.accounted).toBeLessThanOrEqual(before.counts.accounted);
          expect(after.people.map(standingOf)).toEqual(before.people.map((person) => passed(person, at + passing)));
          weaker += before.claim === after.claim ? 0 : 1;
        }),
        trials(CASES),
      );
      expect(weaker).toBeGreaterThan(0);
    },
    TIME,
  );
});

function standingOf({
  accountability,
  condition,
  impaired,
  lapsesAt,
  standing,
  deployment,
}: Assessment['people'][number]) {
  return { accountability, condition, impaired, lapsesAt, standing, deployment };
}

/** The same person once his evidence is no longer fresh; in all else time changes nothing. */
function passed(person: Person, at: number) {
  const isLapsed = person.lapsesAt !== undefined && minute(at) >= person.lapsesAt;
  const accountability = person.accountability === 'ACCOUNTED' && isLapsed ? 'STALE' : person.accountability;
  return standingOf({ ...person, accountability });
}
