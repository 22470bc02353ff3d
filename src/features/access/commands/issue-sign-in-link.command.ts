import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { answerOf, CommandAnswer } from '../../../api/answers.js';
import { GivenCommand } from '../../../api/command.js';
import { hashOfSecret } from '../../../api/token-directory.js';
import { Deciding, type Decided } from '../../../deciding/deciding.js';
import { derivedId, type Id } from '../../../kernel/ids.js';
import { present } from '../../../kernel/present.js';
import { streamName } from '../../../kernel/stream.js';
import type { Randomness } from '../../../sealing/data-key.js';
import { access, decideIssueSignInLink } from '../access.js';
import { GrantAccessTokenBody } from './grant-access-token.command.js';
import { InForce } from './in-force.js';
import { newSecret, RANDOMNESS } from './secret.js';

/** `expiresAt` is until when the link can be used: a day unless it is given, seven at most. */
export class IssueSignInLinkBody extends GrantAccessTokenBody {}

export class SignInLinkAnswer extends CommandAnswer {
  @ApiProperty({ type: String, format: 'uuid', description: 'Who acts once the link is used.' })
  readonly actor!: Id;

  @ApiProperty({
    required: false,
    example: '/sign-in/…',
    description: 'The address on this server that signs one browser in, once. It is shown now and never again.',
  })
  readonly path?: string;

  @ApiProperty({
    required: false,
    enum: [true],
    description: 'The command was repeated and its link, which is not kept, was shown the first time: issue another.',
  })
  readonly linkShownBefore?: true;
}

export class IssueSignInLink extends GivenCommand<IssueSignInLinkBody> {}

@CommandHandler(IssueSignInLink)
export class IssueSignInLinkHandler implements ICommandHandler<IssueSignInLink, SignInLinkAnswer> {
  constructor(
    private readonly deciding: Deciding,
    @Inject(RANDOMNESS) private readonly random: Randomness,
    private readonly inForce: InForce,
  ) {}

  async execute({ body, origin }: IssueSignInLink): Promise<SignInLinkAnswer> {
    const { missions, deployment, agency, ...given } = body;
    const token = body.token ?? derivedId(origin.commandId, 'token');
    const actor = body.actor ?? derivedId(origin.commandId, 'actor');
    const secret = newSecret(this.random);
    const link = {
      ...given,
      token,
      actor,
      scope: present({ missions, deployment, agency }),
      hash: hashOfSecret(secret),
    };
    const decided = await this.deciding.run({
      decider: access,
      stream: streamName('access', token),
      origin,
      decide: (state, context) => decideIssueSignInLink(state, link, context),
    });
    // A link that is late signs nobody in; it is shown now or never.
    await this.inForce.isSoon(decided.position);
    return Object.assign(answerOf(decided), { actor }, shown(secret, decided));
  }
}

/** The secret is the recorded link's own only where this link was recorded now and not before. */
function shown(secret: string, { events }: Decided): Pick<SignInLinkAnswer, 'path' | 'linkShownBefore'> {
  const own = events.some(({ data }) => data['hash'] === hashOfSecret(secret));
  return own ? { path: `/sign-in/${secret}` } : { linkShownBefore: true };
}
