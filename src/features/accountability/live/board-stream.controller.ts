import { Controller, Headers, Param, Res } from '@nestjs/common';
import { ApiHeader, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { TheCaller, type Caller } from '../../../api/caller.js';
import { Closing } from '../../../api/closing.js';
import { EventStream } from '../../../api/event-stream.js';
import { READS_ROLL_CALLS } from '../../../api/policy.js';
import { IdParam, QueryRoute } from '../../../api/query-route.js';
import { present } from '../../../kernel/present.js';
import { Assessing } from '../asking/assessing.js';
import { BOARD_EXAMPLE, BoardAnswer } from '../queries/board.query.js';
import { BoardFeed } from './board-feed.js';

@ApiTags('Roll calls')
@Controller()
export class BoardStreamController {
  constructor(
    private readonly feed: BoardFeed,
    private readonly assessing: Assessing,
    private readonly closing: Closing,
  ) {}

  @QueryRoute('WatchBoard', {
    path: 'roll-calls/:id/stream',
    policy: READS_ROLL_CALLS,
    summary: 'The board as it changes, by an event or by an instant that has come (server-sent events).',
    description:
      'First a `board`, then a `change` with the lines that differ and the deployments that are `removed`. ' +
      'Who comes back with his `Last-Event-ID` is told the steps that he missed.',
    answer: BoardAnswer,
    example: BOARD_EXAMPLE,
    problems: ['not-found'],
  })
  @ApiProduces('text/event-stream')
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'The id of the last message that was received.' })
  async watch(
    @Param() { id: rollCall }: IdParam,
    @Headers('last-event-id') lastEventId: string | undefined,
    @TheCaller() caller: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    // Whatever is to be refused is refused while there still can be a status.
    await this.assessing.audienceFor(rollCall, caller.actor);
    const stream = EventStream.open(reply, this.closing.signal);
    const { ended } = stream;
    const feed = this.feed.follow({ rollCall, actor: caller.actor, ended, ...present({ lastEventId }) });
    try {
      for await (const told of feed) {
        if (ended.aborted || !caller.isStillValid()) break;
        if (told === 'HEARTBEAT') stream.keepAlive();
        else await stream.send(told);
      }
    } finally {
      stream.end();
    }
  }
}
