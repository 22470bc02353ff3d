import type { Id } from '../../../kernel/ids.js';
import { earlier, later, type EpochMs } from '../../../kernel/instant.js';
import { BEFORE_ALL, type Position } from '../../../kernel/position.js';
import type { Scope } from '../roll-call.events.js';
import type { AssignmentSpan, Dossier, MembershipChange, RollCall } from './evidence.js';
import type { Question } from './question.js';

/** RULE.md 2.4: the population at risk, all who were there since the hazard. */
export interface Population {
  /** The denominator, a person once. */
  readonly members: readonly Id[];
  /** In the denominator as an earlier tour of an officer who has a later one there. */
  readonly notKept: readonly Id[];
  /** In scope and not in the denominator, in the order of their ids. */
  readonly pending: readonly Id[];
  readonly excluded: readonly MembershipChange[];
}

export function populationAtRisk(question: Question): Population {
  const { dossiers } = question;
  const membership = membershipAt(question);
  const members = lastTours(membership.listed, dossiers);
  return {
    members: [...members],
    notKept: [...membership.listed].filter((deployment) => !members.has(deployment)),
    pending: [...dossiers.values()]
      .filter((dossier) => isPending(dossier, membership, question))
      .map(({ deployment }) => deployment)
      .sort(),
    excluded: membership.excluded,
  };
}

export interface Membership {
  readonly changes: ReadonlyMap<Id, MembershipChange>;
  /** The opening's list, additions in, exclusions out, reversals in. */
  readonly listed: ReadonlySet<Id>;
  readonly excluded: readonly MembershipChange[];
}

export function membershipAt({ rollCall, at }: Question): Membership {
  const changes = changesInForce(rollCall, at);
  const excluded = [...changes.values()].filter(({ change }) => change === 'EXCLUDED');
  const out = new Set(excluded.map(({ deployment }) => deployment));
  const listed = new Set([...rollCall.denominator, ...changes.keys()].filter((deployment) => !out.has(deployment)));
  return { changes, listed, excluded };
}

/** Of each person the decision that holds at t: the later effective, then the later recorded. */
function changesInForce({ memberships }: RollCall, at: EpochMs): ReadonlyMap<Id, MembershipChange> {
  const inForce = new Map<Id, MembershipChange>();
  for (const change of memberships) {
    const known = inForce.get(change.deployment);
    if (change.effectiveAt > at || (known !== undefined && comesBefore(change, known))) continue;
    inForce.set(change.deployment, change);
  }
  return inForce;
}

function comesBefore(a: MembershipChange, b: MembershipChange): boolean {
  return a.effectiveAt === b.effectiveAt ? a.recorded < b.recorded : a.effectiveAt < b.effectiveAt;
}

/** A person counts once: of several tours of one officer the last to begin. */
function lastTours(listed: ReadonlySet<Id>, dossiers: ReadonlyMap<Id, Dossier>): ReadonlySet<Id> {
  const lastByOfficer = new Map<Id, Dossier>();
  for (const deployment of listed) {
    const dossier = dossiers.get(deployment);
    if (dossier === undefined) throw new Error(`no dossier of ${deployment}, which the roll call lists`);
    const known = lastByOfficer.get(dossier.officer);
    if (known === undefined || beganLater(dossier, known)) lastByOfficer.set(dossier.officer, dossier);
  }
  return new Set([...lastByOfficer.values()].map(({ deployment }) => deployment));
}

function beganLater({ tour: a }: Dossier, { tour: b }: Dossier): boolean {
  return a.beganAt === b.beganAt ? a.recorded > b.recorded : a.beganAt > b.beganAt;
}

/**
 * In scope since the hazard and not in the denominator. Who was excluded is pending again only by what was recorded
 * after his exclusion.
 */
export function isPending(dossier: Dossier, { listed, changes }: Membership, question: Question): boolean {
  if (listed.has(dossier.deployment)) return false;
  const { rollCall, at, since } = question;
  const until = closingAt(rollCall, at) ?? at;
  const changed = changes.get(dossier.deployment)?.recorded ?? BEFORE_ALL;
  const reinstatedSince = dossier.tour.reinstated !== undefined && dossier.tour.reinstated > changed;
  const newsAfter = reinstatedSince ? BEFORE_ALL : changed;
  return wasInScope(dossier, rollCall.scope, earlier(since, until), until, newsAfter);
}

/** The closing's instant while the roll call is closed at t. */
function closingAt({ closings }: RollCall, at: EpochMs): EpochMs | undefined {
  const last = closings.findLast((closing) => closing.at <= at);
  return last?.closed === true ? last.at : undefined;
}

/**
 * Whether at some instant of [from, until] the tour had begun, had not ended, and was assigned to a mission or post of
 * the scope, counting only assignments recorded after `newsAfter`. A scope that names deployments has no newcomers.
 */
export function wasInScope(
  dossier: Dossier,
  scope: Scope,
  from: EpochMs,
  until: EpochMs,
  newsAfter: Position = BEFORE_ALL,
): boolean {
  if ('deployments' in scope) return false;
  return dossier.assignments
    .filter(({ recorded, mission, post }) => recorded > newsAfter && isOfScope(scope, mission, post))
    .some((assignment) => overlaps(dossier, assignment, from, until));
}

function isOfScope(scope: Exclude<Scope, { deployments: readonly Id[] }>, mission: Id, post: Id | undefined): boolean {
  return scope.missions?.includes(mission) === true || (post !== undefined && scope.posts?.includes(post) === true);
}

function overlaps({ tour }: Dossier, assignment: AssignmentSpan, from: EpochMs, until: EpochMs): boolean {
  const starts = later(tour.beganAt, assignment.from);
  const ends = earlier(tour.endedAt ?? Infinity, assignment.until ?? Infinity);
  return starts < ends && starts <= until && ends > from;
}
