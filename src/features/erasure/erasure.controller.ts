import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CommandAnswer } from '../../api/answers.js';
import { TheCaller, type Caller } from '../../api/caller.js';
import { CommandGate } from '../../api/command-gate.js';
import { CommandRoute } from '../../api/command-route.js';
import { EraseTexts, EraseTextsBody } from './commands/erase-texts.command.js';

@ApiTags('Erasure')
@Controller()
export class ErasureController {
  constructor(private readonly gate: CommandGate) {}

  @CommandRoute('EraseTexts', {
    summary:
      'Erases every text under one key, for good and everywhere: records it, then destroys the key. Ids, instants, ' +
      'conditions and grades stay. Nothing more can be written under the key.',
    body: EraseTextsBody,
    example: { subject: 'officer:0f6a4d8e-3c1b-4a52-9d7e-2b8c5f1e6a01', ground: 'RETENTION_ENDED' },
    problems: ['not-found', 'already-exists', 'in-use'],
  })
  eraseTexts(@Body() body: EraseTextsBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(EraseTexts, body, caller);
  }
}
