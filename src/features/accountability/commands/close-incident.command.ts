import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, TextField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import { pendingFact } from '../../../deciding/reservations.js';
import type { Id } from '../../../kernel/ids.js';
import { streamName } from '../../../kernel/stream.js';
import type { CloseIncident as Fields } from '../incident.commands.js';
import { decideCloseIncident, incident } from '../incident.js';
import { decideClosing } from '../register.js';
import { rollCall } from '../roll-call.js';
import { registerTurn } from './register-turn.js';

export class CloseIncidentBody implements Fields {
  @IdField()
  readonly incident!: Id;

  @TextField()
  readonly reason!: string;
}

export class CloseIncident extends GivenCommand<CloseIncidentBody> {}

@CommandHandler(CloseIncident)
export class CloseIncidentHandler implements ICommandHandler<CloseIncident, CommandAnswer> {
  constructor(private readonly deciding: Deciding) {}

  async execute({ body, origin }: CloseIncident): Promise<CommandAnswer> {
    const stream = streamName('incident', body.incident);
    const turn = registerTurn(this.deciding, body.incident);
    const decided = await this.deciding.run({
      decider: incident,
      stream,
      origin,
      settle: () => turn.settle(),
      decide: async (state, context) => {
        const openRollCalls = await this.openRollCalls(body.incident, turn.state.rollCalls);
        return decideCloseIncident(state, body, { ...context, openRollCalls });
      },
      reserve: (prepared) => turn.take(decideClosing(pendingFact(stream, false, prepared)), prepared, origin),
    });
    return answerOf(decided);
  }

  /** An enlistment is void where another incident was faster with the same id: that roll call is not this one's. */
  private async openRollCalls(ofIncident: Id, enlisted: readonly Id[]): Promise<readonly Id[]> {
    const open: Id[] = [];
    for (const id of enlisted) {
      const { state } = await this.deciding.load(rollCall, streamName('rollCall', id));
      if (state?.open === true && state.incident === ofIncident) open.push(id);
    }
    return open;
  }
}
