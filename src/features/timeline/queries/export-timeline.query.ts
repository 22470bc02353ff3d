import { AsyncLocalStorage } from 'node:async_hooks';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { AskedQuery } from '../../../api/query.js';
import type { IdParam } from '../../../api/query-route.js';
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/instant.js';
import { BEFORE_ALL, type Position } from '../../../kernel/position.js';
import { Moments } from '../reading/moments.js';
import { Teller } from '../reading/teller.js';
import { Timelines, type Timeline } from '../reading/timelines.js';
import type { TimelineExportQuery } from './timeline-query.js';
import type { TimelineEventAnswer } from './timeline.answer.js';

/** Events read at a time for an export: all that is held of it at once. */
export const EXPORT_PAGE_SIZE = 200;

export interface TimelineExport {
  readonly incident: Id;
  readonly asOf: Instant;
  readonly knownAt: Position;
  /** Read as they are asked for, page by page, all of one k. */
  readonly pages: AsyncIterable<readonly TimelineEventAnswer[]>;
}

export class ExportTimeline extends AskedQuery<IdParam & TimelineExportQuery, TimelineExport> {}

@QueryHandler(ExportTimeline)
export class ExportTimelineHandler implements IQueryHandler<ExportTimeline> {
  constructor(
    private readonly moments: Moments,
    private readonly timelines: Timelines,
    private readonly teller: Teller,
  ) {}

  async execute({ asked, actor }: ExportTimeline): Promise<TimelineExport> {
    const moment = await this.moments.settle(asked);
    const timeline = this.timelines.open(asked.id, moment, actor);
    const pages = this.pages(timeline, asked.effects === 'true');
    return { incident: asked.id, asOf: moment.at, knownAt: moment.known, pages };
  }

  private async *pages(timeline: Timeline, withEffects: boolean): AsyncGenerator<readonly TimelineEventAnswer[]> {
    // A stream goes on whenever its socket has room, and must find the installation that was asked.
    const asAsked = AsyncLocalStorage.snapshot();
    let after: Position = BEFORE_ALL;
    for (;;) {
      const events = asAsked(() => this.timelines.events(timeline, after, EXPORT_PAGE_SIZE));
      const last = events.at(-1);
      if (last === undefined) return;
      yield await asAsked(() => this.teller.tell(timeline, events, withEffects));
      after = last.position;
    }
  }
}
