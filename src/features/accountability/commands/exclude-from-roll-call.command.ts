import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { Deciding } from '../../../deciding/deciding.js';
import { demand } from '../../../kernel/failure.js';
import type { Id } from '../../../kernel/ids.js';
import { streamName } from '../../../kernel/stream.js';
import { Assessing } from '../asking/assessing.js';
import { rollCall, type RollCallState } from '../roll-call.js';
import { decideExcludeFromRollCall } from '../roll-call-membership.js';
import { Existing } from './existing.js';
import { MembershipBody } from './membership-body.js';

export class ExcludeFromRollCallBody extends MembershipBody {}

export class ExcludeFromRollCall extends GivenCommand<ExcludeFromRollCallBody> {}

@CommandHandler(ExcludeFromRollCall)
export class ExcludeFromRollCallHandler implements ICommandHandler<ExcludeFromRollCall, CommandAnswer> {
  constructor(
    private readonly deciding: Deciding,
    private readonly existing: Existing,
    private readonly assessing: Assessing,
  ) {}

  async execute({ body, origin }: ExcludeFromRollCall): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: rollCall,
      stream: streamName('rollCall', body.rollCall),
      origin,
      decide: async (state, context) => {
        const deployment = await this.existing.deployment(body.deployment);
        const pending = deployment !== undefined && (await this.isPending(state, body));
        return decideExcludeFromRollCall(state, body, { ...context, deployment, pending });
      },
    });
    return answerOf(decided);
  }

  /** Asked only of whom the roll call's own stream does not have in it. */
  private async isPending(
    state: RollCallState,
    { rollCall: id, deployment }: { readonly rollCall: Id; readonly deployment: Id },
  ): Promise<boolean> {
    if (state?.open !== true || state.members.get(deployment)?.standing === 'IN') return false;
    const { assessment, current } = await this.assessing.live(id);
    demand(current, 'not-current', 'The view is not current, so that it cannot be told who is pending.');
    return assessment.people.some((person) => person.standing === 'PENDING' && person.deployment === deployment);
  }
}
