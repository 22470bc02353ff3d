import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import { present } from '../../kernel/present.js';
import type { Around, AssessmentPoint, Counts, PersonState } from './assessments-around.js';

/** What was one thing before the event, and another after it. */
export interface Change<Value> {
  readonly before: Value;
  readonly after: Value;
}

/** Absent on a side where the roll call was not about this person. */
export interface PersonChange {
  readonly deployment: Id;
  readonly before?: PersonState;
  readonly after?: PersonState;
}

/** What an event changed in one roll call; only what differs. */
export interface Effect {
  readonly rollCall: Id;
  readonly openedAt: Instant;
  readonly claim?: Change<string>;
  readonly counts?: Change<Counts>;
  readonly people: readonly PersonChange[];
}

/** Undefined where it changed nothing there. */
export function effectOf(rollCall: Id, openedAt: Instant, { before, after }: Around): Effect | undefined {
  const claim = claimChange(before, after);
  const counts = sameCounts(before.counts, after.counts) ? undefined : { before: before.counts, after: after.counts };
  const people = peopleChanged(before, after);
  if (claim === undefined && counts === undefined && people.length === 0) return undefined;
  return { rollCall, openedAt, ...present({ claim, counts }), people };
}

function claimChange(before: AssessmentPoint, after: AssessmentPoint): Change<string> | undefined {
  if (before.claim === null || after.claim === null || before.claim === after.claim) return undefined;
  return { before: before.claim, after: after.claim };
}

function sameCounts(a: Counts, b: Counts): boolean {
  return a.denominator === b.denominator && a.accounted === b.accounted && a.safe === b.safe;
}

function peopleChanged(before: AssessmentPoint, after: AssessmentPoint): readonly PersonChange[] {
  const [then, now] = [statesOf(before), statesOf(after)];
  return [...new Set([...then.keys(), ...now.keys()])]
    .filter((deployment) => !sameState(then.get(deployment), now.get(deployment)))
    .map((deployment) => ({ deployment, ...present({ before: then.get(deployment), after: now.get(deployment) }) }));
}

function statesOf({ people }: AssessmentPoint): ReadonlyMap<Id, PersonState> {
  return new Map(
    people.map(({ deployment, accountability, condition, standing, impaired }) => [
      deployment,
      { accountability, condition, standing, ...present({ impaired }) },
    ]),
  );
}

function sameState(a: PersonState | undefined, b: PersonState | undefined): boolean {
  return (
    a?.accountability === b?.accountability &&
    a?.condition === b?.condition &&
    a?.standing === b?.standing &&
    a?.impaired === b?.impaired
  );
}
