import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CommandAnswer } from '../../api/answers.js';
import { TheCaller, type Caller } from '../../api/caller.js';
import { CommandGate } from '../../api/command-gate.js';
import { CommandRoute } from '../../api/command-route.js';
import { GrantAccessToken, GrantAccessTokenBody, GrantAnswer } from './commands/grant-access-token.command.js';
import { RevokeAccessToken, RevokeAccessTokenBody } from './commands/revoke-access-token.command.js';
import { TOKEN } from './commands/samples.js';

@ApiTags('Access')
@Controller()
export class AccessController {
  constructor(private readonly gate: CommandGate) {}

  @CommandRoute('GrantAccessToken', {
    summary: 'Grants an access token and shows its secret, once.',
    body: GrantAccessTokenBody,
    example: { token: TOKEN, name: 'Night watch', role: 'dutyOfficer', expiresAt: '2030-01-01T00:00:00Z' },
    problems: ['already-exists', 'instants-out-of-order'],
    answer: GrantAnswer,
  })
  grantAccessToken(@Body() body: GrantAccessTokenBody, @TheCaller() caller: Caller): Promise<GrantAnswer> {
    return this.gate.give(GrantAccessToken, body, caller);
  }

  @CommandRoute('RevokeAccessToken', {
    summary: 'Takes an access token back.',
    body: RevokeAccessTokenBody,
    example: { token: TOKEN, reason: 'The telephone was lost.' },
    problems: ['not-found', 'not-in-force', 'reason-missing'],
  })
  revokeAccessToken(@Body() body: RevokeAccessTokenBody, @TheCaller() caller: Caller): Promise<CommandAnswer> {
    return this.gate.give(RevokeAccessToken, body, caller);
  }
}
