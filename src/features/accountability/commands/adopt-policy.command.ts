import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, InstantField, TextField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import { streamName } from '../../../kernel/stream.js';
import type { AdoptPolicy as Fields } from '../roll-call.commands.js';
import { decideAdoptPolicy, rollCall } from '../roll-call.js';
import { PolicyBody, PolicyField } from './policy-field.js';

export class AdoptPolicyBody implements Fields {
  @IdField()
  readonly rollCall!: Id;

  @PolicyField()
  readonly policy!: PolicyBody;

  @TextField()
  readonly reason!: string;

  @InstantField({ optional: true, description: 'Its recording, where it is left out.' })
  readonly effectiveAt?: Instant;
}

export class AdoptPolicy extends GivenCommand<AdoptPolicyBody> {}

@CommandHandler(AdoptPolicy)
export class AdoptPolicyHandler implements ICommandHandler<AdoptPolicy, CommandAnswer> {
  constructor(private readonly deciding: Deciding) {}

  async execute({ body, origin }: AdoptPolicy): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: rollCall,
      stream: streamName('rollCall', body.rollCall),
      origin,
      decide: (state, context) => decideAdoptPolicy(state, body, context),
    });
    return answerOf(decided);
  }
}
