import type { Id } from '../../src/kernel/ids.js';
import { msOf, type EpochMs } from '../../src/kernel/instant.js';
import type { RollCallEvent, Scope } from '../../src/features/accountability/roll-call.events.js';
import { deploymentsOf, effectOf, eventsOfDeployment, type Case, type Known } from './known.js';

export type Standing = 'MEMBER' | 'PENDING' | 'NOT_KEPT';

type MembershipEvent = Known<
  Extract<RollCallEvent, { type: 'OfficerAddedToRollCall' | 'OfficerExcludedFromRollCall' | 'ExclusionReversed' }>
>;

interface Posting {
  readonly assignment: Id;
  readonly mission: Id;
  readonly post: Id | undefined;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly place: number;
}

interface Tour {
  readonly officer: Id;
  readonly beganAt: EpochMs;
  readonly endedAt: EpochMs;
  readonly began: number;
  readonly reinstated: readonly number[];
  readonly postings: readonly Posting[];
}

/** Section 2.4: who is in the denominator at t, who is pending, and which tours of it are not kept. */
export function population(asked: Case): Map<Id, Standing> {
  const everyone = deploymentsOf(asked.known);
  const counted = everyone.filter((deployment) => isIn(asked, deployment));
  const standings = new Map<Id, Standing>();
  for (const deployment of counted)
    standings.set(deployment, isKept(asked, deployment, counted) ? 'MEMBER' : 'NOT_KEPT');
  for (const deployment of everyone) {
    if (!counted.includes(deployment) && isPending(asked, deployment)) standings.set(deployment, 'PENDING');
  }
  return standings;
}

/** The list that the opening stores; then additions in, exclusions out, reversals in. */
function isIn(asked: Case, deployment: Id): boolean {
  const decision = decisionInForce(asked, deployment);
  if (decision === undefined) return asked.rollCall.denominator.includes(deployment);
  return decision.type !== 'OfficerExcludedFromRollCall';
}

/** Each from its effectiveAt on, the later winning: by effectiveAt, then by recording. */
function decisionInForce(asked: Case, deployment: Id): MembershipEvent | undefined {
  let inForce: MembershipEvent | undefined;
  for (const event of asked.known) {
    if (event.stream !== asked.opening.stream || !isMembership(event) || event.data.deployment !== deployment) continue;
    if (effectOf(event) > asked.t) continue;
    if (inForce === undefined || effectOf(event) >= effectOf(inForce)) inForce = event;
  }
  return inForce;
}

function isMembership(event: Known): event is MembershipEvent {
  return (
    event.type === 'OfficerAddedToRollCall' ||
    event.type === 'OfficerExcludedFromRollCall' ||
    event.type === 'ExclusionReversed'
  );
}

/** Of several tours of one officer in the denominator only the last to begin is kept. */
function isKept(asked: Case, deployment: Id, counted: readonly Id[]): boolean {
  const tour = tourOf(asked.known, deployment);
  return !counted.some((other) => {
    const rival = tourOf(asked.known, other);
    if (other === deployment || rival.officer !== tour.officer) return false;
    return rival.beganAt > tour.beganAt || (rival.beganAt === tour.beganAt && rival.began > tour.began);
  });
}

/** Given that it is not in the denominator at t. With named deployments there are none. */
function isPending(asked: Case, deployment: Id): boolean {
  const scope = asked.rollCall.scope;
  if ('deployments' in scope) return false;
  const end = closingAt(asked) ?? asked.t;
  const since = Math.min(asked.since, end);
  const tour = tourOf(asked.known, deployment);
  const postings = postingsThatMatter(tour, decisionInForce(asked, deployment));
  return postings.some((posting) => isInScope(tour, posting, scope, since, end));
}

/** One that was excluded, only by what was recorded after its exclusion: an assignment, or the tour's reinstatement. */
function postingsThatMatter(tour: Tour, decision: MembershipEvent | undefined): readonly Posting[] {
  if (decision?.type !== 'OfficerExcludedFromRollCall') return tour.postings;
  if (tour.reinstated.some((place) => place > decision.place)) return tour.postings;
  return tour.postings.filter((posting) => posting.place > decision.place);
}

/** At some instant of [from, to] it has begun, has not ended and is assigned to a mission or post of the scope. */
function isInScope(
  tour: Tour,
  posting: Posting,
  scope: Exclude<Scope, { readonly deployments: readonly Id[] }>,
  from: EpochMs,
  to: EpochMs,
): boolean {
  const ofMission = scope.missions?.includes(posting.mission) === true;
  const ofPost = posting.post !== undefined && scope.posts?.includes(posting.post) === true;
  if (!ofMission && !ofPost) return false;
  const first = Math.max(from, tour.beganAt, posting.from);
  return first <= to && first < tour.endedAt && first < posting.to;
}

/** The recording of the closing, while the roll call is closed at t. */
function closingAt(asked: Case): EpochMs | undefined {
  let closing: EpochMs | undefined;
  for (const event of asked.known) {
    if (event.stream !== asked.opening.stream || msOf(event.recordedAt) > asked.t) continue;
    if (event.type === 'RollCallClosed') closing = msOf(event.recordedAt);
    if (event.type === 'RollCallReopened') closing = undefined;
  }
  return closing;
}

/** Section 2.4, as known at k: each up to, not at, its end; the beginning is itself an assignment. */
function tourOf(known: readonly Known[], deployment: Id): Tour {
  let tour: Tour | undefined;
  for (const event of eventsOfDeployment(known, deployment)) {
    if (event.type === 'DeploymentBegan') {
      const { officer, mission, post } = event.data;
      const beganAt = msOf(event.data.beganAt);
      const first = { assignment: deployment, mission, post, from: beganAt, to: Infinity, place: event.place };
      tour = { officer, beganAt, endedAt: Infinity, began: event.place, reinstated: [], postings: [first] };
    }
    if (tour === undefined) throw new Error('a tour begins before anything else of it');
    if (event.type === 'DeploymentEnded') tour = { ...tour, endedAt: msOf(event.data.endedAt) };
    if (event.type === 'DeploymentReinstated') {
      tour = { ...tour, endedAt: Infinity, reinstated: [...tour.reinstated, event.place] };
    }
    if (event.type === 'AssignmentStarted') {
      const { assignment, mission, post } = event.data;
      const next = { assignment, mission, post, from: msOf(event.data.from), to: Infinity, place: event.place };
      tour = { ...tour, postings: [...tour.postings, next] };
    }
    if (event.type === 'AssignmentEnded') {
      const { assignment, at } = event.data;
      const postings = tour.postings.map((one) => (one.assignment === assignment ? { ...one, to: msOf(at) } : one));
      tour = { ...tour, postings };
    }
  }
  if (tour === undefined) throw new Error(`no such tour is known: ${deployment}`);
  return tour;
}
