import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, InstantField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import { streamName } from '../../../kernel/stream.js';
import type { EndAssignment as Fields } from '../deployment.commands.js';
import { deployment } from '../deployment.js';
import { decideEndAssignment } from '../assignments.js';

export class EndAssignmentBody implements Fields {
  @IdField()
  readonly deployment!: Id;

  @IdField()
  readonly assignment!: Id;

  @InstantField()
  readonly at!: Instant;
}

export class EndAssignment extends GivenCommand<EndAssignmentBody> {}

@CommandHandler(EndAssignment)
export class EndAssignmentHandler implements ICommandHandler<EndAssignment, CommandAnswer> {
  constructor(private readonly deciding: Deciding) {}

  async execute({ body, origin }: EndAssignment): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: deployment,
      stream: streamName('deployment', body.deployment),
      origin,
      decide: (state, context) => decideEndAssignment(state, body, context),
    });
    return answerOf(decided);
  }
}
