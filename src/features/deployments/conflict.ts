import { isSignOfLife, safeContradicts } from '../../kernel/contradiction.js';
import type { DecisionContext } from '../../kernel/decider.js';
import { demandReason } from '../../kernel/demands.js';
import type { EntryId } from '../../kernel/entry-id.js';
import { demand } from '../../kernel/failure.js';
import { liveness } from '../../kernel/liveness.js';
import { observe, type ObservedSpan } from '../../kernel/observation.js';
import { authorised, demandFound } from './authority.js';
import { demandNewest, findCheckIn } from './corrections.js';
import { sealedFor, type Deployment, type DeploymentState, type ObservedRecord } from './deployment-state.js';
import type { ResolveConflict } from './deployment.commands.js';
import type { CheckInCondition, DeploymentEvent } from './deployment.events.js';

/** A check-in or a death report, as far as contradiction goes. */
interface Claim extends Pick<ObservedRecord, 'mode' | 'grade'>, ObservedSpan {
  readonly condition: CheckInCondition | 'DEATH_REPORTED';
}

export function decideResolveConflict(
  state: DeploymentState,
  { prefer, setAside, reason }: ResolveConflict,
  context: DecisionContext,
): readonly DeploymentEvent[] {
  const tour = authorised('ResolveConflict', state, context);
  demandReason(reason);
  demandApart(prefer, setAside);
  const { live } = livenessOf(tour);
  const preferred = demandLiveClaim(tour, prefer, live, context);
  for (const entry of setAside) {
    const other = demandLiveCheckIn(tour, entry, live, context);
    demand(
      preferred.mode === other.mode,
      'no-contradiction',
      'Entries of different modes do not contradict each other.',
    );
    demand(
      contradict(preferred, other),
      'no-contradiction',
      'The entry preferred does not contradict the one set aside.',
    );
  }
  return [{ type: 'ConflictResolved', data: { prefer, setAside }, ...sealedFor(tour, { reason }) }];
}

function demandApart(prefer: EntryId, setAside: readonly EntryId[]): void {
  demand(setAside.length > 0, 'invalid-request', 'A resolution sets something aside.');
  const distinct = new Set([prefer, ...setAside]).size === setAside.length + 1;
  demand(distinct, 'invalid-request', 'Each entry of a resolution is named once.');
}

/** Which check-ins and death reports of the tour are live, and which of its resolutions hold. */
export function livenessOf({ checkIns, deathReports, resolutions }: Deployment): {
  readonly live: ReadonlySet<EntryId>;
  readonly holding: Deployment['resolutions'];
} {
  const versions = checkIns.map((version) => ({ ...version, refuted: false }));
  const reports = deathReports.map((report) => ({ ...report, retracted: false }));
  return liveness([...versions, ...reports], resolutions);
}

/** What is preferred may be a death report; what is set aside may not, for that is refuted. */
function demandLiveClaim(
  tour: Deployment,
  entry: EntryId,
  live: ReadonlySet<EntryId>,
  context: DecisionContext,
): Claim {
  const report = tour.deathReports.find(({ id }) => id === entry);
  if (report === undefined) return demandLiveCheckIn(tour, entry, live, context);
  demand(live.has(entry), 'not-in-force', 'This death report has been refuted.');
  return claimOf(report, 'DEATH_REPORTED');
}

function demandLiveCheckIn(
  tour: Deployment,
  entry: EntryId,
  live: ReadonlySet<EntryId>,
  context: DecisionContext,
): Claim {
  const version = findCheckIn(tour, entry);
  demandFound(version !== undefined, context, 'There is no such check-in.');
  demandNewest(tour, version);
  demand(live.has(entry), 'not-in-force', 'This check-in has been set aside.');
  return claimOf(version, version.condition);
}

function claimOf(record: ObservedRecord, condition: Claim['condition']): Claim {
  const { mode, grade } = record;
  return { mode, grade, condition, ...observe(record) };
}

/** By their instants alone, whether or not either counts in some roll call (RULE.md section 2.3, Conflict). */
function contradict(a: Claim, b: Claim): boolean {
  return isContradictedBy(a, b) || isContradictedBy(b, a);
}

function isContradictedBy(bad: Claim, other: Claim): boolean {
  if (bad.condition === 'SAFE') return false;
  if (other.condition === 'SAFE' && safeContradicts(other, bad)) return true;
  return bad.condition === 'DEATH_REPORTED' && other.condition !== 'DEATH_REPORTED' && isSignOfLife(other, bad);
}
