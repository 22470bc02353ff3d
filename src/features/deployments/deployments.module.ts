import { Module } from '@nestjs/common';
import { AlarmsController } from './alarms.controller.js';
import { CheckInRecorder } from './check-in-recorder.service.js';
import { CheckInsController } from './check-ins.controller.js';
import { AnnotateEntryHandler } from './commands/annotate-entry.command.js';
import { BeginDeploymentHandler } from './commands/begin-deployment.command.js';
import { ClearDuressHandler } from './commands/clear-duress.command.js';
import { ConfirmDeathHandler } from './commands/confirm-death.command.js';
import { CorrectEntryHandler } from './commands/correct-entry.command.js';
import { CurtailDeploymentHandler } from './commands/curtail-deployment.command.js';
import { DeclareMissingHandler } from './commands/declare-missing.command.js';
import { EndAssignmentHandler } from './commands/end-assignment.command.js';
import { EndDeploymentHandler } from './commands/end-deployment.command.js';
import { EndLeaveHandler } from './commands/end-leave.command.js';
import { ExtendDeploymentHandler } from './commands/extend-deployment.command.js';
import { ObserveArrivalHandler } from './commands/observe-arrival.command.js';
import { RecordCheckInHandler } from './commands/record-check-in.command.js';
import { RecordCheckInsHandler } from './commands/record-check-ins.command.js';
import { RecordContactAttemptHandler } from './commands/record-contact-attempt.command.js';
import { RecordNextOfKinNotifiedHandler } from './commands/record-next-of-kin-notified.command.js';
import { RefuteDeathReportHandler } from './commands/refute-death-report.command.js';
import { ReinstateDeploymentHandler } from './commands/reinstate-deployment.command.js';
import { ReportDeathHandler } from './commands/report-death.command.js';
import { ResolveConflictHandler } from './commands/resolve-conflict.command.js';
import { RetractEntryHandler } from './commands/retract-entry.command.js';
import { SignalDuressHandler } from './commands/signal-duress.command.js';
import { StartAssignmentHandler } from './commands/start-assignment.command.js';
import { StartLeaveHandler } from './commands/start-leave.command.js';
import { StartTransitHandler } from './commands/start-transit.command.js';
import { WithdrawMissingHandler } from './commands/withdraw-missing.command.js';
import { CorrectionsController } from './corrections.controller.js';
import { DeploymentsController } from './deployments.controller.js';
import { MovementsController } from './movements.controller.js';
import { Places } from './places.service.js';
import { Readable } from './queries/readable.service.js';
import { ShowDeploymentHandler } from './queries/show-deployment.query.js';
import { ToursController } from './tours.controller.js';
import { Tours } from './tours.service.js';
import { Vouchers } from './vouchers.service.js';

@Module({
  controllers: [
    ToursController,
    MovementsController,
    CheckInsController,
    AlarmsController,
    CorrectionsController,
    DeploymentsController,
  ],
  providers: [
    Tours,
    Places,
    Vouchers,
    CheckInRecorder,
    Readable,
    BeginDeploymentHandler,
    ExtendDeploymentHandler,
    CurtailDeploymentHandler,
    EndDeploymentHandler,
    ReinstateDeploymentHandler,
    StartAssignmentHandler,
    EndAssignmentHandler,
    StartLeaveHandler,
    EndLeaveHandler,
    StartTransitHandler,
    ObserveArrivalHandler,
    RecordCheckInHandler,
    RecordCheckInsHandler,
    RecordContactAttemptHandler,
    DeclareMissingHandler,
    WithdrawMissingHandler,
    ReportDeathHandler,
    ConfirmDeathHandler,
    RefuteDeathReportHandler,
    RecordNextOfKinNotifiedHandler,
    SignalDuressHandler,
    ClearDuressHandler,
    ResolveConflictHandler,
    CorrectEntryHandler,
    RetractEntryHandler,
    AnnotateEntryHandler,
    ShowDeploymentHandler,
  ],
})
export class DeploymentsModule {}
