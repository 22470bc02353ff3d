import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, InstantField, LabelField, WordField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import { streamName } from '../../../kernel/stream.js';
import type { RecordContactAttempt as Fields } from '../deployment.commands.js';
import { deployment } from '../deployment.js';
import { CONTACT_OUTCOMES, type ContactOutcome } from '../deployment.events.js';
import { decideRecordContactAttempt } from '../check-ins.js';

export class RecordContactAttemptBody implements Fields {
  @IdField()
  readonly deployment!: Id;

  @LabelField()
  readonly channel!: string;

  @WordField(CONTACT_OUTCOMES)
  readonly outcome!: ContactOutcome;

  @InstantField()
  readonly attemptedAt!: Instant;
}

export class RecordContactAttempt extends GivenCommand<RecordContactAttemptBody> {}

@CommandHandler(RecordContactAttempt)
export class RecordContactAttemptHandler implements ICommandHandler<RecordContactAttempt, CommandAnswer> {
  constructor(private readonly deciding: Deciding) {}

  async execute({ body, origin }: RecordContactAttempt): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: deployment,
      stream: streamName('deployment', body.deployment),
      origin,
      decide: (state, context) => decideRecordContactAttempt(state, body, context),
    });
    return answerOf(decided);
  }
}
