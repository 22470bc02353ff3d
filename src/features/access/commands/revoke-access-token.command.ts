import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answerOf, type CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, TextField } from '../../../api/fields.js';
import { Deciding } from '../../../deciding/deciding.js';
import type { Id } from '../../../kernel/ids.js';
import { streamName } from '../../../kernel/stream.js';
import type { RevokeAccessToken as Fields } from '../access.commands.js';
import { access, decideRevokeAccessToken } from '../access.js';
import { InForce } from './in-force.js';

export class RevokeAccessTokenBody implements Fields {
  @IdField()
  readonly token!: Id;

  @TextField({ optional: true })
  readonly reason?: string;
}

export class RevokeAccessToken extends GivenCommand<RevokeAccessTokenBody> {}

@CommandHandler(RevokeAccessToken)
export class RevokeAccessTokenHandler implements ICommandHandler<RevokeAccessToken, CommandAnswer> {
  constructor(
    private readonly deciding: Deciding,
    private readonly inForce: InForce,
  ) {}

  async execute({ body, origin }: RevokeAccessToken): Promise<CommandAnswer> {
    const decided = await this.deciding.run({
      decider: access,
      stream: streamName('access', body.token),
      origin,
      decide: (state) => decideRevokeAccessToken(state, body),
    });
    await this.inForce.demandAt(decided.position);
    return answerOf(decided);
  }
}
