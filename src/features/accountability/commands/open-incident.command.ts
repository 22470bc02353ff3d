import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, LabelField, WordField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import { derivedId, type Id } from '../../../kernel/ids.js';
import { MODES, type Mode } from '../../../kernel/mode.js';
import { streamName } from '../../../kernel/stream.js';
import { decideOpenIncident, incident } from '../incident.js';
import { HazardBody, HazardField } from './hazard-field.js';

export class OpenIncidentBody {
  @IdField({ optional: true })
  readonly incident?: Id;

  @LabelField()
  readonly name!: string;

  @WordField(MODES)
  readonly mode!: Mode;

  @HazardField()
  readonly hazard!: HazardBody;

  @LabelField({ optional: true })
  readonly place?: string;
}

export class OpenIncident extends GivenCommand<OpenIncidentBody> {}

@CommandHandler(OpenIncident)
export class OpenIncidentHandler implements ICommandHandler<OpenIncident, CommandAnswer> {
  constructor(private readonly deciding: Deciding) {}

  async execute({ body, origin }: OpenIncident): Promise<CommandAnswer> {
    const { incident: id = derivedId(origin.commandId, 'incident'), ...fields } = body;
    const decided = await this.deciding.run({
      decider: incident,
      stream: streamName('incident', id),
      origin,
      decide: (state, context) => decideOpenIncident(state, { ...fields, incident: id }, context),
    });
    return answerOf(decided);
  }
}
