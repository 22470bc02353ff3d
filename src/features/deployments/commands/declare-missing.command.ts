import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, TextField, WordField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import type { Id } from '../../../kernel/ids.js';
import { MODES, type Mode } from '../../../kernel/mode.js';
import { streamName } from '../../../kernel/stream.js';
import type { DeclareMissing as Fields } from '../deployment.commands.js';
import { deployment } from '../deployment.js';
import { decideDeclareMissing } from '../missing.js';

export class DeclareMissingBody implements Fields {
  @IdField()
  readonly deployment!: Id;

  @TextField()
  readonly reason!: string;

  @WordField(MODES, { optional: true })
  readonly mode?: Mode;
}

export class DeclareMissing extends GivenCommand<DeclareMissingBody> {}

@CommandHandler(DeclareMissing)
export class DeclareMissingHandler implements ICommandHandler<DeclareMissing, CommandAnswer> {
  constructor(private readonly deciding: Deciding) {}

  async execute({ body, origin }: DeclareMissing): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: deployment,
      stream: streamName('deployment', body.deployment),
      origin,
      decide: (state, context) => decideDeclareMissing(state, body, context),
    });
    return answerOf(decided);
  }
}
