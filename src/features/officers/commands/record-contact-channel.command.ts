import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, LabelField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import type { Id } from '../../../kernel/ids.js';
import { streamName } from '../../../kernel/stream.js';
import type { RecordContactChannel as Fields } from '../officer.commands.js';
import { decideRecordContactChannel, officer } from '../officer.js';

export class RecordContactChannelBody implements Fields {
  @IdField()
  readonly officer!: Id;

  @LabelField()
  readonly channel!: string;

  @LabelField()
  readonly address!: string;
}

export class RecordContactChannel extends GivenCommand<RecordContactChannelBody> {}

@CommandHandler(RecordContactChannel)
export class RecordContactChannelHandler implements ICommandHandler<RecordContactChannel, CommandAnswer> {
  constructor(private readonly deciding: Deciding) {}

  async execute({ body, origin }: RecordContactChannel): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: officer,
      stream: streamName('officer', body.officer),
      origin,
      decide: (state) => decideRecordContactChannel(state, body),
    });
    return answerOf(decided);
  }
}
