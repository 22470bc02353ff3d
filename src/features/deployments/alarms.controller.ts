import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CommandAnswer } from '../../api/answers.js';
import { TheCaller, type Caller } from '../../api/caller.js';
import { CommandGate } from '../../api/command-gate.js';
import { CommandRoute } from '../../api/command-route.js';
import { ClearDuress, ClearDuressBody } from './commands/clear-duress.command.js';
import { ConfirmDeath, ConfirmDeathBody } from './commands/confirm-death.command.js';
import { DeclareMissing, DeclareMissingBody } from './commands/declare-missing.command.js';
import {
  RecordNextOfKinNotified,
  RecordNextOfKinNotifiedBody,
} from './commands/record-next-of-kin-notified.command.js';
import { RefuteDeathReport, RefuteDeathReportBody } from './commands/refute-death-report.command.js';
import { ReportDeath, ReportDeathBody } from './commands/report-death.command.js';
import { DEPLOYMENT, ENTRY } from './commands/samples.js';
import { SignalDuress, SignalDuressBody } from './commands/signal-duress.command.js';
import { WithdrawMissing, WithdrawMissingBody } from './commands/withdraw-missing.command.js';

@ApiTags('Alarms')
@Controller()
export class AlarmsController {
  constructor(private readonly gate: CommandGate) {}

  @CommandRoute('DeclareMissing', {
    summary: 'Declares someone missing.',
    body: DeclareMissingBody,
    example: { deployment: DEPLOYMENT, reason: 'Not heard of since the strike; his vehicle was found empty.' },
    problems: ['not-found', 'reason-missing', 'erased'],
  })
  declareMissing(@Body() body: DeclareMissingBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(DeclareMissing, body, caller);
  }

  @CommandRoute('WithdrawMissing', {
    summary: 'Withdraws a declaration of missing, and those before it in its mode.',
    body: WithdrawMissingBody,
    example: { entry: ENTRY, reason: 'He came back on foot.' },
    problems: ['not-found', 'not-in-force', 'reason-missing', 'erased'],
  })
  withdrawMissing(@Body() body: WithdrawMissingBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(WithdrawMissing, body, caller);
  }

  @CommandRoute('ReportDeath', {
    summary: "Records a report of someone's death; it is no certainty until another person confirms it.",
    body: ReportDeathBody,
    example: { deployment: DEPLOYMENT, observedAt: '2020-01-07T23:40:00Z', channel: 'Partner force', grade: 5 },
    problems: ['not-found', 'voucher', 'erased'],
  })
  reportDeath(@Body() body: ReportDeathBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(ReportDeath, body, caller);
  }

  @CommandRoute('ConfirmDeath', {
    summary: 'Confirms a report of death that another person recorded.',
    body: ConfirmDeathBody,
    example: { entry: ENTRY, reason: 'Identified by the mission doctor.' },
    problems: ['not-found', 'not-in-force', 'same-person', 'reason-missing', 'erased'],
  })
  confirmDeath(@Body() body: ConfirmDeathBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(ConfirmDeath, body, caller);
  }

  @CommandRoute('RefuteDeathReport', {
    summary: 'Refutes a report of death, a confirmed one too.',
    body: RefuteDeathReportBody,
    example: { entry: ENTRY, reason: 'It was somebody of the same name.' },
    problems: ['not-found', 'not-in-force', 'reason-missing', 'erased'],
  })
  refuteDeathReport(@Body() body: RefuteDeathReportBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(RefuteDeathReport, body, caller);
  }

  @CommandRoute('RecordNextOfKinNotified', {
    summary: 'Records that the next of kin were told.',
    body: RecordNextOfKinNotifiedBody,
    example: { deployment: DEPLOYMENT, notifiedAt: '2020-01-08T09:00:00Z' },
    problems: ['not-found', 'instant-ahead'],
  })
  recordNextOfKinNotified(
    @Body() body: RecordNextOfKinNotifiedBody,
    @TheCaller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.gate.give(RecordNextOfKinNotified, body, caller);
  }

  @CommandRoute('SignalDuress', {
    summary: 'Records that someone may be acting under duress.',
    body: SignalDuressBody,
    example: { deployment: DEPLOYMENT, signalledAt: '2020-01-07T23:20:00Z', channel: 'App' },
    problems: ['not-found', 'erased'],
  })
  signalDuress(@Body() body: SignalDuressBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(SignalDuress, body, caller);
  }

  @CommandRoute('ClearDuress', {
    summary: 'Clears a signal of duress, and those before it in its mode.',
    body: ClearDuressBody,
    example: { entry: ENTRY, reason: 'Met in person by the security officer; a false alarm.' },
    problems: ['not-found', 'not-in-force', 'reason-missing', 'erased'],
  })
  clearDuress(@Body() body: ClearDuressBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(ClearDuress, body, caller);
  }
}
