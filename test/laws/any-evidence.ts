import * as fc from 'fast-check';
import type { Grade } from '../../src/features/deployments/deployment.events.js';
import type { Policy } from '../../src/features/accountability/roll-call.events.js';
import type {
  AssignmentSpan,
  Dossier,
  Entry,
  Evidence,
  MembershipChange,
} from '../../src/features/accountability/rule/evidence.js';
import type { Duration } from '../../src/kernel/duration.js';
import { instantOf, type EpochMs } from '../../src/kernel/instant.js';
import type { Mode } from '../../src/kernel/mode.js';
import { present } from '../../src/kernel/present.js';
import { checkIn, clock, deathReport, decided, dossier, evidence, MISSION, nextPosition } from '../support/evidence.js';
import { id } from '../support/given.js';

/*
 * Any evidence about a few people on one night. Minutes count from 22:00: the hazard is over at 50 and the roll call
 * opens at 60. Most of what is drawn is good, so that every so often all of it is.
 */

const MINUTE_MS = 60_000;

export function minute(number: number): EpochMs {
  return clock('22:00') + number * MINUTE_MS;
}

/** As the builders of evidence read an instant: of the first day, or of the second behind a plus. */
export function spelled(number: number): string {
  const [day, time] = instantOf(minute(number)).split('T');
  return `${day === '2020-01-08' ? '+' : ''}${time?.slice(0, 8) ?? ''}`;
}

/** `usual` in all but one case of so many. */
function usually<T>(usual: T, cases: number, ...others: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof(
    { weight: cases - 1, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );
}

/** Present in one case of so many. */
function oneIn<T>(cases: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: cases - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

const anyMode = usually<Mode>('ACTUAL', 16, 'EXERCISE', 'TEST');

const anyGrade = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom<Grade[]>(1, 2, 2, 3, 3) },
  { weight: 1, arbitrary: fc.constantFrom<Grade[]>(4, 5) },
);

const anyPolicy: fc.Arbitrary<Policy> = fc.record({
  freshness: fc.constantFrom<Policy['freshness'][]>(
    ...(['PT1H', 'PT2H', 'PT6H', 'PT6H'] as Duration[]),
    { '1': 'PT2H' as Duration, '2': 'PT1H' as Duration, '3': 'PT30M' as Duration },
    { '1': 'PT2H' as Duration, '2': 'PT2H' as Duration },
  ),
  leastGrade: fc.constantFrom(3, 3, 3, 3, 2, 1),
});

const lateMinute = fc.integer({ min: 60, max: 150 });

const anyEntry = fc.record({
  at: fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 52, max: 90 }) },
    { weight: 1, arbitrary: fc.integer({ min: 30, max: 140 }) },
  ),
  ahead: usually(0, 20, 1, 2, 5),
  late: fc.constantFrom(0, 0, 1, 5),
  condition: usually<'SAFE' | 'INJURED' | 'DETAINED' | 'NEEDS_ASSISTANCE'>(
    ...(['SAFE', 16, 'INJURED', 'DETAINED', 'NEEDS_ASSISTANCE'] as const),
  ),
  grade: anyGrade,
  uncertainty: usually('PT0S', 4, 'PT1M', 'PT10M', 'PT20M'),
  mode: anyMode,
  voucher: fc.nat({ max: 4 }),
  kind: usually<'CHECK_IN' | 'REPORTED' | 'CONFIRMED'>('CHECK_IN', 60, 'REPORTED', 'CONFIRMED'),
});

const anyPerson = fc.record({
  entries: fc.array(anyEntry, { minLength: 1, maxLength: 4 }),
  declared: oneIn(25, fc.record({ at: lateMinute, mode: anyMode })),
  signalled: oneIn(25, fc.record({ from: lateMinute, lasting: oneIn(2, fc.nat({ max: 40 })), mode: anyMode })),
  where: usually<'THERE' | 'ELSEWHERE' | 'LEFT_BEFORE' | 'CAME_LATER'>(
    ...(['THERE', 16, 'ELSEWHERE', 'LEFT_BEFORE', 'CAME_LATER'] as const),
  ),
  endedAt: oneIn(16, fc.integer({ min: 10, max: 120 })),
  /** It is another tour of the officer before him in the list. */
  again: usually(false, 16, true),
  listed: usually(true, 16, false),
  decisions: usually<readonly MembershipChange['change'][]>(
    ...([[], 12, ['EXCLUDED'], ['ADDED'], ['EXCLUDED', 'REVERSED'], ['ADDED', 'EXCLUDED']] as const),
  ),
});

const anyNight = fc.record({
  people: fc.array(anyPerson, { minLength: 1, maxLength: 5 }),
  policy: anyPolicy,
  adopted: oneIn(10, fc.record({ policy: anyPolicy, at: fc.integer({ min: 60, max: 120 }) })),
  mode: usually<Mode>('ACTUAL', 10, 'EXERCISE'),
  referenceInstant: oneIn(8, fc.integer({ min: 40, max: 80 })),
  byName: usually(false, 10, true),
  closed: oneIn(8, fc.record({ at: lateMinute, again: oneIn(2, fc.nat({ max: 20 })) })),
});

type DrawnNight = typeof anyNight extends fc.Arbitrary<infer Drawn> ? Drawn : never;
type DrawnPerson = DrawnNight['people'][number];
type DrawnEntry = DrawnPerson['entries'][number];

/** Nothing of it lies later than this minute. */
export const LAST_MINUTE = 200;

export const anyEvidence: fc.Arbitrary<Evidence> = anyNight.map(evidenceOf);

function evidenceOf(night: DrawnNight): Evidence {
  const { people, policy, adopted, mode, referenceInstant, closed } = night;
  const dossiers = people.map((person, place) => dossierOf(person, place, people));
  const listed = people.flatMap(({ listed: isListed }, place) => (isListed ? [nameOf(place)] : []));
  return evidence(dossiers, {
    ...{ policy, mode, listed },
    memberships: people.flatMap(({ decisions }, place) => decisionsOf(decisions, place)),
    policies: adopted === undefined ? [] : [{ policy: adopted.policy, at: spelled(adopted.at) }],
    closings: closed === undefined ? [] : closingsOf(closed),
    ...(night.byName ? { scope: { deployments: listed.map(id) } } : {}),
    ...present({ referenceInstant: referenceInstant === undefined ? undefined : spelled(referenceInstant) }),
  });
}

function nameOf(place: number): string {
  return `person ${place}`;
}

function decisionsOf(changes: readonly MembershipChange['change'][], place: number): readonly MembershipChange[] {
  return changes.map((change, turn) => decided(change, nameOf(place), spelled(65 + 10 * turn)));
}

function closingsOf({ at, again }: NonNullable<DrawnNight['closed']>) {
  const closing = { at: minute(at), closed: true };
  return again === undefined ? [closing] : [closing, { at: minute(at + again), closed: false }];
}

function dossierOf(person: DrawnPerson, place: number, people: readonly DrawnPerson[]): Dossier {
  const { declared, signalled, endedAt, again } = person;
  const began = minute(again ? -30 : -60);
  return dossier(nameOf(place), {
    officer: `officer ${officerOf(place, people)}`,
    entries: person.entries.map((drawn) => entryOf(drawn, place, people.length)),
    declarations: declared === undefined ? [] : [{ mode: declared.mode, recordedAt: minute(declared.at) }],
    signals: signalled === undefined ? [] : [signalOf(signalled)],
    tour: { beganAt: began, ...(endedAt === undefined ? {} : { endedAt: minute(endedAt) }) },
    assignments: [assignmentOf(person.where, began)],
  });
}

function officerOf(place: number, people: readonly DrawnPerson[]): number {
  return people[place]?.again === true && place > 0 ? officerOf(place - 1, people) : place;
}

function signalOf({ from, lasting, mode }: NonNullable<DrawnPerson['signalled']>) {
  return { mode, from: minute(from), ...(lasting === undefined ? {} : { until: minute(from + lasting) }) };
}

function assignmentOf(where: DrawnPerson['where'], from: EpochMs): AssignmentSpan {
  const recorded = nextPosition();
  switch (where) {
    case 'THERE':
      return { mission: MISSION, from, recorded };
    case 'ELSEWHERE':
      return { mission: id('elsewhere'), from, recorded };
    case 'LEFT_BEFORE':
      // As the hazard begins, and so no longer there.
      return { mission: MISSION, from, until: minute(30), recorded };
    case 'CAME_LATER':
      return { mission: MISSION, from: minute(100), recorded };
  }
}

/** Grade 3 is somebody's word: of anybody but himself. */
function entryOf(drawn: DrawnEntry, place: number, people: number): Entry {
  const { at, ahead, late, condition, uncertainty, mode, kind } = drawn;
  const voucher = (place + 1 + (drawn.voucher % Math.max(1, people - 1))) % people;
  const grade = drawn.grade === 3 && people === 1 ? 2 : drawn.grade;
  const said = {
    ...{ at: spelled(at), received: spelled(ahead > 0 ? at - ahead : at + late), uncertainty, mode, grade },
    ...(grade === 3 ? { vouchedBy: nameOf(voucher) } : {}),
  };
  switch (kind) {
    case 'CHECK_IN':
      return checkIn({ ...said, condition });
    case 'REPORTED':
      return deathReport(said);
    case 'CONFIRMED':
      return deathReport({ ...said, confirmed: true });
  }
}
