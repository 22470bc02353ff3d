import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CommandAnswer } from '../../api/answers.js';
import { TheCaller, type Caller } from '../../api/caller.js';
import { CommandGate } from '../../api/command-gate.js';
import { CommandRoute } from '../../api/command-route.js';
import { AnnotateEntry, AnnotateEntryBody } from './commands/annotate-entry.command.js';
import { CorrectEntry, CorrectEntryBody } from './commands/correct-entry.command.js';
import { ResolveConflict, ResolveConflictBody } from './commands/resolve-conflict.command.js';
import { RetractEntry, RetractEntryBody } from './commands/retract-entry.command.js';
import { DEPLOYMENT, ENTRY, OTHER_ENTRY } from './commands/samples.js';

@ApiTags('Corrections')
@Controller()
export class CorrectionsController {
  constructor(private readonly gate: CommandGate) {}

  @CommandRoute('ResolveConflict', {
    summary: 'Weighs entries that contradict each other, and sets some of them aside.',
    body: ResolveConflictBody,
    example: { deployment: DEPLOYMENT, prefer: ENTRY, setAside: [OTHER_ENTRY], reason: 'A second call confirmed it.' },
    problems: ['not-found', 'not-in-force', 'superseded', 'no-contradiction', 'reason-missing', 'erased'],
  })
  resolveConflict(@Body() body: ResolveConflictBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(ResolveConflict, body, caller);
  }

  @CommandRoute('CorrectEntry', {
    summary: 'Corrects a check-in; the correction stands in its place, and both are kept.',
    body: CorrectEntryBody,
    example: {
      entry: ENTRY,
      changes: { condition: 'INJURED', observedAt: '2020-01-07T23:07:00Z' },
      reason: 'Misheard on the first call.',
    },
    problems: ['not-found', 'not-in-force', 'superseded', 'nothing-to-change', 'voucher', 'reason-missing', 'erased'],
  })
  correctEntry(@Body() body: CorrectEntryBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(CorrectEntry, body, caller);
  }

  @CommandRoute('RetractEntry', {
    summary: 'Retracts a check-in; retracting a correction lets what it corrected stand again.',
    body: RetractEntryBody,
    example: { entry: ENTRY, reason: 'It was about somebody else.' },
    problems: ['not-found', 'not-in-force', 'superseded', 'reason-missing', 'erased'],
  })
  retractEntry(@Body() body: RetractEntryBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(RetractEntry, body, caller);
  }

  @CommandRoute('AnnotateEntry', {
    summary: 'Adds a remark to a check-in, whether or not it still stands.',
    body: AnnotateEntryBody,
    example: { entry: ENTRY, text: 'He sounded exhausted.' },
    problems: ['not-found', 'erased'],
  })
  annotateEntry(@Body() body: AnnotateEntryBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(AnnotateEntry, body, caller);
  }
}
