import type { Id } from '../../src/kernel/ids.js';
import type { EpochMs, Instant } from '../../src/kernel/instant.js';
import { msOf } from '../../src/kernel/instant.js';
import type { Disposition } from '../../src/features/deployments/deployment.events.js';
import { isCertain } from './counting.js';
import { caseOf, type Case, type Log, type Point } from './known.js';
import { assessEveryone, type Accountability, type Assessed, type Condition } from './person.js';
import { population, type Standing } from './population.js';

/** Who asks: everyone else than the duty officer, the commander and the auditor has no duress; a liaison his own people. */
export type Audience = 'full' | 'withoutDuress' | { readonly only: readonly Id[] };

export interface Question extends Point {
  readonly rollCall: Id;
  readonly audience?: Audience;
}

export type Claim = 'UNKNOWN' | 'ALL_SAFE' | 'ALL_ACCOUNTED' | 'NO_KNOWN_CASUALTY' | 'PARTIAL';

export interface PersonAnswer {
  readonly accountability: Accountability;
  readonly condition: Condition;
  readonly disposition?: Disposition;
  readonly lapsesAt?: Instant;
  readonly conflicts: number;
  readonly flags: readonly string[];
  readonly standing: Standing;
  /** Absent where he is not, or it is not for the asker to know. */
  readonly underDuress?: true;
}

/** Names of section 2.4, each with the people (sorted) that it is about. */
export type Unmet = Readonly<Record<string, readonly Id[]>>;

export interface Answer {
  readonly claim: Claim;
  readonly denominator: number;
  readonly accounted: number;
  readonly safe: number;
  readonly unmet: Unmet;
  readonly people: Readonly<Record<Id, PersonAnswer>>;
}

/** One of those whom the answer is about. */
interface Subject extends Assessed {
  readonly deployment: Id;
  readonly standing: Standing;
}

/** RULE.md section 2, read as plainly as possible: a list of events and a question in, an answer out. */
export function verdict(log: Log, question: Question): Answer {
  const audience = question.audience ?? 'full';
  const asked = caseOf(log, question.rollCall, question, true);
  if (asked === undefined) {
    return { claim: 'UNKNOWN', denominator: 0, accounted: 0, safe: 0, unmet: { NOT_OPEN: [] }, people: {} };
  }
  const seen = subjects(asked, audience);
  if (audience === 'full') return answer(seen, unmetOf(asked, seen));
  const blind = { ...asked, duressIsSeen: false };
  const shown = subjects(blind, audience);
  return answer(shown, withheld(unmetOf(blind, shown), unmetOf(asked, seen)));
}

function subjects(asked: Case, audience: Audience): Subject[] {
  const assessed = assessEveryone(asked);
  const all = [...population(asked)].flatMap(([deployment, standing]) => {
    const person = assessed.get(deployment);
    return person === undefined ? [] : [{ ...person, deployment, standing }];
  });
  return typeof audience === 'string' ? all : all.filter((one) => audience.only.includes(one.deployment));
}

/** Section 2.4: what is missing, each with the people it is about. */
function unmetOf(asked: Case, people: readonly Subject[]): Unmet {
  const unmet: Record<string, Id[]> = {};
  const members = people.filter((one) => one.standing === 'MEMBER');
  const pending = people.filter((one) => one.standing === 'PENDING');
  if (members.length === 0 || pending.length > 0) unmet['DENOMINATOR'] = pending.map((one) => one.deployment);
  for (const one of members) {
    const name = lacks(asked, one);
    if (name !== undefined) (unmet[name] ??= []).push(one.deployment);
  }
  for (const one of people) {
    if (isUnsafe(one)) (unmet['SAFETY'] ??= []).push(one.deployment);
  }
  for (const name of Object.keys(unmet)) unmet[name]?.sort();
  return unmet;
}

/** Of EVIDENCE, MODE, BASIS, FRESHNESS a person gets the first that applies, the dead none. */
function lacks(asked: Case, person: Subject): string | undefined {
  if (person.impaired === 'DEAD') return undefined;
  const checkIns = person.entries.filter((entry) => !entry.isDeathReport && isCertain(asked, entry));
  if (!checkIns.some((entry) => entry.mode === asked.mode && person.counting.includes(entry))) {
    return checkIns.some((entry) => entry.mode !== asked.mode) ? 'MODE' : 'EVIDENCE';
  }
  if (person.lapsesAt === undefined) return 'BASIS';
  return isAfter(person.lapsesAt, asked.t) ? undefined : 'FRESHNESS';
}

function isAfter(at: Instant, t: EpochMs): boolean {
  return msOf(at) > t;
}

/** SAFETY: impaired in any way, or condition neither `SAFE` nor `NOT_REPORTED`; whatever his standing. */
function isUnsafe(person: Subject): boolean {
  return person.impaired !== undefined || (person.condition !== 'SAFE' && person.condition !== 'NOT_REPORTED');
}

/** WITHHELD: where the assessment without duress lacks a name, or a person under a name, that the full one has. */
function withheld(shown: Unmet, full: Unmet): Unmet {
  const lacksSome = Object.entries(full).some(
    ([name, people]) => !(name in shown) || people.some((deployment) => shown[name]?.includes(deployment) !== true),
  );
  return lacksSome ? { ...shown, WITHHELD: [] } : shown;
}

function answer(people: readonly Subject[], unmet: Unmet): Answer {
  const members = people.filter((one) => one.standing === 'MEMBER');
  const accounted = members.filter((one) => one.accountability === 'ACCOUNTED');
  const safe = accounted.filter((one) => one.condition === 'SAFE' && one.impaired === undefined);
  return {
    claim: claimOf(members.length, accounted.length, unmet),
    denominator: members.length,
    accounted: accounted.length,
    safe: safe.length,
    unmet,
    people: Object.fromEntries(people.map((one) => [one.deployment, shownOf(one)])),
  };
}

/** Section 2.4: the first that holds. */
function claimOf(denominator: number, accounted: number, unmet: Unmet): Claim {
  const names = Object.keys(unmet);
  if (denominator === 0) return 'UNKNOWN';
  if (names.length === 0) return 'ALL_SAFE';
  if (accounted === denominator && names.every((name) => name === 'SAFETY')) return 'ALL_ACCOUNTED';
  if (!names.includes('SAFETY') && !names.includes('WITHHELD') && accounted > 0) return 'NO_KNOWN_CASUALTY';
  return 'PARTIAL';
}

function shownOf(person: Subject): PersonAnswer {
  const { accountability, condition, disposition, lapsesAt, conflicts, flags, standing, underDuress } = person;
  return {
    accountability,
    condition,
    ...(disposition === undefined ? {} : { disposition }),
    ...(lapsesAt === undefined ? {} : { lapsesAt }),
    conflicts,
    flags,
    standing,
    ...(underDuress ? { underDuress } : {}),
  };
}
