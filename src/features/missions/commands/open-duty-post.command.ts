import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { answerOf, CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, LabelField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import { derivedId, type Id } from '../../../kernel/ids.js';
import { streamName } from '../../../kernel/stream.js';
import { decideOpenDutyPost, mission } from '../mission.js';

export class OpenDutyPostBody {
  @IdField()
  readonly mission!: Id;

  @IdField({ optional: true })
  readonly post?: Id;

  @LabelField()
  readonly name!: string;

  @LabelField({ optional: true })
  readonly place?: string;
}

export class DutyPostAnswer extends CommandAnswer {
  @ApiProperty({ type: String, format: 'uuid', description: 'The post, also where its id was left to the server.' })
  readonly post!: Id;
}

export class OpenDutyPost extends GivenCommand<OpenDutyPostBody> {}

@CommandHandler(OpenDutyPost)
export class OpenDutyPostHandler implements ICommandHandler<OpenDutyPost, DutyPostAnswer> {
  constructor(private readonly deciding: Deciding) {}

  async execute({ body, origin }: OpenDutyPost): Promise<DutyPostAnswer> {
    const { post = derivedId(origin.commandId, 'post'), ...fields } = body;
    const decided = await this.deciding.run({
      decider: mission,
      stream: streamName('mission', body.mission),
      origin,
      decide: (state) => decideOpenDutyPost(state, { ...fields, post }),
    });
    return Object.assign(answerOf(decided), { post });
  }
}
