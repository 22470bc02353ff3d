import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CommandAnswer } from '../../api/answers.js';
import { TheCaller, type Caller } from '../../api/caller.js';
import { CommandGate } from '../../api/command-gate.js';
import { CommandRoute } from '../../api/command-route.js';
import { CloseIncident, CloseIncidentBody } from './commands/close-incident.command.js';
import { LogNote, LogNoteBody } from './commands/log-note.command.js';
import { OpenIncident, OpenIncidentBody } from './commands/open-incident.command.js';
import { RefineHazard, RefineHazardBody } from './commands/refine-hazard.command.js';
import { ReopenIncident, ReopenIncidentBody } from './commands/reopen-incident.command.js';
import { INCIDENT } from './commands/samples.js';

@ApiTags('Incidents')
@Controller()
export class IncidentsController {
  constructor(private readonly gate: CommandGate) {}

  @CommandRoute('OpenIncident', {
    summary: 'Opens an incident: something dangerous happened, is rehearsed, or is tried out.',
    body: OpenIncidentBody,
    example: {
      incident: INCIDENT,
      name: 'Missile strike',
      mode: 'ACTUAL',
      hazard: { earliest: '2020-01-07T22:30:00Z', latest: '2020-01-07T22:50:00Z' },
      place: 'Western Iraq',
    },
    problems: ['already-exists', 'instant-ahead', 'instants-out-of-order', 'erased'],
  })
  openIncident(@Body() body: OpenIncidentBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(OpenIncident, body, caller);
  }

  @CommandRoute('RefineHazard', {
    summary: 'Records that it is known better when the danger was, also of a closed incident.',
    body: RefineHazardBody,
    example: {
      incident: INCIDENT,
      hazard: { earliest: '2020-01-07T22:34:00Z', latest: '2020-01-07T22:54:00Z' },
      reason: 'The coalition gave the times of the impacts.',
    },
    problems: ['not-found', 'instant-ahead', 'instants-out-of-order', 'reason-missing', 'erased'],
  })
  refineHazard(@Body() body: RefineHazardBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(RefineHazard, body, caller);
  }

  @CommandRoute('LogNote', {
    summary: "Notes something in the watch's log, whatever is closed.",
    body: LogNoteBody,
    example: { incident: INCIDENT, text: 'Called the embassy; the line is busy.' },
    problems: ['not-found', 'erased'],
  })
  logNote(@Body() body: LogNoteBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(LogNote, body, caller);
  }

  @CommandRoute('CloseIncident', {
    summary: 'Closes an incident all of whose roll calls are closed.',
    body: CloseIncidentBody,
    example: { incident: INCIDENT, reason: 'All roll calls are closed and the mission has moved.' },
    problems: ['not-found', 'closed', 'not-complete', 'reason-missing', 'indeterminate', 'erased'],
  })
  closeIncident(@Body() body: CloseIncidentBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(CloseIncident, body, caller);
  }

  @CommandRoute('ReopenIncident', {
    summary: 'Reopens a closed incident, so that it takes roll calls again.',
    body: ReopenIncidentBody,
    example: { incident: INCIDENT, reason: 'A second strike is reported.' },
    problems: ['not-found', 'not-in-force', 'reason-missing', 'indeterminate', 'erased'],
  })
  reopenIncident(@Body() body: ReopenIncidentBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(ReopenIncident, body, caller);
  }
}
