import type { Declaration, Dossier, Entry } from './evidence.js';
import { counts, isCertain } from './counting.js';
import { entriesInConflict } from './conflict.js';
import type { Question } from './question.js';

/** In the order in which the first that applies is the one. */
export const IMPAIRMENTS = ['DEAD', 'MISSING', 'CONFLICTED', 'DURESS'] as const;

export type Impairment = (typeof IMPAIRMENTS)[number];

/** What a person's own dossier says, before anyone else's word is weighed. */
export interface Finding {
  readonly dossier: Dossier;
  readonly counting: readonly Entry[];
  readonly inConflict: ReadonlySet<Entry>;
  /** The first that applies. */
  readonly impaired?: Impairment;
  readonly underDuress: boolean;
}

export function findingOf(dossier: Dossier, question: Question): Finding {
  const counting = dossier.entries.filter((entry) => counts(entry, dossier, question));
  const inConflict = entriesInConflict(dossier, counting, question);
  const underDuress = isUnderDuress(dossier, question);
  const impaired = impairmentOf(dossier, counting, inConflict, underDuress, question);
  return { dossier, counting, inConflict, underDuress, ...(impaired === undefined ? {} : { impaired }) };
}

/** RULE.md 2.3, Impaired: the first that applies. */
function impairmentOf(
  dossier: Dossier,
  counting: readonly Entry[],
  inConflict: ReadonlySet<Entry>,
  underDuress: boolean,
  question: Question,
): Impairment | undefined {
  if (counting.some((entry) => entry.condition === 'DECEASED' && !inConflict.has(entry))) return 'DEAD';
  if (dossier.declarations.some((declaration) => isMissing(declaration, dossier, question))) return 'MISSING';
  if (inConflict.size > 0) return 'CONFLICTED';
  return underDuress ? 'DURESS' : undefined;
}

/** A declaration holds from its recording, and only direct contact made after it answers it. */
function isMissing(declaration: Declaration, dossier: Dossier, { at, mode }: Question): boolean {
  if (!appliesIn(declaration.mode, mode) || at < declaration.recordedAt) return false;
  return !dossier.entries.some(
    (entry) =>
      entry.grade === 1 &&
      !entry.flagged &&
      entry.mode === declaration.mode &&
      entry.lo > declaration.recordedAt &&
      entry.hi <= at,
  );
}

function isUnderDuress(dossier: Dossier, { at, mode }: Question): boolean {
  return dossier.signals.some(
    (signal) => appliesIn(signal.mode, mode) && at >= signal.from && (signal.until === undefined || at < signal.until),
  );
}

function appliesIn(own: Question['mode'], asked: Question['mode']): boolean {
  return own === asked || own === 'ACTUAL';
}

/** The check-ins of the roll call's mode that count and are certain: what can account for a person. */
export function accountingEntries({ counting }: Finding, question: Question): readonly Entry[] {
  return counting.filter(
    (entry) => entry.kind === 'CHECK_IN' && entry.mode === question.mode && isCertain(entry, question),
  );
}
