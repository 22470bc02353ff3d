import type {
  CheckIn,
  DeathReport,
  DeploymentBeginning,
  DeploymentEvent,
} from '../../src/features/deployments/deployment.events.js';
import { entryId, type EntryId } from '../../src/kernel/entry-id.js';
import { instant, type Instant } from '../../src/kernel/instant.js';
import { id } from './given.js';

/** The tour that the specs of deployments are about, its officer and its mission. */
export const TOUR = id('ann-tour');
export const ANN = id('ann');
export const TRAINING = id('training');

/** The key under which everything that is said of the officer is sealed. */
export const ANNS_KEY = `officer:${ANN}` as const;

export const BEGAN_AT = instant('2019-10-01T00:00:00Z');
export const PLANNED_END_AT = instant('2020-10-01T00:00:00Z');

/** An instant of the evening of 7 January 2020, on which the specs take place; NOW is its midnight. */
export function evening(clock: string): Instant {
  return instant(`2020-01-07T${clock}Z`);
}

export const AHEAD = instant('2020-01-08T00:00:00.001Z');

/** The entry that the fact at this place of the history made. */
export function entry(revision: number): EntryId {
  return entryId(TOUR, id(`spec ${revision}`));
}

export function began(differing: Partial<DeploymentBeginning> = {}): DeploymentEvent {
  const beginning = { deployment: TOUR, officer: ANN, mission: TRAINING };
  return {
    type: 'DeploymentBegan',
    data: { ...beginning, beganAt: BEGAN_AT, plannedEndAt: PLANNED_END_AT, ...differing },
  };
}

export function ended(endedAt: Instant): DeploymentEvent {
  return { type: 'DeploymentEnded', data: { endedAt } };
}

export function checkedIn(differing: Partial<CheckIn> = {}): DeploymentEvent {
  const checkIn: CheckIn = { condition: 'SAFE', observedAt: evening('22:55:00'), grade: 2, mode: 'ACTUAL' };
  return { type: 'OfficerAccountedFor', data: { ...checkIn, ...differing } };
}

export function reportedDead(differing: Partial<DeathReport> = {}): DeploymentEvent {
  const report: DeathReport = { observedAt: evening('22:50:00'), grade: 5, mode: 'ACTUAL' };
  return { type: 'DeathReported', data: { ...report, ...differing } };
}
