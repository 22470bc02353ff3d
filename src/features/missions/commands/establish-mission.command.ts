import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, LabelField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import { derivedId, type Id } from '../../../kernel/ids.js';
import { streamName } from '../../../kernel/stream.js';
import { decideEstablishMission, mission } from '../mission.js';
import { ZoneField } from './zone-field.js';

export class EstablishMissionBody {
  @IdField({ optional: true })
  readonly mission?: Id;

  @LabelField()
  readonly name!: string;

  @ZoneField()
  readonly zone?: string;
}

export class EstablishMission extends GivenCommand<EstablishMissionBody> {}

@CommandHandler(EstablishMission)
export class EstablishMissionHandler implements ICommandHandler<EstablishMission, CommandAnswer> {
  constructor(private readonly deciding: Deciding) {}

  async execute({ body, origin }: EstablishMission): Promise<CommandAnswer> {
    const { mission: id = derivedId(origin.commandId, 'mission'), ...fields } = body;
    const decided = await this.deciding.run({
      decider: mission,
      stream: streamName('mission', id),
      origin,
      decide: (state) => decideEstablishMission(state, { ...fields, mission: id }),
    });
    return answerOf(decided);
  }
}
