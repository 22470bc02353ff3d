import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CommandAnswer } from '../../api/answers.js';
import { TheCaller, type Caller } from '../../api/caller.js';
import { CommandGate } from '../../api/command-gate.js';
import { CommandRoute } from '../../api/command-route.js';
import { CorrectOfficer, CorrectOfficerBody } from './commands/correct-officer.command.js';
import { RecordContactChannel, RecordContactChannelBody } from './commands/record-contact-channel.command.js';
import { RecordOfficerRank, RecordOfficerRankBody } from './commands/record-officer-rank.command.js';
import { RegisterOfficer, RegisterOfficerBody } from './commands/register-officer.command.js';
import { OFFICER } from './commands/samples.js';

@ApiTags('Officers')
@Controller()
export class OfficersController {
  constructor(private readonly gate: CommandGate) {}

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
}
