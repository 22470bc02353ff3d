import type { Dossier, Entry } from './evidence.js';
import type { Question } from './question.js';

/**
 * RULE.md 2.2, what counts for this roll call. Good news must be certain; bad news counts at once and until it is
 * answered by someone heard after it and received no earlier.
 */
export function counts(entry: Entry, dossier: Dossier, question: Question): boolean {
  if (entry.condition === 'SAFE') return entry.mode === question.mode && isCertain(entry, question);
  return belongsToMode(entry, question) && entry.lo <= question.at && !isAnswered(entry, dossier, question);
}

/** Observed strictly after the reference instant and at or before t, by a clock that can be believed. */
export function isCertain(entry: Entry, question: Question): boolean {
  return entry.lo > question.ref && entry.hi <= question.at && !entry.flagged;
}

/** Modes do not mix, except that what is real and not safe counts everywhere. */
function belongsToMode(entry: Entry, question: Question): boolean {
  return entry.mode === question.mode || (entry.mode === 'ACTUAL' && entry.condition !== 'SAFE');
}

/** Whatever the reference instant; and a death report is never answered. */
function isAnswered(bad: Entry, dossier: Dossier, question: Question): boolean {
  if (bad.kind === 'DEATH_REPORT') return false;
  return dossier.entries.some((answer) => answer.condition === 'SAFE' && answers(answer, bad, question));
}

function answers(answer: Entry, bad: Entry, { policy, at }: Question): boolean {
  const strongEnough = answer.grade <= 2 && answer.grade <= bad.grade && answer.grade <= policy.leastGrade;
  const heardAfter = answer.lo > bad.hi && answer.received >= bad.received && answer.hi <= at;
  return !answer.flagged && answer.mode === bad.mode && strongEnough && heardAfter;
}

/** The order of "latest": by observation, then the one that is not safe, then the later recorded. */
export function latest(entries: readonly Entry[]): Entry | undefined {
  return entries.reduce<Entry | undefined>(
    (best, entry) => (best === undefined || comesLater(entry, best) ? entry : best),
    undefined,
  );
}

function comesLater(a: Entry, b: Entry): boolean {
  if (a.observedAt !== b.observedAt) return a.observedAt > b.observedAt;
  if ((a.condition === 'SAFE') !== (b.condition === 'SAFE')) return a.condition !== 'SAFE';
  return a.recorded > b.recorded;
}
