import { Module } from '@nestjs/common';
import { PERSONAL_LINKS } from '../../api/personal-links.js';
import { SIGNING_IN } from '../../api/signing-in.js';
import { TOKEN_DIRECTORY } from '../../kernel/ports.js';
import { secureRandomness } from '../../sealing/data-key.js';
import { AccessController } from './access.controller.js';
import { BrowserSessions } from './browser-sessions.service.js';
import { GrantAccessTokenHandler } from './commands/grant-access-token.command.js';
import { IssuePersonalLinksHandler } from './commands/issue-personal-links.command.js';
import { RevokePersonalLinkHandler } from './commands/revoke-personal-link.command.js';
import { PersonalLinksController } from './personal-links.controller.js';
import { RollCallPeople } from './roll-call-people.service.js';
import { StoredPersonalLinks } from './stored-personal-links.service.js';
import { IssueSignInLinkHandler } from './commands/issue-sign-in-link.command.js';
import { RevokeAccessTokenHandler } from './commands/revoke-access-token.command.js';
import { InForce } from './commands/in-force.js';
import { RANDOMNESS } from './commands/secret.js';
import { ListPersonalLinksHandler } from './queries/list-personal-links.query.js';
import { ListAccessTokensHandler } from './queries/list-access-tokens.query.js';
import { NameActorsHandler } from './queries/name-actors.query.js';
import { WhoAmIHandler } from './queries/who-am-i.query.js';
import { StoredTokens } from './views/stored-tokens.js';

@Module({
  controllers: [AccessController, PersonalLinksController],
  providers: [
    GrantAccessTokenHandler,
    IssueSignInLinkHandler,
    IssuePersonalLinksHandler,
    RevokePersonalLinkHandler,
    ListPersonalLinksHandler,
    RollCallPeople,
    StoredPersonalLinks,
    RevokeAccessTokenHandler,
    ListAccessTokensHandler,
    NameActorsHandler,
    WhoAmIHandler,
    BrowserSessions,
    InForce,
    StoredTokens,
    { provide: RANDOMNESS, useValue: secureRandomness },
    { provide: TOKEN_DIRECTORY, useExisting: StoredTokens },
    { provide: SIGNING_IN, useExisting: BrowserSessions },
    { provide: PERSONAL_LINKS, useExisting: StoredPersonalLinks },
  ],
  exports: [TOKEN_DIRECTORY, SIGNING_IN, PERSONAL_LINKS],
})
export class AccessModule {}
