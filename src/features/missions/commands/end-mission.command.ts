import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, InstantField, TextField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import { streamName } from '../../../kernel/stream.js';
import type { EndMission as Fields } from '../mission.commands.js';
import { decideEndMission, mission } from '../mission.js';

export class EndMissionBody implements Fields {
  @IdField()
  readonly mission!: Id;

  @InstantField()
  readonly effectiveAt!: Instant;

  @TextField()
  readonly reason!: string;
}

export class EndMission extends GivenCommand<EndMissionBody> {}

@CommandHandler(EndMission)
export class EndMissionHandler implements ICommandHandler<EndMission, CommandAnswer> {
  constructor(private readonly deciding: Deciding) {}

  async execute({ body, origin }: EndMission): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: mission,
      stream: streamName('mission', body.mission),
      origin,
      decide: (state, context) => decideEndMission(state, body, context),
    });
    return answerOf(decided);
  }
}
