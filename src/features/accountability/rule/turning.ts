import type { EpochMs } from '../../../kernel/instant.js';
import type { Dossier, RollCall } from './evidence.js';

/*
 * When an answer of the rule can change by time alone. The rule compares t with instants that stand in the evidence and
 * with nothing else, so that between two of them, one after the other, everything it says stays as it is. A new comparison
 * with t in the rule has its instant here; a law tries at every instant whether one is missing.
 */

/** When what is found of a person can change, his lapse apart, which is not known before everyone's is. */
export function turnsOfPerson({ entries, declarations, signals }: Dossier): readonly EpochMs[] {
  return [
    ...entries.flatMap(({ lo, hi }) => [lo, hi]),
    ...declarations.map(({ recordedAt }) => recordedAt),
    ...signals.flatMap(({ from, until = from }) => [from, until]),
  ];
}

/** When the policy in force, a membership or the closing can change. */
export function turnsOfRollCall({ openedAt, policies, memberships, closings }: RollCall): readonly EpochMs[] {
  return [
    openedAt,
    ...policies.map(({ effectiveAt }) => effectiveAt),
    ...memberships.map(({ effectiveAt }) => effectiveAt),
    ...closings.map(({ at }) => at),
  ];
}

/** When somebody can come into scope or leave it. */
export function turnsOfTour({ tour, assignments }: Dossier): readonly EpochMs[] {
  return [
    tour.beganAt,
    ...(tour.endedAt === undefined ? [] : [tour.endedAt]),
    ...assignments.flatMap(({ from, until = from }) => [from, until]),
  ];
}

/** The instants around another: the last not after it, and the first after it. */
export interface Around {
  readonly last: EpochMs;
  readonly next: EpochMs;
}

export const NEVER: Around = { last: -Infinity, next: Infinity };

export function around(at: EpochMs, instants: Iterable<EpochMs>, known: Around = NEVER): Around {
  let { last, next } = known;
  for (const instant of instants) {
    if (instant <= at) last = Math.max(last, instant);
    else next = Math.min(next, instant);
  }
  return { last, next };
}
