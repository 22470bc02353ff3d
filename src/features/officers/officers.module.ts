import { Module } from '@nestjs/common';
import { CorrectOfficerHandler } from './commands/correct-officer.command.js';
import { RecordContactChannelHandler } from './commands/record-contact-channel.command.js';
import { RecordOfficerRankHandler } from './commands/record-officer-rank.command.js';
import { RegisterOfficerHandler } from './commands/register-officer.command.js';
import { OfficersController } from './officers.controller.js';
import { ListOfficersHandler } from './queries/list-officers.query.js';
import { ShowOfficerHandler } from './queries/show-officer.query.js';

@Module({
  controllers: [OfficersController],
  providers: [
    RegisterOfficerHandler,
    CorrectOfficerHandler,
    RecordContactChannelHandler,
    RecordOfficerRankHandler,
    ListOfficersHandler,
    ShowOfficerHandler,
  ],
})
export class OfficersModule {}
