import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CommandAnswer } from '../../api/answers.js';
import { TheCaller, type Caller } from '../../api/caller.js';
import { CommandGate } from '../../api/command-gate.js';
import { CommandRoute } from '../../api/command-route.js';
import { RecordCheckIn, RecordCheckInBody } from './commands/record-check-in.command.js';
import { CheckInsAnswer, RecordCheckIns, RecordCheckInsBody } from './commands/record-check-ins.command.js';
import { RecordContactAttempt, RecordContactAttemptBody } from './commands/record-contact-attempt.command.js';
import { DEPLOYMENT, VOUCHER } from './commands/samples.js';

const CHECK_IN = {
  deployment: DEPLOYMENT,
  condition: 'SAFE',
  disposition: 'SHELTERING',
  place: 'Bunker 4',
  observedAt: '2020-01-07T23:09:00Z',
  uncertainty: 'PT1M',
  channel: 'Satellite phone',
  grade: 1,
};

@ApiTags('Check-ins')
@Controller()
export class CheckInsController {
  constructor(private readonly gate: CommandGate) {}

  @CommandRoute('RecordCheckIn', {
    summary: 'Records that someone was heard of, however late, early or repeated that is.',
    body: RecordCheckInBody,
    example: CHECK_IN,
    problems: ['not-found', 'voucher', 'instant-ahead', 'erased'],
  })
  recordCheckIn(@Body() body: RecordCheckInBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(RecordCheckIn, body, caller);
  }

  @CommandRoute('RecordCheckIns', {
    summary: 'Records many check-ins, each for itself: one that is refused does not hold back the others.',
    body: RecordCheckInsBody,
    example: { checkIns: [CHECK_IN, { ...CHECK_IN, deployment: VOUCHER, grade: 3, vouchedBy: DEPLOYMENT }] },
    problems: [],
    answer: CheckInsAnswer,
  })
  recordCheckIns(@Body() body: RecordCheckInsBody, @TheCaller() caller: Caller): Promise<CheckInsAnswer> {
    return this.gate.give(RecordCheckIns, body, caller);
  }

  @CommandRoute('RecordContactAttempt', {
    summary: 'Records that it was tried to reach someone, and what came of it.',
    body: RecordContactAttemptBody,
    example: {
      deployment: DEPLOYMENT,
      channel: 'Satellite phone',
      outcome: 'NO_ANSWER',
      attemptedAt: '2020-01-07T23:02:00Z',
    },
    problems: ['not-found', 'erased'],
  })
  recordContactAttempt(@Body() body: RecordContactAttemptBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(RecordContactAttempt, body, caller);
  }
}
