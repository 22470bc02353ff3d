import type { Id } from '../../../kernel/ids.js';
import type { EpochMs } from '../../../kernel/instant.js';
import { CHECK_IN_CONDITIONS, type Disposition } from '../../deployments/deployment.events.js';
import { isCertain, latest } from './counting.js';
import type { Condition, Entry } from './evidence.js';
import { accountingEntries, findingOf, type Finding, type Impairment } from './finding.js';
import { hasLapse, widestLapses, type Lapses } from './lapse.js';
import type { Question } from './question.js';

export const ACCOUNTABILITIES = ['UNKNOWN', 'ACCOUNTED', 'STALE', 'CONFLICTED', 'MISSING'] as const;

export type Accountability = (typeof ACCOUNTABILITIES)[number];

export const CONDITIONS = ['NOT_REPORTED', ...CHECK_IN_CONDITIONS, 'DEATH_REPORTED', 'DECEASED'] as const;

/** RULE.md 2.3: three axes, kept apart, and what stands behind them. */
export interface PersonAssessment {
  readonly deployment: Id;
  readonly officer: Id;
  readonly accountability: Accountability;
  readonly condition: (typeof CONDITIONS)[number];
  readonly disposition?: Disposition;
  readonly impaired?: Impairment;
  readonly underDuress: boolean;
  /** When the evidence stops being fresh, whatever the accountability; absent where there is none, and of the dead. */
  readonly lapsesAt?: EpochMs;
  /** Some certain check-in of the roll call's mode counts. */
  readonly hasEvidence: boolean;
  /** Some live check-in of another mode is certain. */
  readonly hasOtherModeEvidence: boolean;
  /** How many of the entries that are not safe are in conflict. */
  readonly conflicts: number;
  readonly flags: readonly 'CLOCK_AHEAD'[];
  /** The latest entry that counts: what a reader would point at. */
  readonly basis?: Entry;
}

/** Assesses everyone whose dossier is in the question, each by the same instant and the same policy. */
export function assessEveryone(question: Question): ReadonlyMap<Id, PersonAssessment> {
  const findings = new Map<Id, Finding>();
  for (const [deployment, dossier] of question.dossiers) findings.set(deployment, findingOf(dossier, question));
  return assessAll(findings, question);
}

/** Of people of whom everyone who vouches for one of them is there too. */
export function assessAll(findings: ReadonlyMap<Id, Finding>, question: Question): ReadonlyMap<Id, PersonAssessment> {
  const lapses = widestLapses(findings, question);
  const people = new Map<Id, PersonAssessment>();
  for (const [deployment, finding] of findings) {
    people.set(deployment, assessPerson(finding, findings, lapses, question));
  }
  return people;
}

function assessPerson(
  finding: Finding,
  findings: ReadonlyMap<Id, Finding>,
  lapses: Lapses,
  question: Question,
): PersonAssessment {
  const { dossier, impaired, counting, inConflict, underDuress } = finding;
  const accounting = accountingEntries(finding, question);
  const lapsing = accounting.filter((entry) => hasLapse(entry, findings, lapses, question));
  const lapse = impaired === 'DEAD' ? undefined : lapses.get(dossier.deployment);
  const disposition = latest(counting.filter((entry) => entry.disposition !== undefined))?.disposition;
  const basis = latest(counting);
  return {
    deployment: dossier.deployment,
    officer: dossier.officer,
    accountability: accountabilityOf(impaired, lapse, question),
    condition: conditionOf(finding, lapsing),
    underDuress,
    hasEvidence: accounting.length > 0,
    hasOtherModeEvidence: dossier.entries.some((entry) => isOfOtherMode(entry, question)),
    conflicts: [...inConflict].filter((entry) => entry.condition !== 'SAFE').length,
    flags: dossier.entries.some((entry) => entry.flagged) ? ['CLOCK_AHEAD'] : [],
    ...(disposition === undefined ? {} : { disposition }),
    ...(impaired === undefined ? {} : { impaired }),
    ...(lapse === undefined ? {} : { lapsesAt: lapse }),
    ...(basis === undefined ? {} : { basis }),
  };
}

function isOfOtherMode(entry: Entry, question: Question): boolean {
  return entry.kind === 'CHECK_IN' && entry.mode !== question.mode && isCertain(entry, question);
}

function accountabilityOf(
  impaired: Impairment | undefined,
  lapse: EpochMs | undefined,
  { at }: Question,
): Accountability {
  if (impaired === 'DEAD') return 'ACCOUNTED';
  if (impaired === 'MISSING' || impaired === 'CONFLICTED') return impaired;
  if (lapse === undefined) return 'UNKNOWN';
  return at < lapse ? 'ACCOUNTED' : 'STALE';
}

/** Injured is accounted for and not safe; silence is not reported; a missing person's old good news says nothing. */
function conditionOf(
  { impaired, inConflict, counting }: Finding,
  lapsing: readonly Entry[],
): Condition | 'NOT_REPORTED' {
  if (impaired === 'DEAD') return 'DECEASED';
  const disputed = latest([...inConflict].filter((entry) => entry.condition !== 'SAFE'));
  if (disputed !== undefined) return disputed.condition;
  const telling = counting.filter((entry) => entry.condition !== 'SAFE' || lapsing.includes(entry));
  const condition = latest(telling)?.condition ?? 'NOT_REPORTED';
  return impaired === 'MISSING' && condition === 'SAFE' ? 'NOT_REPORTED' : condition;
}
