import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { answerOf, CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { IdField, IdListField, InstantField, LabelField, WordField } from '../../../api/fields.js';
import { hashOfSecret } from '../../../api/token-directory.js';
import { Deciding, type Decided } from '../../../deciding/deciding.js';
import { ROLES, type Role } from '../../../kernel/actor.js';
import { derivedId, type Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import { present } from '../../../kernel/present.js';
import { streamName } from '../../../kernel/stream.js';
import type { Randomness } from '../../../sealing/data-key.js';
import { access, decideGrantAccessToken } from '../access.js';
import { InForce } from './in-force.js';
import { newSecret, RANDOMNESS } from './secret.js';

export class GrantAccessTokenBody {
  @IdField({ optional: true })
  readonly token?: Id;

  @LabelField({ description: 'Whose or what it is, for whoever lists the tokens.' })
  readonly name!: string;

  @WordField(ROLES)
  readonly role!: Role;

  @IdListField({ optional: true, description: 'Of a team lead: the missions that he leads.' })
  readonly missions?: readonly Id[];

  @IdField({ optional: true, description: 'Of a deployed officer: his deployment.' })
  readonly deployment?: Id;

  @LabelField({ optional: true, description: 'Of a liaison: the home agency of his people, exactly as registered.' })
  readonly agency?: string;

  @IdField({ optional: true, description: 'Who acts with it; give the same for the tokens of one person.' })
  readonly actor?: Id;

  @InstantField({ optional: true })
  readonly expiresAt?: Instant;
}

export class GrantAnswer extends CommandAnswer {
  @ApiProperty({ type: String, format: 'uuid', description: 'Who acts with the token.' })
  readonly actor!: Id;

  @ApiProperty({ required: false, description: 'What the bearer sends. It is shown now and never again.' })
  readonly secret?: string;

  @ApiProperty({
    required: false,
    enum: [true],
    description: 'The grant was repeated and its secret, which is not kept, was shown the first time: grant another.',
  })
  readonly secretShownBefore?: true;
}

export class GrantAccessToken extends GivenCommand<GrantAccessTokenBody> {}

@CommandHandler(GrantAccessToken)
export class GrantAccessTokenHandler implements ICommandHandler<GrantAccessToken, GrantAnswer> {
  constructor(
    private readonly deciding: Deciding,
    @Inject(RANDOMNESS) private readonly random: Randomness,
    private readonly inForce: InForce,
  ) {}

  async execute({ body, origin }: GrantAccessToken): Promise<GrantAnswer> {
    const { missions, deployment, agency, ...given } = body;
    const token = body.token ?? derivedId(origin.commandId, 'token');
    const actor = body.actor ?? derivedId(origin.commandId, 'actor');
    const scope = present({ missions, deployment, agency });
    const secret = newSecret(this.random);
    const grant = { ...given, token, actor, scope, hash: hashOfSecret(secret) };
    const decided = await this.deciding.run({
      decider: access,
      stream: streamName('access', token),
      origin,
      decide: (state, context) => decideGrantAccessToken(state, grant, context),
    });
    // A grant that is late lets nobody in; its secret is shown now or never.
    await this.inForce.isSoon(decided.position);
    return Object.assign(answerOf(decided), { actor }, shown(secret, decided));
  }
}

/** The secret is the recorded grant's own only where this grant was recorded now and not before. */
function shown(secret: string, { events }: Decided): Pick<GrantAnswer, 'secret' | 'secretShownBefore'> {
  const own = events.some(({ data }) => data['hash'] === hashOfSecret(secret));
  return own ? { secret } : { secretShownBefore: true };
}
