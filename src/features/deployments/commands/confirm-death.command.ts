import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { Deciding } from '../../../deciding/deciding.js';
import { deployment } from '../deployment.js';
import { decideConfirmDeath } from '../death.js';
import { EntryDecisionBody, streamOf } from './entries.js';

export class ConfirmDeathBody extends EntryDecisionBody {}

export class ConfirmDeath extends GivenCommand<ConfirmDeathBody> {}

@CommandHandler(ConfirmDeath)
export class ConfirmDeathHandler implements ICommandHandler<ConfirmDeath, CommandAnswer> {
  constructor(private readonly deciding: Deciding) {}

  async execute({ body, origin }: ConfirmDeath): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: deployment,
      stream: streamOf(body),
      origin,
      decide: (state, context) => decideConfirmDeath(state, body, context),
    });
    return answerOf(decided);
  }
}
