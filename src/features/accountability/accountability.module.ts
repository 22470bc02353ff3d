import { Module } from '@nestjs/common';
import { VIEWS } from '../../kernel/ports.js';
import type { ReadableViews } from '../../projecting/views.js';
import { Assessing } from './assessing.js';
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
import { FACT_SOURCE } from './facts/fact.js';
import { StoredFacts } from './facts/stored-facts.js';
import { IncidentsController } from './incidents.controller.js';
import { RollCallsController } from './roll-calls.controller.js';

/** Of the views that are current when it is asked: they may be another installation's, or rebuilt. */
const FACTS_OF_VIEWS = {
  provide: FACT_SOURCE,
  useFactory: (views: ReadableViews) => new StoredFacts(() => views.db),
  inject: [VIEWS],
};

@Module({
  controllers: [IncidentsController, RollCallsController],
  providers: [
    FACTS_OF_VIEWS,
    Assessing,
    Existing,
    RollCallOpenings,
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
  ],
})
export class AccountabilityModule {}
