import { Body, Controller, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { CommandAnswer } from '../../api/answers.js';
import { TheCaller, type Caller } from '../../api/caller.js';
import { CommandGate } from '../../api/command-gate.js';
import { CommandRoute } from '../../api/command-route.js';
import { FreshQuery } from '../../api/freshness.js';
import { PageQuery } from '../../api/paging.js';
import { READS_ROLL_CALLS } from '../../api/policy.js';
import { QueryRoute } from '../../api/query-route.js';
import { GrantAccessToken, GrantAccessTokenBody, GrantAnswer } from './commands/grant-access-token.command.js';
import { IssueSignInLink, IssueSignInLinkBody, SignInLinkAnswer } from './commands/issue-sign-in-link.command.js';
import { RevokeAccessToken, RevokeAccessTokenBody } from './commands/revoke-access-token.command.js';
import { ACTOR, TOKEN } from './commands/samples.js';
import { ActorsAnswer, ActorsQuery, NameActors } from './queries/name-actors.query.js';
import { ListAccessTokens, TokenList } from './queries/list-access-tokens.query.js';
import { MeAnswer, WhoAmI } from './queries/who-am-i.query.js';
import { ROLES } from '../../kernel/actor.js';

@ApiTags('Access')
@Controller()
export class AccessController {
  constructor(
    private readonly gate: CommandGate,
    private readonly queries: QueryBus,
  ) {}

  @CommandRoute('GrantAccessToken', {
    summary: 'Grants an access token and shows its secret, once.',
    body: GrantAccessTokenBody,
    example: { token: TOKEN, name: 'Night watch', role: 'dutyOfficer', expiresAt: '2030-01-01T00:00:00Z' },
    problems: ['already-exists', 'instants-out-of-order', 'erased'],
    answer: GrantAnswer,
  })
  grantAccessToken(@Body() body: GrantAccessTokenBody, @TheCaller() caller: Caller): Promise<GrantAnswer> {
    return this.gate.give(GrantAccessToken, body, caller);
  }

  @CommandRoute('IssueSignInLink', {
    summary: 'Issues a link that signs one browser in, once, and shows it, once.',
    body: IssueSignInLinkBody,
    example: { token: TOKEN, name: 'Night watch', role: 'dutyOfficer' },
    problems: ['already-exists', 'instants-out-of-order', 'erased'],
    answer: SignInLinkAnswer,
  })
  issueSignInLink(@Body() body: IssueSignInLinkBody, @TheCaller() caller: Caller): Promise<SignInLinkAnswer> {
    return this.gate.give(IssueSignInLink, body, caller);
  }

  @CommandRoute('RevokeAccessToken', {
    summary:
      'Takes an access token, a sign-in link or the session that it became back. Answered once nobody is let in with it; `not-current` says that it is recorded and ' +
      'not in force yet, and the same key answers once it is.',
    body: RevokeAccessTokenBody,
    example: { token: TOKEN, reason: 'The telephone was lost.' },
    problems: ['not-found', 'not-in-force', 'reason-missing', 'not-current', 'erased'],
  })
  revokeAccessToken(@Body() body: RevokeAccessTokenBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(RevokeAccessToken, body, caller);
  }

  @QueryRoute('ListAccessTokens', {
    path: 'access-tokens',
    policy: ['operator'],
    summary: 'The access tokens, sign-in links and sessions, in the order of their granting; never a secret.',
    answer: TokenList,
    example: {
      items: [
        {
          token: TOKEN,
          name: { text: 'Night watch' },
          role: 'dutyOfficer',
          actor: ACTOR,
          kind: 'TOKEN',
          state: 'VALID',
          grantedAt: '2020-01-07T20:00:00.000Z',
        },
      ],
      position: '0000000000000001',
    },
  })
  listAccessTokens(@Query() page: PageQuery, @TheCaller() caller: Caller): Promise<TokenList> {
    return this.queries.execute(new ListAccessTokens(page, caller.actor));
  }

  @QueryRoute('NameActors', {
    path: 'actors',
    policy: [...READS_ROLL_CALLS, 'operator'],
    summary: "Who recorded something, by name: that of his token, link or session, or a deployed officer's own.",
    description: 'It is told whether or not he is still let in. A deployed officer is named to whoever may read him.',
    answer: ActorsAnswer,
    example: { actors: [{ actor: ACTOR, name: { text: 'Night watch' } }], position: '0000000000000001' },
  })
  nameActors(@Query() asked: ActorsQuery, @TheCaller() caller: Caller): Promise<ActorsAnswer> {
    return this.queries.execute(new NameActors(asked, caller.actor));
  }

  @QueryRoute('WhoAmI', {
    path: 'me',
    policy: ROLES,
    summary: 'Who asks, as this server knows him: role, scope, until when, and in which language.',
    answer: MeAnswer,
    example: {
      ...{ actor: ACTOR, role: 'dutyOfficer', name: { text: 'Night watch' }, by: 'SESSION', language: 'en' },
      ...{ expiresAt: '2020-01-08T08:00:00.000Z', position: '0000000000000001' },
    },
  })
  whoAmI(@Query() asked: FreshQuery, @TheCaller() caller: Caller): Promise<MeAnswer> {
    return this.queries.execute(new WhoAmI(asked, caller));
  }
}
