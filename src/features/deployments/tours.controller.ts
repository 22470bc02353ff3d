import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CommandAnswer } from '../../api/answers.js';
import { TheCaller, type Caller } from '../../api/caller.js';
import { CommandGate } from '../../api/command-gate.js';
import { CommandRoute } from '../../api/command-route.js';
import { BeginDeployment, BeginDeploymentBody } from './commands/begin-deployment.command.js';
import { CurtailDeployment, CurtailDeploymentBody } from './commands/curtail-deployment.command.js';
import { EndDeployment, EndDeploymentBody } from './commands/end-deployment.command.js';
import { ExtendDeployment, ExtendDeploymentBody } from './commands/extend-deployment.command.js';
import { ReinstateDeployment, ReinstateDeploymentBody } from './commands/reinstate-deployment.command.js';
import { DEPLOYMENT, MISSION, OFFICER, POST } from './commands/samples.js';

@ApiTags('Tours')
@Controller()
export class ToursController {
  constructor(private readonly gate: CommandGate) {}

  @CommandRoute('BeginDeployment', {
    summary: "Begins an officer's tour, and with it his first assignment.",
    body: BeginDeploymentBody,
    example: {
      deployment: DEPLOYMENT,
      officer: OFFICER,
      mission: MISSION,
      post: POST,
      position: 'Instructor',
      beganAt: '2019-10-01T00:00:00Z',
      plannedEndAt: '2020-10-01T00:00:00Z',
    },
    problems: [
      'not-found',
      'already-exists',
      'tour-open',
      'instant-ahead',
      'instants-out-of-order',
      'erased',
      'indeterminate',
    ],
  })
  beginDeployment(@Body() body: BeginDeploymentBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(BeginDeployment, body, caller);
  }

  @CommandRoute('ExtendDeployment', {
    summary: 'Moves the planned end of a tour later.',
    body: ExtendDeploymentBody,
    example: { deployment: DEPLOYMENT, plannedEndAt: '2020-12-01T00:00:00Z', reason: 'His relief is delayed.' },
    problems: ['not-found', 'closed', 'instants-out-of-order', 'reason-missing', 'erased'],
  })
  extendDeployment(@Body() body: ExtendDeploymentBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(ExtendDeployment, body, caller);
  }

  @CommandRoute('CurtailDeployment', {
    summary: 'Moves the planned end of a tour earlier.',
    body: CurtailDeploymentBody,
    example: { deployment: DEPLOYMENT, plannedEndAt: '2020-03-01T00:00:00Z', reason: 'The mission is suspended.' },
    problems: ['not-found', 'closed', 'instants-out-of-order', 'reason-missing', 'erased'],
  })
  curtailDeployment(@Body() body: CurtailDeploymentBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(CurtailDeployment, body, caller);
  }

  @CommandRoute('EndDeployment', {
    summary: 'Records that a tour has ended.',
    body: EndDeploymentBody,
    example: { deployment: DEPLOYMENT, endedAt: '2020-02-28T12:00:00Z', reason: 'He went home.' },
    problems: ['not-found', 'not-in-force', 'instant-ahead', 'instants-out-of-order', 'reason-missing', 'erased'],
  })
  endDeployment(@Body() body: EndDeploymentBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(EndDeployment, body, caller);
  }

  @CommandRoute('ReinstateDeployment', {
    summary: "Undoes a tour's end that was a mistake, while no other tour of the officer has begun.",
    body: ReinstateDeploymentBody,
    example: { deployment: DEPLOYMENT, reason: 'Ended by mistake: it was his namesake who went home.' },
    problems: ['not-found', 'not-in-force', 'tour-open', 'reason-missing', 'erased', 'indeterminate'],
  })
  reinstateDeployment(@Body() body: ReinstateDeploymentBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(ReinstateDeployment, body, caller);
  }
}
