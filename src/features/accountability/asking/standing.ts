import type { EntryId } from '../../../kernel/entry-id.js';
import type { Id } from '../../../kernel/ids.js';
import { isCertain } from '../rule/counting.js';
import type { Evidence, Entry } from '../rule/evidence.js';
import { findingOf, type Finding } from '../rule/finding.js';
import { questionOf, type Question } from '../rule/question.js';
import type { EpochMs } from '../../../kernel/instant.js';

/** What a live entry is worth for one roll call at one moment. */
export interface EntryWorth {
  readonly entry: EntryId;
  readonly counts: boolean;
  readonly certain: boolean;
  readonly inConflict: boolean;
}

/** Someone's live entry that rests on another's word. */
export interface RestingEntry {
  readonly deployment: Id;
  readonly entry: Entry;
}

export interface Standing {
  readonly entries: readonly EntryWorth[];
  /** In the order of recording. */
  readonly resting: readonly RestingEntry[];
}

/** What a person's entries are worth, and whose rest on his word, among all whom the question can be about. */
export function standingOf(evidence: Evidence, deployment: Id, at: EpochMs): Standing {
  const question = questionOf(evidence, at);
  const dossier = evidence.dossiers.get(deployment);
  const worth = question === undefined || dossier === undefined ? [] : worthOf(findingOf(dossier, question), question);
  return { entries: worth, resting: restingOn(evidence, deployment) };
}

function worthOf({ dossier, counting, inConflict }: Finding, question: Question): readonly EntryWorth[] {
  return dossier.entries.map((entry) => ({
    entry: entry.id,
    counts: counting.includes(entry),
    certain: isCertain(entry, question),
    inConflict: inConflict.has(entry),
  }));
}

function restingOn({ dossiers }: Evidence, voucher: Id): readonly RestingEntry[] {
  const resting = [...dossiers.values()].flatMap(({ deployment, entries }) =>
    entries.filter(({ vouchedBy }) => vouchedBy === voucher).map((entry) => ({ deployment, entry })),
  );
  return resting.sort((a, b) => (a.entry.recorded < b.entry.recorded ? -1 : 1));
}
