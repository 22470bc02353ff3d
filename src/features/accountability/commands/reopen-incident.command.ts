import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, TextField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import type { Id } from '../../../kernel/ids.js';
import { streamName } from '../../../kernel/stream.js';
import type { ReopenIncident as Fields } from '../incident.commands.js';
import { decideReopenIncident, incident } from '../incident.js';
import { registerTurn } from './register-turn.js';

export class ReopenIncidentBody implements Fields {
  @IdField()
  readonly incident!: Id;

  @TextField()
  readonly reason!: string;
}

export class ReopenIncident extends GivenCommand<ReopenIncidentBody> {}

@CommandHandler(ReopenIncident)
export class ReopenIncidentHandler implements ICommandHandler<ReopenIncident, CommandAnswer> {
  constructor(private readonly deciding: Deciding) {}

  /** A reopened incident excludes no step of others, so that it is not announced; but a closing that was is finished. */
  async execute({ body, origin }: ReopenIncident): Promise<CommandAnswer> {
    const turn = registerTurn(this.deciding, body.incident);
    const decided = await this.deciding.run({
      decider: incident,
      stream: streamName('incident', body.incident),
      origin,
      settle: () => turn.settle(),
      decide: (state) => decideReopenIncident(state, body),
    });
    return answerOf(decided);
  }
}
