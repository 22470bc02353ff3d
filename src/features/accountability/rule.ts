import type { Id } from '../../kernel/ids.js';
import type { EpochMs } from '../../kernel/instant.js';
import { joinedList } from '../../kernel/joined-list.js';
import type { Mode } from '../../kernel/mode.js';
import type { Policy, Scope } from './roll-call.events.js';
import type { Evidence, MembershipChange } from './rule/evidence.js';
import { assessEveryone, type PersonAssessment } from './rule/person.js';
import { populationAtRisk, type Population } from './rule/population.js';
import { questionOf, type Question } from './rule/question.js';

/*
 * THE RULE. Everything else in Muster serves this file.
 *
 * "All officers are safe and accounted for" may be said of a roll call, at an instant t, as known at a position of the
 * log, exactly when nothing below is unmet (RULE.md 2.4). Board, verdict, replay, statement gate and script player all
 * call `assess`; there is no second copy.
 */

/** What can be missing, in the order in which a duty officer would ask. The six conditions are numbered as in the design. */
export const UNMET = [
  /** t or k is before the opening; then nothing else is said. */
  'NOT_OPEN',
  /** (1) The denominator is empty, or somebody at risk is not in it yet. */
  'DENOMINATOR',
  /** (2) Nothing certain was heard of someone since the reference instant. */
  'EVIDENCE',
  /** (6) What was heard of someone belongs to another mode. */
  'MODE',
  /** (4) What was heard does not suffice: the grade is not admitted, or no voucher is rooted in a direct contact. */
  'BASIS',
  /** (3) What was heard is not fresh any more. */
  'FRESHNESS',
  /** (5) Somebody is dead, missing, in conflict, under duress, or known to be other than safe. */
  'SAFETY',
  /** The view cannot answer for the present. */
  'CURRENCY',
  /** Something is missing that this reader may not be told. */
  'WITHHELD',
] as const;

export type UnmetName = (typeof UNMET)[number];

/** Each name that applies, with the deployments that it is about. */
export type Unmet = { readonly [name in UnmetName]?: readonly Id[] };

/** From the strong claim to none. Weaker claims have names of their own, so that nobody stretches the strong one. */
export const CLAIMS = ['ALL_SAFE', 'ALL_ACCOUNTED', 'NO_KNOWN_CASUALTY', 'PARTIAL', 'UNKNOWN'] as const;

export type Claim = (typeof CLAIMS)[number];

export const STANDINGS = ['MEMBER', 'PENDING', 'NOT_KEPT'] as const;

export type Standing = (typeof STANDINGS)[number];

export interface Person extends PersonAssessment {
  readonly standing: Standing;
}

export interface Counts {
  readonly denominator: number;
  readonly accounted: number;
  /** Of the accounted: condition SAFE and not impaired. */
  readonly safe: number;
}

/** A claim is about these people under this policy, so both stand beside it. */
export interface Assessment {
  readonly claim: Claim;
  readonly counts: Counts;
  readonly unmet: Unmet;
  readonly people: readonly Person[];
  readonly excluded: readonly MembershipChange[];
  /** Absent while the roll call is not open. */
  readonly terms?: Terms;
}

export interface Terms {
  readonly scope: Scope;
  readonly policy: Policy;
  readonly mode: Mode;
  readonly ref: EpochMs;
  readonly since: EpochMs;
}

export interface AssessmentOptions {
  /** Whom the reader may see; everyone where absent. The assessment is then of these people alone. */
  readonly among?: (deployment: Id) => boolean;
  /** False where the view cannot answer for the present. */
  readonly current?: boolean;
}

const NOBODY: Counts = { denominator: 0, accounted: 0, safe: 0 };

/** RULE.md 2.4: the roll call's claim at t, on this evidence, and what it lacks. Pure: no clock, no store. */
export function assess(evidence: Evidence, at: EpochMs, options: AssessmentOptions = {}): Assessment {
  const question = questionOf(evidence, at);
  if (question === undefined) return NOT_OPEN;
  const population = populationAtRisk(question);
  return conclude({ question, population, people: peopleOf(population, assessEveryone(question)) }, options);
}

/** Nothing else is said of a roll call before its opening. */
const NOT_OPEN: Assessment = { claim: 'UNKNOWN', counts: NOBODY, unmet: { NOT_OPEN: [] }, people: [], excluded: [] };

/** A question whose people have been assessed one by one. */
export interface Assessed {
  readonly question: Question;
  readonly population: Population;
  /** In the order of `peopleOf`. */
  readonly people: readonly Person[];
  /** Of all of them, one stretch after the other, where somebody keeps them. */
  readonly tallies?: readonly Tally[];
}

/** What the whole amounts to, of those whom the reader may see. */
export function conclude(assessed: Assessed, options: AssessmentOptions): Assessment {
  const { question, population, people: everyone } = assessed;
  const { among, current = true } = options;
  const people = among === undefined ? everyone : everyone.filter(({ deployment }) => among(deployment));
  const kept = among === undefined ? assessed.tallies : undefined;
  const tally = kept === undefined ? tallyOf(people, question) : sumOf(kept);
  const { counts } = tally;
  const unmet = whatIsMissing(tally, current);
  return {
    claim: claimOf(unmet, counts),
    counts,
    unmet,
    people,
    excluded: population.excluded.filter(({ deployment }) => among?.(deployment) ?? true),
    terms: termsOf(question),
  };
}

/** The members, then who is pending, then the tours that are not kept. */
export function peopleOf(
  { members, pending, notKept }: Population,
  assessed: ReadonlyMap<Id, PersonAssessment>,
): readonly Person[] {
  const standingAs = (standing: Standing, deployments: readonly Id[]): readonly Person[] =>
    deployments.map((deployment) => {
      const person = assessed.get(deployment);
      if (person === undefined) throw new Error(`${deployment} is at risk and was not assessed`);
      return { ...person, standing };
    });
  return [...standingAs('MEMBER', members), ...standingAs('PENDING', pending), ...standingAs('NOT_KEPT', notKept)];
}

/** What some of the people come to, each for himself. Of everyone it is the sum. */
export interface Tally {
  /** Of the members alone. */
  readonly counts: Counts;
  readonly lacking: Readonly<Record<Lacking, readonly Id[]>>;
}

export function tallyOf(people: readonly Person[], question: Question): Tally {
  const lacking: Record<Lacking, Id[]> = {
    DENOMINATOR: [],
    EVIDENCE: [],
    MODE: [],
    BASIS: [],
    FRESHNESS: [],
    SAFETY: [],
  };
  for (const person of people) {
    const { deployment, standing } = person;
    const lacks = standing === 'MEMBER' ? whatEvidenceLacks(person, question) : undefined;
    if (lacks !== undefined) lacking[lacks].push(deployment);
    if (standing === 'PENDING') lacking.DENOMINATOR.push(deployment);
    if (!isWell(person)) lacking.SAFETY.push(deployment);
  }
  return { counts: countsOf(people), lacking };
}

function sumOf(tallies: readonly Tally[]): Tally {
  const sum = (name: keyof Counts): number => tallies.reduce((total, { counts }) => total + counts[name], 0);
  const all = (name: Lacking): readonly Id[] => joinedList(tallies.map(({ lacking }) => lacking[name]));
  return {
    counts: { denominator: sum('denominator'), accounted: sum('accounted'), safe: sum('safe') },
    lacking: {
      DENOMINATOR: all('DENOMINATOR'),
      EVIDENCE: all('EVIDENCE'),
      MODE: all('MODE'),
      BASIS: all('BASIS'),
      FRESHNESS: all('FRESHNESS'),
      SAFETY: all('SAFETY'),
    },
  };
}

/** The six conditions of the design, by the names under which they are missed, and the view's own honesty. */
function whatIsMissing({ counts: { denominator }, lacking }: Tally, current: boolean): Unmet {
  return {
    ...(denominator === 0 ? { DENOMINATOR: lacking.DENOMINATOR } : lack('DENOMINATOR', lacking)),
    ...lack('EVIDENCE', lacking),
    ...lack('MODE', lacking),
    ...lack('BASIS', lacking),
    ...lack('FRESHNESS', lacking),
    ...lack('SAFETY', lacking),
    ...(current ? {} : { CURRENCY: [] }),
  };
}

type EvidenceLacks = 'EVIDENCE' | 'MODE' | 'BASIS' | 'FRESHNESS';
/** What people can lack, each of them. */
type Lacking = 'DENOMINATOR' | EvidenceLacks | 'SAFETY';

/** Names who lacks it; nothing, where nobody does. */
function lack(name: Lacking, lacking: Tally['lacking']): Unmet {
  return lacking[name].length === 0 ? {} : { [name]: lacking[name] };
}

/** Evidence, of this mode, on a sufficient basis, and fresh: the first of them that is missing. The dead lack nothing. */
function whatEvidenceLacks(person: Person, question: Question): EvidenceLacks | undefined {
  if (person.impaired === 'DEAD') return undefined;
  if (!person.hasEvidence) return person.hasOtherModeEvidence ? 'MODE' : 'EVIDENCE';
  if (person.lapsesAt === undefined) return 'BASIS';
  return question.at < person.lapsesAt ? undefined : 'FRESHNESS';
}

/** Nobody dead, missing, in conflict or under duress, and nobody known to be other than safe. */
function isWell({ impaired, condition }: Person): boolean {
  return impaired === undefined && (condition === 'SAFE' || condition === 'NOT_REPORTED');
}

/** The first that holds. */
export function claimOf(unmet: Unmet, { denominator, accounted }: Counts): Claim {
  const lacking = UNMET.filter((name) => unmet[name] !== undefined);
  if (unmet.NOT_OPEN !== undefined || unmet.CURRENCY !== undefined || denominator === 0) return 'UNKNOWN';
  if (lacking.length === 0) return 'ALL_SAFE';
  if (accounted === denominator && lacking.every((name) => name === 'SAFETY')) return 'ALL_ACCOUNTED';
  const noCasualty = unmet.SAFETY === undefined && unmet.WITHHELD === undefined;
  return noCasualty && accounted > 0 ? 'NO_KNOWN_CASUALTY' : 'PARTIAL';
}

/** Of the members alone. */
function countsOf(people: readonly Person[]): Counts {
  let [denominator, accounted, safe] = [0, 0, 0];
  for (const person of people) {
    if (person.standing !== 'MEMBER') continue;
    denominator += 1;
    if (!isAccounted(person)) continue;
    accounted += 1;
    if (person.impaired === undefined && person.condition === 'SAFE') safe += 1;
  }
  return { denominator, accounted, safe };
}

function isAccounted({ accountability }: Person): boolean {
  return accountability === 'ACCOUNTED';
}

function termsOf({ rollCall, policy, mode, ref, since }: Question): Terms {
  return { scope: rollCall.scope, policy, mode, ref, since };
}
