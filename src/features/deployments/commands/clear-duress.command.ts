import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { Deciding } from '../../../deciding/deciding.js';
import { deployment } from '../deployment.js';
import { decideClearDuress } from '../duress.js';
import { EntryDecisionBody, streamOf } from './entries.js';

export class ClearDuressBody extends EntryDecisionBody {}

export class ClearDuress extends GivenCommand<ClearDuressBody> {}

@CommandHandler(ClearDuress)
export class ClearDuressHandler implements ICommandHandler<ClearDuress, CommandAnswer> {
  constructor(private readonly deciding: Deciding) {}

  async execute({ body, origin }: ClearDuress): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: deployment,
      stream: streamOf(body),
      origin,
      decide: (state, context) => decideClearDuress(state, body, context),
    });
    return answerOf(decided);
  }
}
