import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, TextField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import type { Id } from '../../../kernel/ids.js';
import { streamName } from '../../../kernel/stream.js';
import type { CloseDutyPost as Fields } from '../mission.commands.js';
import { decideCloseDutyPost, mission } from '../mission.js';

export class CloseDutyPostBody implements Fields {
  @IdField()
  readonly mission!: Id;

  @IdField()
  readonly post!: Id;

  @TextField()
  readonly reason!: string;
}

export class CloseDutyPost extends GivenCommand<CloseDutyPostBody> {}

@CommandHandler(CloseDutyPost)
export class CloseDutyPostHandler implements ICommandHandler<CloseDutyPost, CommandAnswer> {
  constructor(private readonly deciding: Deciding) {}

  async execute({ body, origin }: CloseDutyPost): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: mission,
      stream: streamName('mission', body.mission),
      origin,
      decide: (state) => decideCloseDutyPost(state, body),
    });
    return answerOf(decided);
  }
}
