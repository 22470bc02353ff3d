import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CommandAnswer } from '../../api/answers.js';
import { TheCaller, type Caller } from '../../api/caller.js';
import { CommandGate } from '../../api/command-gate.js';
import { CommandRoute } from '../../api/command-route.js';
import { AddToRollCall, AddToRollCallBody } from './commands/add-to-roll-call.command.js';
import { AdoptPolicy, AdoptPolicyBody } from './commands/adopt-policy.command.js';
import { CloseRollCall, CloseRollCallBody } from './commands/close-roll-call.command.js';
import { ExcludeFromRollCall, ExcludeFromRollCallBody } from './commands/exclude-from-roll-call.command.js';
import { OpenRollCall, OpenRollCallBody } from './commands/open-roll-call.command.js';
import { ReopenRollCall, ReopenRollCallBody } from './commands/reopen-roll-call.command.js';
import { ReverseExclusion, ReverseExclusionBody } from './commands/reverse-exclusion.command.js';
import { DEPLOYMENT, INCIDENT, MISSION, ROLL_CALL } from './commands/samples.js';

@ApiTags('Roll calls')
@Controller()
export class RollCallsController {
  constructor(private readonly gate: CommandGate) {}

  @CommandRoute('OpenRollCall', {
    summary: 'Opens a roll call: are these people accounted for, after this instant, under this policy?',
    body: OpenRollCallBody,
    example: {
      rollCall: ROLL_CALL,
      incident: INCIDENT,
      scope: { missions: [MISSION] },
      policy: { freshness: 'PT6H', leastGrade: 3 },
    },
    problems: ['not-found', 'already-exists', 'closed', 'instant-ahead', 'not-current', 'indeterminate'],
  })
  openRollCall(@Body() body: OpenRollCallBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(OpenRollCall, body, caller);
  }

  @CommandRoute('AddToRollCall', {
    summary: 'Adds a person to the denominator.',
    body: AddToRollCallBody,
    example: { rollCall: ROLL_CALL, deployment: DEPLOYMENT, reason: 'Was visiting the base that night.' },
    problems: [
      ...(['not-found', 'already-exists', 'closed', 'instant-ahead', 'instants-out-of-order'] as const),
      ...(['reason-missing', 'erased'] as const),
    ],
  })
  addToRollCall(@Body() body: AddToRollCallBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(AddToRollCall, body, caller);
  }

  @CommandRoute('ExcludeFromRollCall', {
    summary: 'Takes a person who is in the denominator, or pending, out of it.',
    body: ExcludeFromRollCallBody,
    example: { rollCall: ROLL_CALL, deployment: DEPLOYMENT, reason: 'Had left for home before the strike.' },
    problems: [
      ...(['not-found', 'not-in-force', 'closed', 'instant-ahead', 'instants-out-of-order'] as const),
      ...(['reason-missing', 'not-current', 'erased'] as const),
    ],
  })
  excludeFromRollCall(@Body() body: ExcludeFromRollCallBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(ExcludeFromRollCall, body, caller);
  }

  @CommandRoute('ReverseExclusion', {
    summary: 'Takes an excluded person back into the denominator.',
    body: ReverseExclusionBody,
    example: { rollCall: ROLL_CALL, deployment: DEPLOYMENT, reason: 'The flight had been cancelled.' },
    problems: [
      ...(['not-found', 'not-in-force', 'closed', 'instant-ahead', 'instants-out-of-order'] as const),
      ...(['reason-missing', 'erased'] as const),
    ],
  })
  reverseExclusion(@Body() body: ReverseExclusionBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(ReverseExclusion, body, caller);
  }

  @CommandRoute('AdoptPolicy', {
    summary: 'Adopts another policy: what evidence is admitted, and how long it lasts.',
    body: AdoptPolicyBody,
    example: {
      rollCall: ROLL_CALL,
      policy: { freshness: { 1: 'PT12H', 2: 'PT6H', 3: 'PT4H' }, leastGrade: 3 },
      reason: 'The danger has passed; a voice on the telephone lasts the night.',
    },
    problems: ['not-found', 'closed', 'instant-ahead', 'instants-out-of-order', 'reason-missing'],
  })
  adoptPolicy(@Body() body: AdoptPolicyBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(AdoptPolicy, body, caller);
  }

  @CommandRoute('CloseRollCall', {
    summary: 'Closes a roll call: as complete, when everyone is accounted for, or as incomplete, naming who is open.',
    body: CloseRollCallBody,
    example: { rollCall: ROLL_CALL, outcome: 'INCOMPLETE', reason: 'The search goes on as a case of its own.' },
    problems: ['not-found', 'closed', 'not-complete', 'reason-missing', 'not-current'],
  })
  closeRollCall(@Body() body: CloseRollCallBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(CloseRollCall, body, caller);
  }

  @CommandRoute('ReopenRollCall', {
    summary: 'Reopens a closed roll call of an open incident.',
    body: ReopenRollCallBody,
    example: { rollCall: ROLL_CALL, reason: 'It was closed by mistake.' },
    problems: ['not-found', 'not-in-force', 'closed', 'reason-missing', 'indeterminate'],
  })
  reopenRollCall(@Body() body: ReopenRollCallBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(ReopenRollCall, body, caller);
  }
}
