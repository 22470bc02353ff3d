import { Body, Controller, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { CommandAnswer } from '../../api/answers.js';
import { TheCaller, type Caller } from '../../api/caller.js';
import { CommandGate } from '../../api/command-gate.js';
import { CommandRoute } from '../../api/command-route.js';
import { PageQuery } from '../../api/paging.js';
import { READS_ALL } from '../../api/policy.js';
import { IdParam, QueryRoute } from '../../api/query-route.js';
import {
  IssuedLinksAnswer,
  IssuePersonalLinks,
  IssuePersonalLinksBody,
} from './commands/issue-personal-links.command.js';
import { RevokePersonalLink, RevokePersonalLinkBody } from './commands/revoke-personal-link.command.js';
import { ROLL_CALL, TOKEN, TOUR } from './commands/samples.js';
import { ListPersonalLinks, PersonalLinkList } from './queries/list-personal-links.query.js';

@ApiTags('Access')
@Controller()
export class PersonalLinksController {
  constructor(
    private readonly gate: CommandGate,
    private readonly queries: QueryBus,
  ) {}

  @CommandRoute('IssuePersonalLinks', {
    summary: "Issues a link for each of a roll call's people, with which he checks in for himself; shown once.",
    body: IssuePersonalLinksBody,
    example: { rollCall: ROLL_CALL, deployments: [TOUR] },
    problems: ['not-found', 'nothing-to-change', 'instants-out-of-order'],
    answer: IssuedLinksAnswer,
  })
  issuePersonalLinks(@Body() body: IssuePersonalLinksBody, @TheCaller() caller: Caller): Promise<IssuedLinksAnswer> {
    return this.gate.give(IssuePersonalLinks, body, caller);
  }

  @CommandRoute('RevokePersonalLink', {
    summary: 'Takes a personal link back. Answered once nobody is let in with it.',
    body: RevokePersonalLinkBody,
    example: { link: TOKEN, reason: 'The telephone was lost.' },
    problems: ['not-found', 'not-in-force', 'reason-missing', 'not-current'],
  })
  revokePersonalLink(@Body() body: RevokePersonalLinkBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(RevokePersonalLink, body, caller);
  }

  @QueryRoute('ListPersonalLinks', {
    path: 'roll-calls/:id/personal-links',
    policy: READS_ALL,
    summary: 'The personal links of a roll call, in the order of their issue; never a secret.',
    answer: PersonalLinkList,
    example: {
      items: [
        {
          ...{ link: TOKEN, deployment: TOUR, mode: 'ACTUAL', state: 'VALID' },
          ...{ issuedAt: '2020-01-07T23:00:00.000Z', expiresAt: '2020-01-14T23:00:00.000Z' },
        },
      ],
      position: '0000000000000001',
    },
  })
  listPersonalLinks(
    @Param() { id: rollCall }: IdParam,
    @Query() page: PageQuery,
    @TheCaller() caller: Caller,
  ): Promise<PersonalLinkList> {
    return this.queries.execute(new ListPersonalLinks({ rollCall, page }, caller.actor));
  }
}
