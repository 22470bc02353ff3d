import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { Deciding } from '../../../deciding/deciding.js';
import { deployment } from '../deployment.js';
import { decideWithdrawMissing } from '../missing.js';
import { EntryDecisionBody, streamOf } from './entries.js';

export class WithdrawMissingBody extends EntryDecisionBody {}

export class WithdrawMissing extends GivenCommand<WithdrawMissingBody> {}

@CommandHandler(WithdrawMissing)
export class WithdrawMissingHandler implements ICommandHandler<WithdrawMissing, CommandAnswer> {
  constructor(private readonly deciding: Deciding) {}

  async execute({ body, origin }: WithdrawMissing): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: deployment,
      stream: streamOf(body),
      origin,
      decide: (state, context) => decideWithdrawMissing(state, body, context),
    });
    return answerOf(decided);
  }
}
