import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, InstantField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import { streamName } from '../../../kernel/stream.js';
import type { EndLeave as Fields } from '../deployment.commands.js';
import { deployment } from '../deployment.js';
import { decideEndLeave } from '../movements.js';

export class EndLeaveBody implements Fields {
  @IdField()
  readonly deployment!: Id;

  @InstantField()
  readonly at!: Instant;
}

export class EndLeave extends GivenCommand<EndLeaveBody> {}

@CommandHandler(EndLeave)
export class EndLeaveHandler implements ICommandHandler<EndLeave, CommandAnswer> {
  constructor(private readonly deciding: Deciding) {}

  async execute({ body, origin }: EndLeave): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: deployment,
      stream: streamName('deployment', body.deployment),
      origin,
      decide: (state, context) => decideEndLeave(state, body, context),
    });
    return answerOf(decided);
  }
}
