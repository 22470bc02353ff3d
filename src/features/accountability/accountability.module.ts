import { Module } from '@nestjs/common';
import { Assessing } from './asking/assessing.js';
import { AddToRollCallHandler } from './commands/add-to-roll-call.command.js';
import { AdoptPolicyHandler } from './commands/adopt-policy.command.js';
import { CloseIncidentHandler } from './commands/close-incident.command.js';
import { CloseRollCallHandler } from './commands/close-roll-call.command.js';
import { ExcludeFromRollCallHandler } from './commands/exclude-from-roll-call.command.js';
import { Existing } from './commands/existing.js';
import { LogNoteHandler } from './commands/log-note.command.js';
import { OpenIncidentHandler } from './commands/open-incident.command.js';
import { OpenRollCallHandler } from './commands/open-roll-call.command.js';
import { RefineHazardHandler } from './commands/refine-hazard.command.js';
import { ReopenIncidentHandler } from './commands/reopen-incident.command.js';
import { ReopenRollCallHandler } from './commands/reopen-roll-call.command.js';
import { ReverseExclusionHandler } from './commands/reverse-exclusion.command.js';
import { RollCallOpenings } from './commands/roll-call-opening.js';
import { Seeing } from './asking/seeing.js';
import { IncidentViewsController } from './incident-views.controller.js';
import { IncidentsController } from './incidents.controller.js';
import { GetBoardHandler } from './queries/board.query.js';
import { GetDifferenceHandler } from './queries/difference.query.js';
import { GetHistoryHandler } from './queries/history.query.js';
import { ShowIncidentHandler } from './queries/incident.query.js';
import { ListIncidentsHandler } from './queries/incidents.query.js';
import { ShowRollCallHandler } from './queries/roll-call.query.js';
import { ListRollCallsHandler } from './queries/roll-calls.query.js';
import { GetStandingHandler } from './queries/standing.query.js';
import { PreviewScopeHandler } from './queries/scope.query.js';
import { GetVerdictHandler } from './queries/verdict.query.js';
import { BoardFeed } from './live/board-feed.js';
import { BoardStreamController } from './live/board-stream.controller.js';
import { RollCallViewsController } from './roll-call-views.controller.js';
import { RollCallsController } from './roll-calls.controller.js';

const COMMAND_HANDLERS = [
  OpenIncidentHandler,
  RefineHazardHandler,
  LogNoteHandler,
  CloseIncidentHandler,
  ReopenIncidentHandler,
  OpenRollCallHandler,
  AddToRollCallHandler,
  ExcludeFromRollCallHandler,
  ReverseExclusionHandler,
  AdoptPolicyHandler,
  CloseRollCallHandler,
  ReopenRollCallHandler,
];

const QUERY_HANDLERS = [
  ...[GetVerdictHandler, GetBoardHandler, GetDifferenceHandler, GetHistoryHandler, GetStandingHandler],
  ...[ListIncidentsHandler, ShowIncidentHandler, ListRollCallsHandler, ShowRollCallHandler],
  PreviewScopeHandler,
];

@Module({
  controllers: [
    ...[IncidentsController, IncidentViewsController],
    ...[RollCallsController, RollCallViewsController, BoardStreamController],
  ],
  providers: [Assessing, Seeing, BoardFeed, Existing, RollCallOpenings, ...COMMAND_HANDLERS, ...QUERY_HANDLERS],
})
export class AccountabilityModule {}
