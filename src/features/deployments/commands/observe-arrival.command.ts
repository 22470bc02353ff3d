import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, InstantField, LabelField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import { streamName } from '../../../kernel/stream.js';
import type { ObserveArrival as Fields } from '../deployment.commands.js';
import { deployment } from '../deployment.js';
import { decideObserveArrival } from '../movements.js';

export class ObserveArrivalBody implements Fields {
  @IdField()
  readonly deployment!: Id;

  @InstantField()
  readonly arrivedAt!: Instant;

  @LabelField({ optional: true })
  readonly place?: string;
}

export class ObserveArrival extends GivenCommand<ObserveArrivalBody> {}

@CommandHandler(ObserveArrival)
export class ObserveArrivalHandler implements ICommandHandler<ObserveArrival, CommandAnswer> {
  constructor(private readonly deciding: Deciding) {}

  async execute({ body, origin }: ObserveArrival): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: deployment,
      stream: streamName('deployment', body.deployment),
      origin,
      decide: (state, context) => decideObserveArrival(state, body, context),
    });
    return answerOf(decided);
  }
}
