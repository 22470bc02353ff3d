import { Module } from '@nestjs/common';
import { GIVEN_COMMANDS } from '../../api/given-commands.js';
import { StoredCommands } from './views/stored-commands.js';

@Module({
  providers: [{ provide: GIVEN_COMMANDS, useClass: StoredCommands }],
  exports: [GIVEN_COMMANDS],
})
export class CommandsModule {}
