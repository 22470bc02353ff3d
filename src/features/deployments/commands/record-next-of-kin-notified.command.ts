import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, InstantField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import { streamName } from '../../../kernel/stream.js';
import type { RecordNextOfKinNotified as Fields } from '../deployment.commands.js';
import { deployment } from '../deployment.js';
import { decideRecordNextOfKinNotified } from '../death.js';

export class RecordNextOfKinNotifiedBody implements Fields {
  @IdField()
  readonly deployment!: Id;

  @InstantField()
  readonly notifiedAt!: Instant;
}

export class RecordNextOfKinNotified extends GivenCommand<RecordNextOfKinNotifiedBody> {}

@CommandHandler(RecordNextOfKinNotified)
export class RecordNextOfKinNotifiedHandler implements ICommandHandler<RecordNextOfKinNotified, CommandAnswer> {
  constructor(private readonly deciding: Deciding) {}

  async execute({ body, origin }: RecordNextOfKinNotified): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: deployment,
      stream: streamName('deployment', body.deployment),
      origin,
      decide: (state, context) => decideRecordNextOfKinNotified(state, body, context),
    });
    return answerOf(decided);
  }
}
