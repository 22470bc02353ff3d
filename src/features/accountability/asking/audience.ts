import { narrowedScope } from '../../../kernel/narrowing.js';
import type { Actor } from '../../../kernel/actor.js';
import { Refusal } from '../../../kernel/failure.js';
import type { Id } from '../../../kernel/ids.js';
import type { EpochMs } from '../../../kernel/instant.js';
import type { Position } from '../../../kernel/position.js';
import type { FactSource } from '../facts/fact.js';
import { officerOf } from '../facts/sealed-texts.js';
import { claimOf, UNMET, type Assessment, type Claim, type Unmet } from '../rule.js';
import type { Evidence } from '../rule/evidence.js';
import { askedOf, type Asked } from './asked.js';

/** What a reader is told (RULE.md section 1, Roles; section 2.4, Duress). */
export interface Audience {
  /** Who has the same is told the same. */
  readonly name: string;
  /** Whom he may read about; everyone where absent. */
  readonly among?: (deployment: Id) => boolean;
  /** Which missions may be named to him who may not read about everyone. */
  readonly missions?: readonly Id[];
  readonly seesDuress: boolean;
  /** Who may be within a captor's reach gets no claim, ever. */
  readonly getsClaim: boolean;
}

/** What he may read follows from what is known now, whatever moment he asks about. */
export function audienceOf(actor: Actor, facts: FactSource, newest: Position): Audience {
  switch (actor.role) {
    case 'commander':
    case 'dutyOfficer':
    case 'auditor':
      return { name: audienceName(actor), seesDuress: true, getsClaim: true };
    case 'liaison':
      return {
        name: audienceName(actor),
        among: ofAgency(actor.agency, facts, newest),
        seesDuress: false,
        getsClaim: true,
      };
    case 'teamLead': {
      const own = new Set(facts.assignedTo(actor.missions, newest));
      return {
        name: audienceName(actor),
        among: (deployment) => own.has(deployment),
        missions: actor.missions,
        seesDuress: false,
        getsClaim: false,
      };
    }
    case 'deployedOfficer':
    case 'operator':
      throw new Refusal('forbidden', 'This is not yours to read.');
  }
}

/** Readers of one name are told the same of whatever they ask. */
export function audienceName(actor: Actor): string {
  switch (actor.role) {
    case 'commander':
    case 'dutyOfficer':
    case 'auditor':
      return 'everyone';
    case 'liaison':
      return JSON.stringify(['liaison', actor.agency]);
    case 'teamLead':
      return JSON.stringify(['teamLead', ...actor.missions]);
    case 'deployedOfficer':
    case 'operator':
      throw new Refusal('forbidden', 'This is not yours to read.');
  }
}

function ofAgency(agency: string, facts: FactSource, newest: Position): (deployment: Id) => boolean {
  return (deployment) => officerOf(facts, deployment, newest)?.homeAgency === agency;
}

/** An assessment as its reader gets it. */
export interface ToldAssessment extends Omit<Assessment, 'claim'> {
  readonly claim: Claim | null;
  /** These are only some of the people. */
  readonly subset: boolean;
}

export function assessFor(audience: Audience, evidence: Evidence, at: EpochMs, current: boolean): ToldAssessment {
  return tell(audience, askedOf(evidence, at), current);
}

export function tell(audience: Audience, asked: Asked, current: boolean): ToldAssessment {
  const { among, seesDuress, getsClaim } = audience;
  const options = { current, ...(among === undefined ? {} : { among }) };
  const whole = asked.assess(options);
  const told = seesDuress ? whole : withholding(asked.withoutDuress().assess(options), whole);
  const subset = among !== undefined && asked.assess({}).people.length > whole.people.length;
  const narrowed = withTerms(told, audience);
  return getsClaim ? { ...narrowed, subset } : { ...narrowed, claim: null, unmet: {}, subset };
}

/** Of a roll call of nobody whom he may see a reader learns no more than that there is nobody. */
function withTerms(told: Assessment, { among, missions = [] }: Audience): Assessment {
  if (among === undefined) return told;
  const { terms, ...rest } = told;
  if (terms === undefined || told.people.length + told.excluded.length === 0) return rest;
  return { ...rest, terms: { ...terms, scope: narrowedScope(terms.scope, { mayRead: among, missions }) } };
}

function isWithin(some: readonly Id[], others: readonly Id[]): boolean {
  const all = new Set(others);
  return some.every((one) => all.has(one));
}

/** Where something is missing that may not be told, that much is said: WITHHELD, and no one named. */
function withholding(told: Assessment, whole: Assessment): Assessment {
  const hides = UNMET.some((name) => {
    const truly = whole.unmet[name];
    const said = told.unmet[name];
    return truly !== undefined && (said === undefined || !isWithin(truly, said));
  });
  if (!hides) return told;
  const unmet: Unmet = { ...told.unmet, WITHHELD: [] };
  return { ...told, unmet, claim: claimOf(unmet, told.counts) };
}
