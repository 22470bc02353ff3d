import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, InstantField, LabelField, WordField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import { MODES, type Mode } from '../../../kernel/mode.js';
import { streamName } from '../../../kernel/stream.js';
import type { SignalDuress as Fields } from '../deployment.commands.js';
import { deployment } from '../deployment.js';
import { decideSignalDuress } from '../duress.js';

export class SignalDuressBody implements Fields {
  @IdField()
  readonly deployment!: Id;

  @InstantField()
  readonly signalledAt!: Instant;

  @LabelField()
  readonly channel!: string;

  @WordField(MODES, { optional: true })
  readonly mode?: Mode;
}

export class SignalDuress extends GivenCommand<SignalDuressBody> {}

@CommandHandler(SignalDuress)
export class SignalDuressHandler implements ICommandHandler<SignalDuress, CommandAnswer> {
  constructor(private readonly deciding: Deciding) {}

  async execute({ body, origin }: SignalDuress): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: deployment,
      stream: streamName('deployment', body.deployment),
      origin,
      decide: (state, context) => decideSignalDuress(state, body, context),
    });
    return answerOf(decided);
  }
}
