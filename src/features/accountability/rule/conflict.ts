import { isSignOfLife, safeContradicts } from '../../../kernel/contradiction.js';
import type { Dossier, Entry } from './evidence.js';
import { freshnessOf, type Question } from './question.js';

/**
 * RULE.md 2.3, Conflict: the entries of a person that contradict each other, until someone resolves, confirms or
 * refutes. `counting` are those of his entries that count.
 */
export function entriesInConflict(
  dossier: Dossier,
  counting: readonly Entry[],
  question: Question,
): ReadonlySet<Entry> {
  const inConflict = new Set<Entry>();
  const clash = (...entries: readonly Entry[]): void => entries.forEach((entry) => inConflict.add(entry));
  for (const bad of counting.filter((entry) => entry.condition !== 'SAFE')) {
    for (const safe of counting) if (speaksAgainst(safe, bad, question)) clash(bad, safe);
    if (bad.kind !== 'DEATH_REPORT') continue;
    for (const sign of dossier.entries) if (showsLife(sign, bad, question)) clash(bad, sign);
    if (bad.condition === 'DEATH_REPORTED') clash(bad);
  }
  return inConflict;
}

/** (a) Of a grade that the policy admits. */
function speaksAgainst(safe: Entry, bad: Entry, { policy }: Question): boolean {
  const admitted = safe.condition === 'SAFE' && freshnessOf(policy, safe.grade) !== undefined;
  return admitted && safeContradicts(safe, bad);
}

/** (b) Whatever its condition, the reference instant, the policy and the sign's clock. */
function showsLife(sign: Entry, report: Entry, { at }: Question): boolean {
  const asked = sign.kind === 'CHECK_IN' && sign.mode === report.mode && sign.hi <= at;
  return asked && isSignOfLife(sign, report);
}
