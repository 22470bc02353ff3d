import { overlap, type ObservedSpan } from './observation.js';

type Span = Pick<ObservedSpan, 'lo' | 'hi' | 'observedAt'>;

/** The weakest grade that is a sign of life against a report of death. */
const SIGN_OF_LIFE_GRADE = 3;

/*
 * RULE.md section 2.3, Conflict, by the instants alone: what an assessment finds and what a resolution may be about are
 * judged by these same two sentences. Mode, condition and policy are for whoever asks.
 */

/** (a) Bad news, and a SAFE that overlaps it (touching is overlapping) or is observed later. */
export function safeContradicts(safe: Span, bad: Span): boolean {
  return overlap(safe, bad) || safe.observedAt > bad.observedAt;
}

/** (b) A report of death, and a check-in, whatever its condition, that may have been made after it. */
export function isSignOfLife(checkIn: Span & { readonly grade: number }, report: Span): boolean {
  const isLater = checkIn.observedAt > report.observedAt || checkIn.lo > report.lo;
  return isLater && checkIn.grade <= SIGN_OF_LIFE_GRADE;
}
