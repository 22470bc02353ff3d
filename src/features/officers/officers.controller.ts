import { Body, Controller, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { CommandAnswer } from '../../api/answers.js';
import { TheCaller, type Caller } from '../../api/caller.js';
import { CommandGate } from '../../api/command-gate.js';
import { CommandRoute } from '../../api/command-route.js';
import { FreshQuery } from '../../api/freshness.js';
import { PageQuery } from '../../api/paging.js';
import { READS_ALL } from '../../api/policy.js';
import { IdParam, QueryRoute } from '../../api/query-route.js';
import { present } from '../../kernel/present.js';
import { CorrectOfficer, CorrectOfficerBody } from './commands/correct-officer.command.js';
import { RecordContactChannel, RecordContactChannelBody } from './commands/record-contact-channel.command.js';
import { RecordOfficerRank, RecordOfficerRankBody } from './commands/record-officer-rank.command.js';
import { RegisterOfficer, RegisterOfficerBody } from './commands/register-officer.command.js';
import { OFFICER } from './commands/samples.js';
import { ListOfficers } from './queries/list-officers.query.js';
import { OfficerAnswer, OfficerList } from './queries/officer.answer.js';
import { ShowOfficer } from './queries/show-officer.query.js';

const READS_OFFICERS = [...READS_ALL, 'teamLead', 'liaison'] as const;
const NARROWED = 'A team lead sees those who are or were assigned to his missions, a liaison those of his agency.';

const SHOWN = {
  officer: OFFICER,
  revision: 0,
  name: { text: 'Ann Example' },
  rank: { text: 'Constable' },
  homeAgency: 'Saskatoon',
  tours: [],
};
const POSITION = '0000000000000002';

@ApiTags('Officers')
@Controller()
export class OfficersController {
  constructor(
    private readonly gate: CommandGate,
    private readonly queries: QueryBus,
  ) {}

  @CommandRoute('RegisterOfficer', {
    summary: 'Registers an officer.',
    body: RegisterOfficerBody,
    example: { officer: OFFICER, name: 'Ann Example', rank: 'Constable', homeAgency: 'Saskatoon', language: 'en-CA' },
    problems: ['already-exists', 'erased'],
  })
  registerOfficer(@Body() body: RegisterOfficerBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(RegisterOfficer, body, caller);
  }

  @CommandRoute('CorrectOfficer', {
    summary: "Corrects an officer's name, home agency or language.",
    body: CorrectOfficerBody,
    example: { officer: OFFICER, name: 'Anne Example', reason: 'Misspelt at registration.' },
    problems: ['not-found', 'nothing-to-change', 'reason-missing', 'erased'],
  })
  correctOfficer(@Body() body: CorrectOfficerBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(CorrectOfficer, body, caller);
  }

  @CommandRoute('RecordContactChannel', {
    summary: 'Records under which address an officer is reached on a channel.',
    body: RecordContactChannelBody,
    example: { officer: OFFICER, channel: 'Satellite phone', address: '+870 700 000 001' },
    problems: ['not-found', 'erased'],
  })
  recordContactChannel(@Body() body: RecordContactChannelBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(RecordContactChannel, body, caller);
  }

  @CommandRoute('RecordOfficerRank', {
    summary: 'Records the rank that an officer has from an instant on.',
    body: RecordOfficerRankBody,
    example: { officer: OFFICER, rank: 'Sergeant', effectiveAt: '2020-02-01T00:00:00Z' },
    problems: ['not-found', 'erased'],
  })
  recordOfficerRank(@Body() body: RecordOfficerRankBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(RecordOfficerRank, body, caller);
  }

  @QueryRoute('ListOfficers', {
    path: 'officers',
    policy: READS_OFFICERS,
    summary: 'The officers whom the caller may see, in the order of their registration.',
    description: NARROWED,
    answer: OfficerList,
    example: { items: [SHOWN], position: POSITION },
  })
  listOfficers(@Query() page: PageQuery, @TheCaller() caller: Caller): Promise<OfficerList> {
    return this.queries.execute(new ListOfficers(page, caller.actor));
  }

  @QueryRoute('ShowOfficer', {
    path: 'officers/:id',
    policy: READS_OFFICERS,
    summary: 'An officer with his ranks, contacts and tours.',
    description: NARROWED,
    answer: OfficerAnswer,
    example: { ...SHOWN, ranks: [{ rank: { text: 'Constable' } }], contacts: [], position: POSITION },
    problems: ['not-found'],
    etag: true,
  })
  showOfficer(
    @Param() { id }: IdParam,
    @Query() { after }: FreshQuery,
    @TheCaller() { actor }: Caller,
  ): Promise<OfficerAnswer> {
    return this.queries.execute(new ShowOfficer({ id, ...present({ after }) }, actor));
  }
}
