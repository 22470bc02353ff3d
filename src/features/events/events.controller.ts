import { Controller, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { TheCaller, type Caller } from '../../api/caller.js';
import { Closing } from '../../api/closing.js';
import { encodeMessage, EventStream } from '../../api/event-stream.js';
import { FreshAnswer } from '../../api/freshness.js';
import { READS_ALL } from '../../api/policy.js';
import { QueryRoute } from '../../api/query-route.js';
import { LogEnds } from './log-ends.service.js';
import { EVENTS_EXAMPLE, EventsAnswer } from './queries/event.answer.js';
import { EventsQuery, ListEvents } from './queries/list-events.query.js';

/** The log, event by event. */
@ApiTags('Events')
@Controller()
export class EventsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly ends: LogEnds,
    private readonly closing: Closing,
  ) {}

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

  @QueryRoute('FollowEvents', {
    path: 'events/stream',
    policy: [...READS_ALL, 'operator'],
    summary: 'Tells up to where the log can be read, now and whenever that is further (server-sent events).',
    description:
      'Each message is an `end` with a position; several events that come together may be told as one. Ask ListEvents ' +
      'for what has come. Who comes back is told how it stands now: nothing that he missed is lost.',
    answer: FreshAnswer,
    example: { position: EVENTS_EXAMPLE.position },
  })
  @ApiProduces('text/event-stream')
  async follow(@TheCaller() caller: Caller, @Res() reply: FastifyReply): Promise<void> {
    const stream = EventStream.open(reply, this.closing.signal);
    try {
      for await (const end of this.ends.until(stream.ended)) {
        if (!caller.isStillValid()) break;
        if (end === 'HEARTBEAT') stream.keepAlive();
        else await stream.send(encodeMessage({ event: 'end', id: end, data: { position: end } }));
      }
    } finally {
      stream.end();
    }
  }
}
