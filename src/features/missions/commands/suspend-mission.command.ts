import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, InstantField, TextField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import { streamName } from '../../../kernel/stream.js';
import type { SuspendMission as Fields } from '../mission.commands.js';
import { decideSuspendMission, mission } from '../mission.js';

export class SuspendMissionBody implements Fields {
  @IdField()
  readonly mission!: Id;

  @InstantField()
  readonly decidedAt!: Instant;

  @InstantField()
  readonly effectiveAt!: Instant;

  @InstantField({ optional: true })
  readonly announcedAt?: Instant;

  @TextField()
  readonly reason!: string;
}

export class SuspendMission extends GivenCommand<SuspendMissionBody> {}

@CommandHandler(SuspendMission)
export class SuspendMissionHandler implements ICommandHandler<SuspendMission, CommandAnswer> {
  constructor(private readonly deciding: Deciding) {}

  async execute({ body, origin }: SuspendMission): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: mission,
      stream: streamName('mission', body.mission),
      origin,
      decide: (state, context) => decideSuspendMission(state, body, context),
    });
    return answerOf(decided);
  }
}
