import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, TextField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import { pendingFact } from '../../../deciding/reservations.js';
import { demand, invariant } from '../../../kernel/failure.js';
import type { Id } from '../../../kernel/ids.js';
import { streamName } from '../../../kernel/stream.js';
import { incident, type Incident } from '../incident.js';
import { decideEnlist } from '../register.js';
import type { ReopenRollCall as Fields } from '../roll-call.commands.js';
import { decideReopenRollCall, rollCall } from '../roll-call.js';
import { registerTurn } from './register-turn.js';

export class ReopenRollCallBody implements Fields {
  @IdField()
  readonly rollCall!: Id;

  @TextField()
  readonly reason!: string;
}

export class ReopenRollCall extends GivenCommand<ReopenRollCallBody> {}

@CommandHandler(ReopenRollCall)
export class ReopenRollCallHandler implements ICommandHandler<ReopenRollCall, CommandAnswer> {
  constructor(private readonly deciding: Deciding) {}

  async execute({ body, origin }: ReopenRollCall): Promise<CommandAnswer> {
    const stream = streamName('rollCall', body.rollCall);
    const incidentId = await this.incidentOf(stream);
    const turn = registerTurn(this.deciding, incidentId);
    const decided = await this.deciding.run({
      decider: rollCall,
      stream,
      origin,
      settle: () => turn.settle(),
      decide: async (state, context) =>
        decideReopenRollCall(state, body, { ...context, incident: await this.incident(incidentId) }),
      reserve: (prepared) =>
        turn.take(decideEnlist(body.rollCall, pendingFact(stream, false, prepared)), prepared, origin),
    });
    return answerOf(decided);
  }

  /** Asked once: a roll call is never moved to another incident. */
  private async incidentOf(stream: string): Promise<Id> {
    const { state } = await this.deciding.load(rollCall, stream);
    demand(state !== undefined, 'not-found', 'There is no such roll call.');
    return state.incident;
  }

  private async incident(id: Id): Promise<Incident> {
    const { state } = await this.deciding.load(incident, streamName('incident', id));
    invariant(state !== undefined, 'a roll call is of an incident that was opened');
    return state;
  }
}
