import { Controller, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { TheCaller, type Caller } from '../../api/caller.js';
import { READS_ALL } from '../../api/policy.js';
import { QueryRoute } from '../../api/query-route.js';
import { EVENTS_EXAMPLE, EventsAnswer } from './queries/event.answer.js';
import { EventsQuery, ListEvents } from './queries/list-events.query.js';

/** The log, event by event. */
@ApiTags('Events')
@Controller()
export class EventsController {
  constructor(private readonly queries: QueryBus) {}

  @QueryRoute('ListEvents', {
    path: 'events',
    policy: [...READS_ALL, 'operator'],
    summary: 'The events as they are stored, from either end of the log or around any position.',
    description:
      'An operator reads those about access and erasure, the watch all but those about access. Of any other it is told ' +
      'that it is there.',
    answer: EventsAnswer,
    example: EVENTS_EXAMPLE,
  })
  list(@Query() asked: EventsQuery, @TheCaller() { actor }: Caller): Promise<EventsAnswer> {
    return this.queries.execute(new ListEvents(asked, actor));
  }
}
