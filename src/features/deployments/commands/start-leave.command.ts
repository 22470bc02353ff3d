import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, InstantField, LabelField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import { streamName } from '../../../kernel/stream.js';
import type { StartLeave as Fields } from '../deployment.commands.js';
import { deployment } from '../deployment.js';
import { decideStartLeave } from '../movements.js';

export class StartLeaveBody implements Fields {
  @IdField()
  readonly deployment!: Id;

  @InstantField()
  readonly from!: Instant;

  @LabelField({ optional: true })
  readonly place?: string;

  @InstantField({ optional: true })
  readonly dueBackAt?: Instant;
}

export class StartLeave extends GivenCommand<StartLeaveBody> {}

@CommandHandler(StartLeave)
export class StartLeaveHandler implements ICommandHandler<StartLeave, CommandAnswer> {
  constructor(private readonly deciding: Deciding) {}

  async execute({ body, origin }: StartLeave): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: deployment,
      stream: streamName('deployment', body.deployment),
      origin,
      decide: (state, context) => decideStartLeave(state, body, context),
    });
    return answerOf(decided);
  }
}
