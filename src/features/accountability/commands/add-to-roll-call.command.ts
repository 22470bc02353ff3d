import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { Deciding } from '../../../deciding/deciding.js';
import { streamName } from '../../../kernel/stream.js';
import { rollCall } from '../roll-call.js';
import { decideAddToRollCall } from '../roll-call-membership.js';
import { Existing } from './existing.js';
import { MembershipBody } from './membership-body.js';

export class AddToRollCallBody extends MembershipBody {}

export class AddToRollCall extends GivenCommand<AddToRollCallBody> {}

@CommandHandler(AddToRollCall)
export class AddToRollCallHandler implements ICommandHandler<AddToRollCall, CommandAnswer> {
  constructor(
    private readonly deciding: Deciding,
    private readonly existing: Existing,
  ) {}

  async execute({ body, origin }: AddToRollCall): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: rollCall,
      stream: streamName('rollCall', body.rollCall),
      origin,
      decide: async (state, context) => {
        const deployment = await this.existing.deployment(body.deployment);
        return decideAddToRollCall(state, body, { ...context, deployment });
      },
    });
    return answerOf(decided);
  }
}
