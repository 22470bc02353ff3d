import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CommandAnswer } from '../../api/answers.js';
import { TheCaller, type Caller } from '../../api/caller.js';
import { CommandGate } from '../../api/command-gate.js';
import { CommandRoute } from '../../api/command-route.js';
import { EndAssignment, EndAssignmentBody } from './commands/end-assignment.command.js';
import { EndLeave, EndLeaveBody } from './commands/end-leave.command.js';
import { ObserveArrival, ObserveArrivalBody } from './commands/observe-arrival.command.js';
import { ASSIGNMENT, DEPLOYMENT, MISSION, POST } from './commands/samples.js';
import { AssignmentAnswer, StartAssignment, StartAssignmentBody } from './commands/start-assignment.command.js';
import { StartLeave, StartLeaveBody } from './commands/start-leave.command.js';
import { StartTransit, StartTransitBody } from './commands/start-transit.command.js';

@ApiTags('Movements')
@Controller()
export class MovementsController {
  constructor(private readonly gate: CommandGate) {}

  @CommandRoute('StartAssignment', {
    summary: 'Assigns someone to a mission or post, beside whatever he is assigned to already.',
    body: StartAssignmentBody,
    example: {
      deployment: DEPLOYMENT,
      assignment: ASSIGNMENT,
      mission: MISSION,
      post: POST,
      position: 'Liaison',
      from: '2020-01-05T06:00:00Z',
    },
    problems: ['not-found', 'already-exists', 'instant-ahead', 'instants-out-of-order', 'erased'],
    answer: AssignmentAnswer,
  })
  startAssignment(@Body() body: StartAssignmentBody, @TheCaller() caller: Caller): Promise<AssignmentAnswer> {
    return this.gate.give(StartAssignment, body, caller);
  }

  @CommandRoute('EndAssignment', {
    summary: 'Ends an assignment while another of the tour goes on; the one that the tour began with bears its id.',
    body: EndAssignmentBody,
    example: { deployment: DEPLOYMENT, assignment: DEPLOYMENT, at: '2020-01-06T06:00:00Z' },
    problems: ['not-found', 'not-in-force', 'instant-ahead', 'instants-out-of-order'],
  })
  endAssignment(@Body() body: EndAssignmentBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(EndAssignment, body, caller);
  }

  @CommandRoute('StartLeave', {
    summary: 'Records that someone went on leave; he stays in the count.',
    body: StartLeaveBody,
    example: {
      deployment: DEPLOYMENT,
      from: '2020-01-03T06:00:00Z',
      place: 'Amman',
      dueBackAt: '2020-01-10T06:00:00Z',
    },
    problems: ['not-found', 'already-exists', 'instant-ahead', 'instants-out-of-order', 'erased'],
  })
  startLeave(@Body() body: StartLeaveBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(StartLeave, body, caller);
  }

  @CommandRoute('EndLeave', {
    summary: 'Records that someone is back from leave.',
    body: EndLeaveBody,
    example: { deployment: DEPLOYMENT, at: '2020-01-10T06:00:00Z' },
    problems: ['not-found', 'not-in-force', 'instant-ahead', 'instants-out-of-order'],
  })
  endLeave(@Body() body: EndLeaveBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(EndLeave, body, caller);
  }

  @CommandRoute('StartTransit', {
    summary: 'Records that someone set out, and when he is due.',
    body: StartTransitBody,
    example: {
      deployment: DEPLOYMENT,
      departedAt: '2020-01-07T18:00:00Z',
      to: 'Erbil',
      dueAt: '2020-01-07T23:00:00Z',
    },
    problems: ['not-found', 'already-exists', 'instant-ahead', 'instants-out-of-order', 'erased'],
  })
  startTransit(@Body() body: StartTransitBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(StartTransit, body, caller);
  }

  @CommandRoute('ObserveArrival', {
    summary: 'Records that someone who was in transit has arrived.',
    body: ObserveArrivalBody,
    example: { deployment: DEPLOYMENT, arrivedAt: '2020-01-07T22:40:00Z', place: 'Erbil' },
    problems: ['not-found', 'not-in-force', 'instant-ahead', 'instants-out-of-order', 'erased'],
  })
  observeArrival(@Body() body: ObserveArrivalBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(ObserveArrival, body, caller);
  }
}
