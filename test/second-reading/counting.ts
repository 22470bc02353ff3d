import { msOfDuration } from '../../src/kernel/duration.js';
import type { Mode } from '../../src/kernel/mode.js';
import type { Policy } from '../../src/features/accountability/roll-call.events.js';
import type { Grade } from '../../src/features/deployments/deployment.events.js';
import type { Entry } from './entries.js';
import type { Case } from './known.js';

/** Section 2.2. */
export function isCertain(asked: Case, entry: Entry): boolean {
  return entry.lo > asked.ref && entry.hi <= asked.t && !entry.isFlagged;
}

/** Section 2.2: good news must be certain, bad news counts at once and until answered, modes do not mix. */
export function counts(asked: Case, entry: Entry, entries: readonly Entry[]): boolean {
  if (entry.condition === 'SAFE') return entry.mode === asked.mode && isCertain(asked, entry);
  if (!isHeardIn(asked, entry.mode)) return false;
  return entry.lo <= asked.t && !entries.some((answer) => answers(asked, answer, entry));
}

/** In its own mode, an `ACTUAL` one in every mode (bad news, missing, duress). */
export function isHeardIn(asked: Case, mode: Mode): boolean {
  return mode === asked.mode || mode === 'ACTUAL';
}

function answers(asked: Case, answer: Entry, bad: Entry): boolean {
  return (
    !bad.isDeathReport &&
    answer.condition === 'SAFE' &&
    !answer.isFlagged &&
    answer.mode === bad.mode &&
    answer.grade <= 2 &&
    answer.grade <= bad.grade &&
    answer.grade <= asked.policy.leastGrade &&
    answer.lo > bad.hi &&
    answer.receipt >= bad.receipt &&
    answer.hi <= asked.t
  );
}

/** Section 1, *Policy*: not weaker than `leastGrade`, and a freshness is given for it; 4 and 5 never suffice. */
export function freshnessOf(policy: Policy, grade: Grade): number | undefined {
  if (grade > 3 || grade > policy.leastGrade) return undefined;
  const freshness = typeof policy.freshness === 'string' ? policy.freshness : policy.freshness[grade];
  return freshness === undefined ? undefined : msOfDuration(freshness);
}

/** Section 2.3, *Conflict*. */
export function isInConflict(
  asked: Case,
  entry: Entry,
  entries: readonly Entry[],
  counting: readonly Entry[],
): boolean {
  for (const bad of counting) {
    if (bad.condition === 'SAFE') continue;
    for (const safe of counting) {
      if (contradictsSafely(asked, safe, bad) && (entry === safe || entry === bad)) return true;
    }
    for (const life of entries) {
      if (isSignOfLife(asked, life, bad) && (entry === life || entry === bad)) return true;
    }
    if (bad.isDeathReport && !bad.isConfirmed && entry === bad) return true;
  }
  return false;
}

/** (a), given that both count and `bad` is not `SAFE`. */
function contradictsSafely(asked: Case, safe: Entry, bad: Entry): boolean {
  if (safe.condition !== 'SAFE' || freshnessOf(asked.policy, safe.grade) === undefined) return false;
  const overlap = safe.lo <= bad.hi && bad.lo <= safe.hi;
  return overlap || safe.observedAt > bad.observedAt;
}

/** (b), given that `report` counts. */
function isSignOfLife(asked: Case, life: Entry, report: Entry): boolean {
  if (!report.isDeathReport || life.isDeathReport || life.grade > 3 || life.mode !== report.mode) return false;
  return (life.observedAt > report.observedAt || life.lo > report.lo) && life.hi <= asked.t;
}
