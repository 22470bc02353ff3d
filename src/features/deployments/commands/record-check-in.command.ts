import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { InstantField, LabelField, WordField } from '../../../api/fields.js';
import type { Instant } from '../../../kernel/instant.js';
import { CheckInRecorder } from '../check-in-recorder.service.js';
import type { RecordCheckIn as Fields } from '../deployment.commands.js';
import { CHECK_IN_CONDITIONS, DISPOSITIONS, type CheckInCondition, type Disposition } from '../deployment.events.js';
import { ObservationBody } from './observation-body.js';

export class RecordCheckInBody extends ObservationBody implements Fields {
  @WordField(CHECK_IN_CONDITIONS)
  readonly condition!: CheckInCondition;

  @WordField(DISPOSITIONS, { optional: true })
  readonly disposition?: Disposition;

  @LabelField({ optional: true })
  readonly place?: string;

  @InstantField({ optional: true, description: "When it was sent, by the sender's clock." })
  readonly sentAt?: Instant;

  @InstantField({ optional: true, description: 'When it reached us, where that was noted on paper first.' })
  readonly receivedAt?: Instant;
}

export class RecordCheckIn extends GivenCommand<RecordCheckInBody> {}

@CommandHandler(RecordCheckIn)
export class RecordCheckInHandler implements ICommandHandler<RecordCheckIn, CommandAnswer> {
  constructor(private readonly recorder: CheckInRecorder) {}

  async execute({ body, origin }: RecordCheckIn): Promise<CommandAnswer> {
    return answerOf(await this.recorder.record(body, origin));
  }
}
