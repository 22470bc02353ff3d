import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, InstantField, TextField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import { streamName } from '../../../kernel/stream.js';
import type { ResumeMission as Fields } from '../mission.commands.js';
import { decideResumeMission, mission } from '../mission.js';

export class ResumeMissionBody implements Fields {
  @IdField()
  readonly mission!: Id;

  @InstantField()
  readonly effectiveAt!: Instant;

  @TextField()
  readonly reason!: string;
}

export class ResumeMission extends GivenCommand<ResumeMissionBody> {}

@CommandHandler(ResumeMission)
export class ResumeMissionHandler implements ICommandHandler<ResumeMission, CommandAnswer> {
  constructor(private readonly deciding: Deciding) {}

  async execute({ body, origin }: ResumeMission): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: mission,
      stream: streamName('mission', body.mission),
      origin,
      decide: (state) => decideResumeMission(state, body),
    });
    return answerOf(decided);
  }
}
