import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { Deciding } from '../../../deciding/deciding.js';
import { streamName } from '../../../kernel/stream.js';
import { decideReportDeath } from '../death.js';
import type { ReportDeath as Fields } from '../deployment.commands.js';
import { deployment } from '../deployment.js';
import { Vouchers } from '../vouchers.service.js';
import { ObservationBody } from './observation-body.js';

export class ReportDeathBody extends ObservationBody implements Fields {}

export class ReportDeath extends GivenCommand<ReportDeathBody> {}

@CommandHandler(ReportDeath)
export class ReportDeathHandler implements ICommandHandler<ReportDeath, CommandAnswer> {
  constructor(
    private readonly deciding: Deciding,
    private readonly vouchers: Vouchers,
  ) {}

  async execute({ body, origin }: ReportDeath): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: deployment,
      stream: streamName('deployment', body.deployment),
      origin,
      decide: async (state, context) => {
        const voucher = await this.vouchers.find(body.vouchedBy);
        return decideReportDeath(state, body, { ...context, voucher });
      },
    });
    return answerOf(decided);
  }
}
