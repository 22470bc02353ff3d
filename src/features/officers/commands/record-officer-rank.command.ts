import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, InstantField, LabelField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import { streamName } from '../../../kernel/stream.js';
import type { RecordOfficerRank as Fields } from '../officer.commands.js';
import { decideRecordOfficerRank, officer } from '../officer.js';

export class RecordOfficerRankBody implements Fields {
  @IdField()
  readonly officer!: Id;

  @LabelField()
  readonly rank!: string;

  @InstantField()
  readonly effectiveAt!: Instant;
}

export class RecordOfficerRank extends GivenCommand<RecordOfficerRankBody> {}

@CommandHandler(RecordOfficerRank)
export class RecordOfficerRankHandler implements ICommandHandler<RecordOfficerRank, CommandAnswer> {
  constructor(private readonly deciding: Deciding) {}

  async execute({ body, origin }: RecordOfficerRank): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: officer,
      stream: streamName('officer', body.officer),
      origin,
      decide: (state) => decideRecordOfficerRank(state, body),
    });
    return answerOf(decided);
  }
}
