import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, TextField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import type { Id } from '../../../kernel/ids.js';
import { streamName } from '../../../kernel/stream.js';
import type { RefineHazard as Fields } from '../incident.commands.js';
import { decideRefineHazard, incident } from '../incident.js';
import { HazardBody, HazardField } from './hazard-field.js';

export class RefineHazardBody implements Fields {
  @IdField()
  readonly incident!: Id;

  @HazardField()
  readonly hazard!: HazardBody;

  @TextField()
  readonly reason!: string;
}

export class RefineHazard extends GivenCommand<RefineHazardBody> {}

@CommandHandler(RefineHazard)
export class RefineHazardHandler implements ICommandHandler<RefineHazard, CommandAnswer> {
  constructor(private readonly deciding: Deciding) {}

  async execute({ body, origin }: RefineHazard): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: incident,
      stream: streamName('incident', body.incident),
      origin,
      decide: (state, context) => decideRefineHazard(state, body, context),
    });
    return answerOf(decided);
  }
}
