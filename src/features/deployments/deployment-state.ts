import type { Duration } from '../../kernel/duration.js';
import type { EntryId } from '../../kernel/entry-id.js';
import type { PlainTexts } from '../../kernel/event.js';
import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import type { Resolution } from '../../kernel/liveness.js';
import type { Mode } from '../../kernel/mode.js';
import type { CheckInCondition, Grade } from './deployment.events.js';

export interface AssignmentRecord {
  /** That of the beginning bears the deployment's id. */
  readonly assignment: Id;
  readonly mission: Id;
  readonly from: Instant;
  readonly endedAt: Instant | undefined;
}

/** What a check-in and a death report have in common: somebody saw something, sometime, on some basis. */
export interface ObservedRecord {
  readonly id: EntryId;
  readonly mode: Mode;
  readonly observedAt: Instant;
  readonly uncertainty: Duration | undefined;
  /** The recording, where nothing earlier was noted; a correction keeps that of what it corrects. */
  readonly receivedAt: Instant;
  readonly grade: Grade;
  readonly vouchedBy: Id | undefined;
  readonly recordedBy: string;
}

/** One version of a check-in: as it was recorded, or as a correction left it. */
export interface CheckInVersion extends ObservedRecord {
  readonly condition: CheckInCondition;
  readonly corrects: EntryId | undefined;
  /** The correction that stands in its place; undefined again once that is retracted. */
  readonly supersededBy: EntryId | undefined;
  readonly retracted: boolean;
}

export interface DeathReportRecord extends ObservedRecord {
  readonly confirmed: boolean;
  readonly refuted: boolean;
}

/** A declaration of missing or a signal of duress: raised until somebody who may says otherwise. */
export interface Alarm {
  readonly id: EntryId;
  readonly mode: Mode;
  readonly lifted: boolean;
}

/** One tour of one officer. Its lists stand in the order of recording. */
export interface Deployment {
  readonly deployment: Id;
  readonly officer: Id;
  readonly beganAt: Instant;
  readonly plannedEndAt: Instant;
  readonly endedAt: Instant | undefined;
  /** The latest instant recorded of the tour so far, its beginning included; it cannot have ended before. */
  readonly latestAt: Instant;
  readonly assignments: readonly AssignmentRecord[];
  /** When the leave that is going on began. */
  readonly onLeaveFrom: Instant | undefined;
  /** When the transit that is going on began. */
  readonly inTransitFrom: Instant | undefined;
  readonly checkIns: readonly CheckInVersion[];
  readonly deathReports: readonly DeathReportRecord[];
  readonly declarations: readonly Alarm[];
  readonly duressSignals: readonly Alarm[];
  readonly resolutions: readonly Resolution<EntryId>[];
}

/** Undefined until the deployment has begun. */
export type DeploymentState = Deployment | undefined;

/** The texts of a fact about the officer, under his key; no member at all where there are none. */
export function sealedFor(
  { officer }: Pick<Deployment, 'officer'>,
  texts: PlainTexts['texts'],
): { readonly texts?: PlainTexts } {
  return Object.keys(texts).length === 0 ? {} : { texts: { subject: `officer:${officer}`, texts } };
}
