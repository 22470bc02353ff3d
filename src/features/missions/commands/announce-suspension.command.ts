import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, InstantField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import { streamName } from '../../../kernel/stream.js';
import type { AnnounceSuspension as Fields } from '../mission.commands.js';
import { decideAnnounceSuspension, mission } from '../mission.js';

export class AnnounceSuspensionBody implements Fields {
  @IdField()
  readonly mission!: Id;

  @InstantField()
  readonly announcedAt!: Instant;
}

export class AnnounceSuspension extends GivenCommand<AnnounceSuspensionBody> {}

@CommandHandler(AnnounceSuspension)
export class AnnounceSuspensionHandler implements ICommandHandler<AnnounceSuspension, CommandAnswer> {
  constructor(private readonly deciding: Deciding) {}

  async execute({ body, origin }: AnnounceSuspension): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: mission,
      stream: streamName('mission', body.mission),
      origin,
      decide: (state, context) => decideAnnounceSuspension(state, body, context),
    });
    return answerOf(decided);
  }
}
