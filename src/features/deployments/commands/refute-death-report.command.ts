import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { Deciding } from '../../../deciding/deciding.js';
import { deployment } from '../deployment.js';
import { decideRefuteDeathReport } from '../death.js';
import { EntryDecisionBody, streamOf } from './entries.js';

export class RefuteDeathReportBody extends EntryDecisionBody {}

export class RefuteDeathReport extends GivenCommand<RefuteDeathReportBody> {}

@CommandHandler(RefuteDeathReport)
export class RefuteDeathReportHandler implements ICommandHandler<RefuteDeathReport, CommandAnswer> {
  constructor(private readonly deciding: Deciding) {}

  async execute({ body, origin }: RefuteDeathReport): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: deployment,
      stream: streamOf(body),
      origin,
      decide: (state, context) => decideRefuteDeathReport(state, body, context),
    });
    return answerOf(decided);
  }
}
