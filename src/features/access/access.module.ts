import { Module } from '@nestjs/common';
import { SIGNING_IN } from '../../api/signing-in.js';
import { TOKEN_DIRECTORY } from '../../kernel/ports.js';
import { secureRandomness } from '../../sealing/data-key.js';
import { AccessController } from './access.controller.js';
import { BrowserSessions } from './browser-sessions.service.js';
import { GrantAccessTokenHandler } from './commands/grant-access-token.command.js';
import { IssueSignInLinkHandler } from './commands/issue-sign-in-link.command.js';
import { RevokeAccessTokenHandler } from './commands/revoke-access-token.command.js';
import { InForce } from './commands/in-force.js';
import { RANDOMNESS } from './commands/secret.js';
import { ListAccessTokensHandler } from './queries/list-access-tokens.query.js';
import { WhoAmIHandler } from './queries/who-am-i.query.js';
import { StoredTokens } from './views/stored-tokens.js';

@Module({
  controllers: [AccessController],
  providers: [
    GrantAccessTokenHandler,
    IssueSignInLinkHandler,
    RevokeAccessTokenHandler,
    ListAccessTokensHandler,
    WhoAmIHandler,
    BrowserSessions,
    InForce,
    StoredTokens,
    { provide: RANDOMNESS, useValue: secureRandomness },
    { provide: TOKEN_DIRECTORY, useExisting: StoredTokens },
    { provide: SIGNING_IN, useExisting: BrowserSessions },
  ],
  exports: [TOKEN_DIRECTORY, SIGNING_IN],
})
export class AccessModule {}
