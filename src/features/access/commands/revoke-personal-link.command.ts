import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, TextField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import type { Id } from '../../../kernel/ids.js';
import { streamName } from '../../../kernel/stream.js';
import type { RevokePersonalLink as Fields } from '../access.commands.js';
import { access, decideRevokePersonalLink } from '../access.js';
import { InForce } from './in-force.js';

export class RevokePersonalLinkBody implements Fields {
  @IdField()
  readonly link!: Id;

  @TextField({ optional: true })
  readonly reason?: string;
}

export class RevokePersonalLink extends GivenCommand<RevokePersonalLinkBody> {}

@CommandHandler(RevokePersonalLink)
export class RevokePersonalLinkHandler implements ICommandHandler<RevokePersonalLink, CommandAnswer> {
  constructor(
    private readonly deciding: Deciding,
    private readonly inForce: InForce,
  ) {}

  async execute({ body, origin }: RevokePersonalLink): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: access,
      stream: streamName('access', body.link),
      origin,
      decide: (state) => decideRevokePersonalLink(state, body),
    });
    await this.inForce.demandAt(decided.position);
    return answerOf(decided);
  }
}
