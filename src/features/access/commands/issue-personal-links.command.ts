import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { GivenCommand } from '../../../api/command.js';
import { IdField, IdListField, InstantField } from '../../../api/fields.js';
import { hashOfSecret } from '../../../api/token-directory.js';
import { partOf, type CommandOrigin } from '../../../deciding/command-origin.js';
import { Deciding } from '../../../deciding/deciding.js';
import type { Recorded } from '../../../kernel/event.js';
import { demand, invariant, Refusal } from '../../../kernel/failure.js';
import { derivedId, type Id } from '../../../kernel/ids.js';
import { later, type Instant } from '../../../kernel/instant.js';
import type { Position } from '../../../kernel/position.js';
import { present } from '../../../kernel/present.js';
import { streamName } from '../../../kernel/stream.js';
import type { Randomness } from '../../../sealing/data-key.js';
import { access, decideIssuePersonalLink } from '../access.js';
import type { AccessEvent } from '../access.events.js';
import { RollCallPeople, type RollCallOfLinks } from '../roll-call-people.service.js';
import { InForce } from './in-force.js';
import { newSecret, RANDOMNESS } from './secret.js';

/** Links that one command issues; whoever has more people names them in several. */
const MAX_LINKS = 1_000;

export class IssuePersonalLinksBody {
  @IdField()
  readonly rollCall!: Id;

  @IdListField({ optional: true, description: 'Whose; everyone in the roll call unless given.' })
  readonly deployments?: readonly Id[];

  @InstantField({ optional: true, description: 'Seven days from now unless given, thirty at most.' })
  readonly expiresAt?: Instant;
}

export class IssuedLinkAnswer {
  @ApiProperty({ type: String, format: 'uuid', description: 'By which it is revoked.' })
  readonly link!: Id;

  @ApiProperty({ type: String, format: 'uuid' })
  readonly deployment!: Id;

  @ApiProperty({ type: String, format: 'date-time' })
  readonly expiresAt!: Instant;

  @ApiProperty({
    required: false,
    example: '/c/…',
    description: 'The address on this server, for this person alone. It is shown now and never again.',
  })
  readonly path?: string;

  @ApiProperty({
    required: false,
    enum: [true],
    description: 'The command was repeated and this link, which is not kept, was shown the first time: issue another.',
  })
  readonly linkShownBefore?: true;
}

export class IssuedLinksAnswer {
  @ApiProperty({ type: String, description: 'The last place in the log: give it as `after` to read what was written.' })
  readonly position!: Position;

  @ApiProperty({ type: IssuedLinkAnswer, isArray: true, description: 'One for each person, in the order asked.' })
  readonly links!: readonly IssuedLinkAnswer[];
}

export class IssuePersonalLinks extends GivenCommand<IssuePersonalLinksBody> {}

interface Issued {
  readonly position: Position;
  readonly link: IssuedLinkAnswer;
}

@CommandHandler(IssuePersonalLinks)
export class IssuePersonalLinksHandler implements ICommandHandler<IssuePersonalLinks, IssuedLinksAnswer> {
  constructor(
    private readonly deciding: Deciding,
    private readonly people: RollCallPeople,
    @Inject(RANDOMNESS) private readonly random: Randomness,
    private readonly inForce: InForce,
  ) {}

  /** Each is stored for itself, so that a command that broke off and is repeated goes on. */
  async execute({ body, origin }: IssuePersonalLinks): Promise<IssuedLinksAnswer> {
    const rollCall = await this.people.rollCall(body.rollCall);
    const named = body.deployments ?? rollCall.people;
    demandInIt(named, rollCall);
    demand(named.length <= MAX_LINKS, 'too-large', `No more than ${MAX_LINKS} links are issued at once.`);
    const issued: Issued[] = [];
    for (const deployment of named) issued.push(await this.issue(deployment, rollCall, body, origin));
    const position = issued.map((one) => one.position).reduce(later);
    // A link that is late lets nobody in; it is shown now or never.
    await this.inForce.isSoon(position);
    return { position, links: issued.map(({ link }) => link) };
  }

  private async issue(
    deployment: Id,
    { mode }: RollCallOfLinks,
    { rollCall, expiresAt }: IssuePersonalLinksBody,
    origin: CommandOrigin,
  ): Promise<Issued> {
    const own = partOf(origin, deployment);
    const token = derivedId(own.commandId, 'link');
    const secret = newSecret(this.random);
    const person = await this.people.person(deployment);
    const link = { token, hash: hashOfSecret(secret), actor: actorOf(deployment), deployment, rollCall, mode };
    const { events, position } = await this.deciding.run({
      decider: access,
      stream: streamName('access', token),
      origin: own,
      decide: (state, context) =>
        decideIssuePersonalLink(state, { ...link, ...person, ...present({ expiresAt }) }, context),
    });
    const [recorded] = events as readonly Recorded<AccessEvent>[];
    invariant(recorded?.type === 'PersonalLinkIssued', 'whoever issues a link records that alone');
    const isNew = recorded.data.hash === link.hash;
    const shown = isNew ? { path: `/c/${secret}` } : ({ linkShownBefore: true } as const);
    return { position, link: { link: token, deployment, expiresAt: recorded.data.expiresAt, ...shown } };
  }
}

/**
 * One person has one actor however many links he is given, so that what his device sends again under another link is
 * known to be the same.
 */
function actorOf(deployment: Id): Id {
  return derivedId('personal link', deployment);
}

function demandInIt(named: readonly Id[], { people }: RollCallOfLinks): void {
  const known = new Set(people);
  const strangers = named.filter((deployment) => !known.has(deployment));
  if (strangers.length > 0) {
    throw new Refusal('not-found', 'Not all of them are in this roll call.', { deployments: strangers });
  }
  demand(named.length > 0, 'nothing-to-change', 'Nobody is in this roll call.');
}
