import { Module } from '@nestjs/common';
import { AskEventHandler } from './queries/ask-event.query.js';
import { AskOutlineHandler } from './queries/ask-outline.query.js';
import { AskTimelineHandler } from './queries/ask-timeline.query.js';
import { ExportTimelineHandler } from './queries/export-timeline.query.js';
import { Effects } from './reading/effects.js';
import { Moments } from './reading/moments.js';
import { Teller } from './reading/teller.js';
import { Timelines } from './reading/timelines.js';
import { TimelineController } from './timeline.controller.js';

/** Is given its ports by the composition: INCIDENT_CIRCLE, ASSESSMENTS_AROUND and READER_SCOPE. */
@Module({
  controllers: [TimelineController],
  providers: [
    AskTimelineHandler,
    AskOutlineHandler,
    AskEventHandler,
    ExportTimelineHandler,
    Moments,
    Timelines,
    Effects,
    Teller,
  ],
})
export class TimelineModule {}
