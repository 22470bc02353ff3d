import { Module } from '@nestjs/common';
import { AnnounceSuspensionHandler } from './commands/announce-suspension.command.js';
import { CloseDutyPostHandler } from './commands/close-duty-post.command.js';
import { EndMissionHandler } from './commands/end-mission.command.js';
import { EstablishMissionHandler } from './commands/establish-mission.command.js';
import { OpenDutyPostHandler } from './commands/open-duty-post.command.js';
import { ResumeMissionHandler } from './commands/resume-mission.command.js';
import { SuspendMissionHandler } from './commands/suspend-mission.command.js';
import { MissionsController } from './missions.controller.js';
import { ListMissionsHandler } from './queries/list-missions.query.js';
import { ShowMissionHandler } from './queries/show-mission.query.js';

@Module({
  controllers: [MissionsController],
  providers: [
    EstablishMissionHandler,
    OpenDutyPostHandler,
    CloseDutyPostHandler,
    SuspendMissionHandler,
    AnnounceSuspensionHandler,
    ResumeMissionHandler,
    EndMissionHandler,
    ListMissionsHandler,
    ShowMissionHandler,
  ],
})
export class MissionsModule {}
