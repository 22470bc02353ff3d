import { Module } from '@nestjs/common';
import { EdgeModule } from '../edge/edge.module.js';
import { CheckInController } from './check-in.controller.js';
import { CheckInDesk } from './check-in.desk.js';
import { Devices } from './device.js';
import { FirstSeen } from './first-seen.js';
import { RollCallController } from './roll-call.controller.js';
import { RollCallDesk } from './roll-call.desk.js';
import { SignInController } from './sign-in.controller.js';
import { SomeoneController } from './someone.controller.js';
import { SomeoneDesk } from './someone.desk.js';

/** What people see: HTML from the server, which needs no script. */
@Module({
  imports: [EdgeModule],
  controllers: [CheckInController, RollCallController, SignInController, SomeoneController],
  providers: [CheckInDesk, Devices, FirstSeen, RollCallDesk, SomeoneDesk],
})
export class PagesModule {}
