import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, InstantField, TextField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import { streamName } from '../../../kernel/stream.js';
import type { ExtendDeployment as Fields } from '../deployment.commands.js';
import { deployment } from '../deployment.js';
import { decideExtendDeployment } from '../tour.js';

export class ExtendDeploymentBody implements Fields {
  @IdField()
  readonly deployment!: Id;

  @InstantField()
  readonly plannedEndAt!: Instant;

  @TextField()
  readonly reason!: string;
}

export class ExtendDeployment extends GivenCommand<ExtendDeploymentBody> {}

@CommandHandler(ExtendDeployment)
export class ExtendDeploymentHandler implements ICommandHandler<ExtendDeployment, CommandAnswer> {
  constructor(private readonly deciding: Deciding) {}

  async execute({ body, origin }: ExtendDeployment): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: deployment,
      stream: streamName('deployment', body.deployment),
      origin,
      decide: (state, context) => decideExtendDeployment(state, body, context),
    });
    return answerOf(decided);
  }
}
