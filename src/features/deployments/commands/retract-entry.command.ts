import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { Deciding } from '../../../deciding/deciding.js';
import { deployment } from '../deployment.js';
import { decideRetractEntry } from '../corrections.js';
import { EntryDecisionBody, streamOf } from './entries.js';

export class RetractEntryBody extends EntryDecisionBody {}

export class RetractEntry extends GivenCommand<RetractEntryBody> {}

@CommandHandler(RetractEntry)
export class RetractEntryHandler implements ICommandHandler<RetractEntry, CommandAnswer> {
  constructor(private readonly deciding: Deciding) {}

  async execute({ body, origin }: RetractEntry): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: deployment,
      stream: streamOf(body),
      origin,
      decide: (state, context) => decideRetractEntry(state, body, context),
    });
    return answerOf(decided);
  }
}
