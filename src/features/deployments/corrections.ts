import type { DecisionContext } from '../../kernel/decider.js';
import { demandReason } from '../../kernel/demands.js';
import { entryId, type EntryId } from '../../kernel/entry-id.js';
import type { RecordedEvent } from '../../kernel/event.js';
import { demand, invariant, Refusal } from '../../kernel/failure.js';
import type { Id } from '../../kernel/ids.js';
import { present } from '../../kernel/present.js';
import { authorised, demandFound, demandOwnRecord } from './authority.js';
import { sealedFor, type CheckInVersion, type Deployment, type DeploymentState } from './deployment-state.js';
import type { AnnotateEntry, CorrectEntry, EntryDecision } from './deployment.commands.js';
import type { DeploymentEvent, EntryChanges } from './deployment.events.js';
import { demandVoucherFits, demandVoucherIsAnother, VOUCHED_GRADE, type VoucherContext } from './vouchers.js';

type Correction = RecordedEvent<string, { readonly entry: EntryId; readonly changes: EntryChanges }>;

/** The correction stands in the place of what it corrects, as an entry of its own that keeps its mode and receipt. */
export function withCorrection(tour: Deployment, event: Correction): Deployment {
  const corrected = findCheckIn(tour, event.data.entry);
  invariant(corrected !== undefined, 'a correction is of a check-in of the same deployment');
  const id = entryId(tour.deployment, event.id);
  const { vouchedBy, ...changes } = event.data.changes;
  const version: CheckInVersion = {
    ...corrected,
    ...changes,
    vouchedBy: vouchedBy === undefined ? corrected.vouchedBy : (vouchedBy ?? undefined),
    id,
    recordedBy: event.metadata.actor,
    corrects: corrected.id,
  };
  return { ...tour, checkIns: [...replaced(tour, { ...corrected, supersededBy: id }), version] };
}

/** Retracting a correction lets what it corrected stand again. */
export function withRetraction(tour: Deployment, entry: EntryId): Deployment {
  const checkIns = tour.checkIns.map((version) => {
    if (version.id === entry) return { ...version, retracted: true };
    return version.supersededBy === entry ? { ...version, supersededBy: undefined } : version;
  });
  return { ...tour, checkIns };
}

function replaced(tour: Deployment, version: CheckInVersion): readonly CheckInVersion[] {
  return tour.checkIns.map((each) => (each.id === version.id ? version : each));
}

export function findCheckIn(tour: Deployment, entry: EntryId): CheckInVersion | undefined {
  return tour.checkIns.find((version) => version.id === entry);
}

export function decideCorrectEntry(
  state: DeploymentState,
  { entry, changes, reason }: CorrectEntry,
  context: VoucherContext,
): readonly DeploymentEvent[] {
  const tour = authorised('CorrectEntry', state, context);
  const version = demandCheckIn(tour, entry, context);
  demandReason(reason);
  demandNewest(tour, version);
  const { place, ...clear } = present(changes);
  const empty = place === undefined && Object.keys(clear).length === 0;
  demand(!empty, 'nothing-to-change', 'A correction changes something.');
  const vouchedBy = demandCorrectedVoucher(tour, version, clear, context);
  const data = { entry, changes: present({ ...clear, vouchedBy }) };
  return [{ type: 'EntryCorrected', data, ...sealedFor(tour, present({ reason, place })) }];
}

/**
 * The change of voucher to record: null where a grade that was 3 drops it, undefined where it stays as it is.
 * A voucher that stays was weighed when it was recorded.
 */
function demandCorrectedVoucher(
  tour: Deployment,
  version: CheckInVersion,
  changes: Omit<CorrectEntry['changes'], 'place'>,
  context: VoucherContext,
): Id | null | undefined {
  const { grade = version.grade, vouchedBy } = changes;
  const kept = grade === VOUCHED_GRADE ? version.vouchedBy : undefined;
  demandVoucherFits(grade, vouchedBy ?? kept);
  if (vouchedBy !== undefined) demandVoucherIsAnother(tour, vouchedBy, context);
  const dropped = version.vouchedBy !== undefined && grade !== VOUCHED_GRADE;
  return dropped ? null : vouchedBy;
}

export function decideRetractEntry(
  state: DeploymentState,
  { entry, reason }: EntryDecision,
  context: DecisionContext,
): readonly DeploymentEvent[] {
  const tour = authorised('RetractEntry', state, context);
  const version = demandCheckIn(tour, entry, context);
  demandReason(reason);
  demandNewest(tour, version);
  return [{ type: 'EntryRetracted', data: { entry }, ...sealedFor(tour, { reason }) }];
}

/** Changes nothing, so any version may be annotated, one that stands no longer too. */
export function decideAnnotateEntry(
  state: DeploymentState,
  { entry, text }: AnnotateEntry,
  context: DecisionContext,
): readonly DeploymentEvent[] {
  const tour = authorised('AnnotateEntry', state, context);
  demandCheckIn(tour, entry, context);
  return [{ type: 'EntryAnnotated', data: { entry }, ...sealedFor(tour, { text }) }];
}

/** Corrections are about check-ins; a team lead's, about those that he recorded. */
function demandCheckIn(tour: Deployment, entry: EntryId, context: DecisionContext): CheckInVersion {
  const version = findCheckIn(tour, entry);
  demandFound(version !== undefined, context, 'There is no such check-in.');
  demandOwnRecord(version.recordedBy, context);
  return version;
}

/** Whoever names an old version has not read what has become of it. */
export function demandNewest(tour: Deployment, version: CheckInVersion): void {
  demand(!version.retracted, 'not-in-force', 'This entry has been retracted.');
  if (version.supersededBy === undefined) return;
  const newest = newestOf(tour, version.supersededBy);
  throw new Refusal('superseded', 'This version has been corrected.', { newest });
}

function newestOf(tour: Deployment, entry: EntryId): EntryId {
  const next = findCheckIn(tour, entry)?.supersededBy;
  return next === undefined ? entry : newestOf(tour, next);
}
