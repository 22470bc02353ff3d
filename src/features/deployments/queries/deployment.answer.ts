import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { FreshAnswer } from '../../../api/freshness.js';
import { TextAnswer } from '../../../api/opened.js';
import type { Duration } from '../../../kernel/duration.js';
import type { EntryId } from '../../../kernel/entry-id.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import { MODES, type Mode } from '../../../kernel/mode.js';
import {
  CHECK_IN_CONDITIONS,
  CONTACT_OUTCOMES,
  DISPOSITIONS,
  GRADES,
  type CheckInCondition,
  type ContactOutcome,
  type Disposition,
  type Grade,
} from '../deployment.events.js';

const INSTANT = { type: String, format: 'date-time' } as const;
const ID = { type: String, format: 'uuid' } as const;
const TEXT = { type: TextAnswer, required: false } as const;

function listOf(type: new () => object, description?: string): ApiPropertyOptions {
  return { type, isArray: true, ...(description === undefined ? {} : { description }) };
}

/** Something that was recorded, by whom and when. */
export class RecordedAnswer {
  @ApiProperty({ type: String, description: 'The name by which a command is about it.' })
  readonly entry!: EntryId;

  @ApiProperty(INSTANT)
  readonly recordedAt!: Instant;

  @ApiProperty({ ...ID, description: 'Who acted.' })
  readonly recordedBy!: Id;
}

/** What was recorded about an entry later: a correction, a decision, an annotation. */
export class RemarkAnswer extends RecordedAnswer {
  @ApiProperty({ description: 'The type of the event.', example: 'EntryAnnotated' })
  readonly type!: string;

  @ApiProperty(TEXT)
  readonly reason?: TextAnswer;

  @ApiProperty(TEXT)
  readonly text?: TextAnswer;
}

export class EntryAnswer extends RecordedAnswer {
  @ApiProperty({ enum: MODES })
  readonly mode!: Mode;

  @ApiProperty({
    ...listOf(RemarkAnswer, 'Absent where only what the reader himself recorded is shown.'),
    required: false,
  } as ApiPropertyOptions)
  readonly remarks?: readonly RemarkAnswer[];
}

export class ObservationAnswer extends EntryAnswer {
  @ApiProperty(INSTANT)
  readonly observedAt!: Instant;

  @ApiProperty({ type: String, format: 'duration', required: false })
  readonly uncertainty?: Duration;

  @ApiProperty({ ...INSTANT, description: 'A correction keeps that of what it corrects.' })
  readonly receivedAt!: Instant;

  @ApiProperty({ type: 'integer', enum: [...GRADES] })
  readonly grade!: Grade;

  @ApiProperty({ ...ID, required: false, description: 'Absent too where the reader may not read who vouched.' })
  readonly vouchedBy?: Id;

  @ApiProperty(TEXT)
  readonly channel?: TextAnswer;

  @ApiProperty(TEXT)
  readonly note?: TextAnswer;
}

export const CHECK_IN_STANDINGS = ['LIVE', 'SUPERSEDED', 'RETRACTED', 'SET_ASIDE'] as const;
export type CheckInStanding = (typeof CHECK_IN_STANDINGS)[number];

/** One version of a check-in: as it was recorded, or as a correction left it. */
export class CheckInAnswer extends ObservationAnswer {
  @ApiProperty({ enum: CHECK_IN_CONDITIONS })
  readonly condition!: CheckInCondition;

  @ApiProperty({ enum: DISPOSITIONS, required: false })
  readonly disposition?: Disposition;

  @ApiProperty(TEXT)
  readonly place?: TextAnswer;

  @ApiProperty({ ...INSTANT, required: false })
  readonly sentAt?: Instant;

  @ApiProperty({ type: String, required: false, description: 'The version that this one corrects.' })
  readonly corrects?: EntryId;

  @ApiProperty({ type: String, required: false, description: 'The correction that stands in its place.' })
  readonly supersededBy?: EntryId;

  @ApiProperty({
    enum: CHECK_IN_STANDINGS,
    required: false,
    description: 'LIVE alone counts as evidence. Absent where only what the reader himself recorded is shown.',
  })
  readonly standing?: CheckInStanding;
}

export const DEATH_REPORT_STANDINGS = ['REPORTED', 'CONFIRMED', 'REFUTED'] as const;
export type DeathReportStanding = (typeof DEATH_REPORT_STANDINGS)[number];

export class DeathReportAnswer extends ObservationAnswer {
  @ApiProperty({ enum: DEATH_REPORT_STANDINGS })
  readonly standing!: DeathReportStanding;
}

export class DeclarationAnswer extends EntryAnswer {
  @ApiProperty({ description: 'Until it is withdrawn, even when a contact has answered it.' })
  readonly standing!: boolean;

  @ApiProperty(TEXT)
  readonly reason?: TextAnswer;
}

export class DuressAnswer extends EntryAnswer {
  @ApiProperty(INSTANT)
  readonly signalledAt!: Instant;

  @ApiProperty({ description: 'Until it is cleared.' })
  readonly standing!: boolean;

  @ApiProperty(TEXT)
  readonly channel?: TextAnswer;
}

export class ContactAttemptAnswer extends RecordedAnswer {
  @ApiProperty({ enum: CONTACT_OUTCOMES })
  readonly outcome!: ContactOutcome;

  @ApiProperty(INSTANT)
  readonly attemptedAt!: Instant;

  @ApiProperty(TEXT)
  readonly channel?: TextAnswer;
}

export class ResolutionAnswer extends RecordedAnswer {
  @ApiProperty({ type: String })
  readonly prefer!: EntryId;

  @ApiProperty({ type: [String] })
  readonly setAside!: readonly EntryId[];

  @ApiProperty({ description: 'While what it preferred stands and no later resolution set that aside.' })
  readonly holds!: boolean;

  @ApiProperty(TEXT)
  readonly reason?: TextAnswer;
}

export class AssignmentRecordAnswer {
  @ApiProperty({ ...ID, description: 'That of the beginning bears the id of the deployment.' })
  readonly assignment!: Id;

  @ApiProperty(ID)
  readonly mission!: Id;

  @ApiProperty({ ...ID, required: false })
  readonly post?: Id;

  @ApiProperty(TEXT)
  readonly position?: TextAnswer;

  @ApiProperty(INSTANT)
  readonly from!: Instant;

  @ApiProperty({ ...INSTANT, required: false })
  readonly endedAt?: Instant;
}

export class LeaveAnswer {
  @ApiProperty(INSTANT)
  readonly from!: Instant;

  @ApiProperty({ ...INSTANT, required: false })
  readonly dueBackAt?: Instant;

  @ApiProperty({ ...INSTANT, required: false, description: 'Absent while the leave goes on.' })
  readonly endedAt?: Instant;

  @ApiProperty(TEXT)
  readonly place?: TextAnswer;
}

export class TransitAnswer {
  @ApiProperty(INSTANT)
  readonly departedAt!: Instant;

  @ApiProperty(INSTANT)
  readonly dueAt!: Instant;

  @ApiProperty({ ...INSTANT, required: false, description: 'Absent while the transit goes on.' })
  readonly arrivedAt?: Instant;

  @ApiProperty(TEXT)
  readonly to?: TextAnswer;

  @ApiProperty(TEXT)
  readonly place?: TextAnswer;
}

export class TourRecordAnswer {
  @ApiProperty(ID)
  readonly officer!: Id;

  @ApiProperty(INSTANT)
  readonly beganAt!: Instant;

  @ApiProperty(INSTANT)
  readonly plannedEndAt!: Instant;

  @ApiProperty({ ...INSTANT, required: false, description: 'Absent while the tour is open.' })
  readonly endedAt?: Instant;

  @ApiProperty(listOf(AssignmentRecordAnswer))
  readonly assignments!: readonly AssignmentRecordAnswer[];

  @ApiProperty(listOf(LeaveAnswer))
  readonly leaves!: readonly LeaveAnswer[];

  @ApiProperty(listOf(TransitAnswer))
  readonly transits!: readonly TransitAnswer[];

  @ApiProperty(listOf(DeathReportAnswer))
  readonly deathReports!: readonly DeathReportAnswer[];

  @ApiProperty(listOf(DeclarationAnswer))
  readonly declarations!: readonly DeclarationAnswer[];

  @ApiProperty({
    ...listOf(DuressAnswer, 'For those alone who may know of duress; absent for anyone else.'),
    required: false,
  } as ApiPropertyOptions)
  readonly duressSignals?: readonly DuressAnswer[];

  @ApiProperty(listOf(ContactAttemptAnswer))
  readonly contactAttempts!: readonly ContactAttemptAnswer[];

  @ApiProperty(listOf(ResolutionAnswer))
  readonly resolutions!: readonly ResolutionAnswer[];

  @ApiProperty({ type: [String], format: 'date-time' })
  readonly nextOfKinNotifiedAt!: readonly Instant[];
}

/** One tour of one officer, as its reader may see it; every list in the order of recording. */
export class DeploymentAnswer extends FreshAnswer {
  @ApiProperty(ID)
  readonly deployment!: Id;

  @ApiProperty({ required: false, description: 'Its ETag. Not for team lead, deployed officer and liaison.' })
  readonly revision?: number;

  @ApiProperty(listOf(CheckInAnswer, 'Every version of every check-in.'))
  readonly checkIns!: readonly CheckInAnswer[];

  @ApiProperty({
    type: TourRecordAnswer,
    required: false,
    description: 'Absent where only what the reader himself recorded is shown.',
  })
  readonly tour?: TourRecordAnswer;
}
