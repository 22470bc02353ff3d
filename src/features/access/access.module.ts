import { Module } from '@nestjs/common';
import { TOKEN_DIRECTORY } from '../../kernel/ports.js';
import { secureRandomness } from '../../sealing/data-key.js';
import { AccessController } from './access.controller.js';
import { GrantAccessTokenHandler } from './commands/grant-access-token.command.js';
import { RevokeAccessTokenHandler } from './commands/revoke-access-token.command.js';
import { InForce } from './commands/in-force.js';
import { RANDOMNESS } from './commands/secret.js';
import { ListAccessTokensHandler } from './queries/list-access-tokens.query.js';
import { StoredTokens } from './views/stored-tokens.js';

@Module({
  controllers: [AccessController],
  providers: [
    GrantAccessTokenHandler,
    RevokeAccessTokenHandler,
    ListAccessTokensHandler,
    InForce,
    { provide: RANDOMNESS, useValue: secureRandomness },
    { provide: TOKEN_DIRECTORY, useClass: StoredTokens },
  ],
  exports: [TOKEN_DIRECTORY],
})
export class AccessModule {}
