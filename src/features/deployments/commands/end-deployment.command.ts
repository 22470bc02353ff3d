import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, InstantField, TextField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import { streamName } from '../../../kernel/stream.js';
import type { EndDeployment as Fields } from '../deployment.commands.js';
import { deployment } from '../deployment.js';
import { decideEndDeployment } from '../tour.js';

export class EndDeploymentBody implements Fields {
  @IdField()
  readonly deployment!: Id;

  @InstantField()
  readonly endedAt!: Instant;

  @TextField()
  readonly reason!: string;
}

export class EndDeployment extends GivenCommand<EndDeploymentBody> {}

@CommandHandler(EndDeployment)
export class EndDeploymentHandler implements ICommandHandler<EndDeployment, CommandAnswer> {
  constructor(private readonly deciding: Deciding) {}

  async execute({ body, origin }: EndDeployment): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: deployment,
      stream: streamName('deployment', body.deployment),
      origin,
      decide: (state, context) => decideEndDeployment(state, body, context),
    });
    return answerOf(decided);
  }
}
