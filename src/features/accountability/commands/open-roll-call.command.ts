import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, InstantField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import { pendingFact } from '../../../deciding/reservations.js';
import { derivedId, type Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import { streamName } from '../../../kernel/stream.js';
import { decideEnlist } from '../register.js';
import { decideOpenRollCall, rollCall } from '../roll-call.js';
import { PolicyBody, PolicyField } from './policy-field.js';
import { registerTurn } from './register-turn.js';
import { RollCallOpenings } from './roll-call-opening.js';
import { ScopeField, scopeOf, type ScopeBody } from './scope-field.js';

export class OpenRollCallBody {
  @IdField({ optional: true })
  readonly rollCall?: Id;

  @IdField()
  readonly incident!: Id;

  @ScopeField()
  readonly scope!: ScopeBody;

  @InstantField({ optional: true, description: 'Good news must have been observed after it, and after the hazard.' })
  readonly referenceInstant?: Instant;

  @PolicyField()
  readonly policy!: PolicyBody;
}

export class OpenRollCall extends GivenCommand<OpenRollCallBody> {}

@CommandHandler(OpenRollCall)
export class OpenRollCallHandler implements ICommandHandler<OpenRollCall, CommandAnswer> {
  constructor(
    private readonly deciding: Deciding,
    private readonly openings: RollCallOpenings,
  ) {}

  async execute({ body, origin }: OpenRollCall): Promise<CommandAnswer> {
    const { rollCall: id = derivedId(origin.commandId, 'rollCall'), scope, ...fields } = body;
    const command = { ...fields, rollCall: id, scope: scopeOf(scope) };
    const stream = streamName('rollCall', id);
    const turn = registerTurn(this.deciding, body.incident);
    const decided = await this.deciding.run({
      decider: rollCall,
      stream,
      origin,
      settle: () => turn.settle(),
      decide: async (state, context) => {
        const opening = await this.openings.openingOf(command, context.now);
        return decideOpenRollCall(state, command, { ...context, ...opening });
      },
      reserve: (prepared) => turn.take(decideEnlist(id, pendingFact(stream, true, prepared)), prepared, origin),
    });
    return answerOf(decided);
  }
}
