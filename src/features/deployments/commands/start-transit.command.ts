import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, InstantField, LabelField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import { streamName } from '../../../kernel/stream.js';
import type { StartTransit as Fields } from '../deployment.commands.js';
import { deployment } from '../deployment.js';
import { decideStartTransit } from '../movements.js';

export class StartTransitBody implements Fields {
  @IdField()
  readonly deployment!: Id;

  @InstantField()
  readonly departedAt!: Instant;

  @LabelField({ optional: true })
  readonly to?: string;

  @InstantField()
  readonly dueAt!: Instant;
}

export class StartTransit extends GivenCommand<StartTransitBody> {}

@CommandHandler(StartTransit)
export class StartTransitHandler implements ICommandHandler<StartTransit, CommandAnswer> {
  constructor(private readonly deciding: Deciding) {}

  async execute({ body, origin }: StartTransit): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: deployment,
      stream: streamName('deployment', body.deployment),
      origin,
      decide: (state, context) => decideStartTransit(state, body, context),
    });
    return answerOf(decided);
  }
}
