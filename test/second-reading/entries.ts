import { msOfDuration } from '../../src/kernel/duration.js';
import { entryId, type EntryId } from '../../src/kernel/entry-id.js';
import type { Id } from '../../src/kernel/ids.js';
import { msOf, type EpochMs } from '../../src/kernel/instant.js';
import type { Mode } from '../../src/kernel/mode.js';
import type {
  CheckIn,
  CheckInCondition,
  DeathReport,
  DeploymentEvent,
  Disposition,
  EntryChanges,
  Grade,
} from '../../src/features/deployments/deployment.events.js';
import type { Known } from './known.js';

export type EntryCondition = CheckInCondition | 'DEATH_REPORTED' | 'DECEASED';

/** A live check-in or death report, as section 2.1 reads it: observedAt and uncertainty are already replaced. */
export interface Entry {
  readonly id: EntryId;
  readonly isDeathReport: boolean;
  readonly isConfirmed: boolean;
  readonly condition: EntryCondition;
  readonly disposition: Disposition | undefined;
  readonly mode: Mode;
  readonly grade: Grade;
  readonly vouchedBy: Id | undefined;
  readonly receipt: EpochMs;
  readonly observedAt: EpochMs;
  readonly lo: EpochMs;
  readonly hi: EpochMs;
  readonly isFlagged: boolean;
  /** The place in the log of what recorded this version. */
  readonly place: number;
}

/** One version as it was recorded, before anything is said about it. */
interface Version {
  readonly id: EntryId;
  readonly raw: CheckIn | DeathReport;
  readonly isDeathReport: boolean;
  readonly receipt: EpochMs;
  readonly place: number;
  readonly corrects: EntryId | undefined;
}

/** Section 2.1: more than this ahead of its receipt, and the clock is flagged. */
const TOLERATED_AHEAD_MS = 60_000;

/** Section 2.2, *live*: neither retracted, superseded, refuted nor set aside. */
export function liveEntries(deployment: Id, events: readonly Known<DeploymentEvent>[]): Entry[] {
  const versions = versionsOf(deployment, events);
  return versions
    .filter((version) => !isGone(version.id, versions, events) && !isSetAside(version.id, versions, events))
    .map((version) => observed(version, events));
}

function versionsOf(deployment: Id, events: readonly Known<DeploymentEvent>[]): Version[] {
  const versions: Version[] = [];
  for (const event of events) {
    const id = entryId(deployment, event.id);
    const place = event.place;
    if (event.type === 'OfficerAccountedFor') {
      const receipt = msOf(event.data.receivedAt ?? event.recordedAt);
      versions.push({ id, raw: event.data, isDeathReport: false, receipt, place, corrects: undefined });
    }
    if (event.type === 'DeathReported') {
      const receipt = msOf(event.recordedAt);
      versions.push({ id, raw: event.data, isDeathReport: true, receipt, place, corrects: undefined });
    }
    if (event.type === 'EntryCorrected') {
      const corrected = versions.find((version) => version.id === event.data.entry);
      if (corrected === undefined) throw new Error('a correction names a version that was recorded before it');
      const raw = changed(corrected.raw, event.data.changes);
      versions.push({ ...corrected, id, raw, place, corrects: corrected.id });
    }
  }
  return versions;
}

/** A later version is the one it corrects, with these fields instead. */
function changed(raw: CheckIn | DeathReport, changes: EntryChanges): CheckIn | DeathReport {
  const { vouchedBy, ...others } = changes;
  const { vouchedBy: before, ...rest } = raw;
  const voucher = vouchedBy === undefined ? before : vouchedBy;
  return { ...rest, ...others, ...(voucher === undefined || voucher === null ? {} : { vouchedBy: voucher }) };
}

/** Section 2.2: retracted, refuted, or superseded by a correction that is not itself retracted. */
function isGone(id: EntryId, versions: readonly Version[], events: readonly Known<DeploymentEvent>[]): boolean {
  if (isNamedBy('EntryRetracted', id, events) || isNamedBy('DeathReportRefuted', id, events)) return true;
  return versions.some((version) => version.corrects === id && !isNamedBy('EntryRetracted', version.id, events));
}

function isNamedBy(
  type: 'EntryRetracted' | 'DeathReportRefuted' | 'DeathConfirmed',
  id: EntryId,
  events: readonly Known<DeploymentEvent>[],
): boolean {
  return events.some((event) => event.type === type && event.data.entry === id);
}

function isSetAside(id: EntryId, versions: readonly Version[], events: readonly Known<DeploymentEvent>[]): boolean {
  return events.some(
    (event) =>
      event.type === 'ConflictResolved' && event.data.setAside.includes(id) && resolutionHolds(event, versions, events),
  );
}

/** Section 2.2: while what it preferred is neither gone nor set aside by a later resolution that holds. */
function resolutionHolds(
  resolution: Known<Extract<DeploymentEvent, { type: 'ConflictResolved' }>>,
  versions: readonly Version[],
  events: readonly Known<DeploymentEvent>[],
): boolean {
  const preferred = resolution.data.prefer;
  if (isGone(preferred, versions, events)) return false;
  return !events.some(
    (event) =>
      event.type === 'ConflictResolved' &&
      event.place > resolution.place &&
      event.data.setAside.includes(preferred) &&
      resolutionHolds(event, versions, events),
  );
}

/** Section 2.1: when it was observed. */
function observed(version: Version, events: readonly Known<DeploymentEvent>[]): Entry {
  const { raw, receipt } = version;
  const claimed = msOf(raw.observedAt);
  const ahead = Math.max(0, claimed - receipt);
  const observedAt = claimed - ahead;
  const uncertainty = (raw.uncertainty === undefined ? 0 : msOfDuration(raw.uncertainty)) + ahead;
  const isConfirmed = isNamedBy('DeathConfirmed', version.id, events);
  return {
    id: version.id,
    isDeathReport: version.isDeathReport,
    isConfirmed,
    condition: 'condition' in raw ? raw.condition : isConfirmed ? 'DECEASED' : 'DEATH_REPORTED',
    disposition: 'disposition' in raw ? raw.disposition : undefined,
    mode: raw.mode,
    grade: raw.grade,
    vouchedBy: raw.vouchedBy,
    receipt,
    observedAt,
    lo: observedAt - uncertainty,
    hi: Math.min(observedAt + uncertainty, receipt),
    isFlagged: ahead > TOLERATED_AHEAD_MS,
    place: version.place,
  };
}
