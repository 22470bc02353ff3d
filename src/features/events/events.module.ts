import { Module } from '@nestjs/common';
import { EventsController } from './events.controller.js';
import { LogEnds } from './log-ends.service.js';
import { ListEventsHandler } from './queries/list-events.query.js';

/** Is given POSITIONS by the composition. */
@Module({ controllers: [EventsController], providers: [ListEventsHandler, LogEnds] })
export class EventsModule {}
