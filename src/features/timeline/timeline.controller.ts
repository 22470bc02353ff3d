import { Controller, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { TheCaller, type Caller } from '../../api/caller.js';
import { sendFile } from '../../api/file-answer.js';
import { READS_ROLL_CALLS } from '../../api/policy.js';
import { FreshQuery } from '../../api/freshness.js';
import { IdParam, QueryRoute } from '../../api/query-route.js';
import { ExportRoute } from './export/export-route.js';
import { timelineCsv } from './export/timeline-csv.js';
import { timelineJson } from './export/timeline-json.js';
import { AskEvent, EventParam, ShownEventAnswer } from './queries/ask-event.query.js';
import { AskOutline, OUTLINE_EXAMPLE, OutlineAnswer } from './queries/ask-outline.query.js';
import { AskTimeline } from './queries/ask-timeline.query.js';
import { CSV_EXAMPLE, JSON_EXAMPLE, SHOWN_EVENT_EXAMPLE, TIMELINE_EXAMPLE } from './queries/examples.js';
import { ExportTimeline } from './queries/export-timeline.query.js';
import { OutlineQuery, TimelineExportQuery, TimelineQuery } from './queries/timeline-query.js';
import { TimelineAnswer } from './queries/timeline.answer.js';

const CSV = 'text/csv';
const JSON_FILE = 'application/json';

@ApiTags('Timeline')
@Controller()
export class TimelineController {
  constructor(private readonly queries: QueryBus) {}

  @QueryRoute('AskTimeline', {
    path: 'incidents/:id/timeline',
    policy: READS_ROLL_CALLS,
    summary: 'What happened in an incident, in plain words, and what did each event change?',
    description: 'Who reads only some people gets the events about these, and of the rest that it happened.',
    answer: TimelineAnswer,
    example: TIMELINE_EXAMPLE,
    problems: ['not-found'],
  })
  timeline(
    @Param() { id }: IdParam,
    @Query() query: TimelineQuery,
    @TheCaller() { actor }: Caller,
  ): Promise<TimelineAnswer> {
    return this.queries.execute(new AskTimeline({ ...query, id }, actor));
  }

  @QueryRoute('AskOutline', {
    path: 'incidents/:id/timeline/outline',
    policy: READS_ROLL_CALLS,
    summary: 'Between which places in the log does a replay of the incident go?',
    answer: OutlineAnswer,
    example: OUTLINE_EXAMPLE,
    problems: ['not-found'],
  })
  outline(
    @Param() { id }: IdParam,
    @Query() query: OutlineQuery,
    @TheCaller() { actor }: Caller,
  ): Promise<OutlineAnswer> {
    return this.queries.execute(new AskOutline({ ...query, id }, actor));
  }

  @QueryRoute('AskEvent', {
    path: 'incidents/:id/events/:at',
    policy: READS_ROLL_CALLS,
    summary: 'One event of the incident: in plain words, what it changed, and as it is stored.',
    description: 'Who reads only some people gets it as in the timeline, and not as it is stored.',
    answer: ShownEventAnswer,
    example: SHOWN_EVENT_EXAMPLE,
    problems: ['not-found'],
  })
  event(
    @Param() param: EventParam,
    @Query() query: FreshQuery,
    @TheCaller() { actor }: Caller,
  ): Promise<ShownEventAnswer> {
    return this.queries.execute(new AskEvent({ ...query, ...param }, actor));
  }

  @ExportRoute('ExportTimelineAsCsv', {
    path: 'incidents/:id/timeline.csv',
    summary: 'The whole timeline as a table (RFC 4180, UTF-8).',
    mediaType: CSV,
    example: CSV_EXAMPLE,
  })
  async csv(
    @Param() { id }: IdParam,
    @Query() query: TimelineExportQuery,
    @TheCaller() { actor }: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const whole = await this.queries.execute(new ExportTimeline({ ...query, id }, actor));
    const type = `${CSV}; charset=utf-8; header=present`;
    await sendFile(reply, timelineCsv(whole), { type, name: `timeline-${id}.csv` });
  }

  @ExportRoute('ExportTimelineAsJson', {
    path: 'incidents/:id/timeline.json',
    summary: 'The whole timeline as one JSON document.',
    mediaType: JSON_FILE,
    example: JSON_EXAMPLE,
  })
  async json(
    @Param() { id }: IdParam,
    @Query() query: TimelineExportQuery,
    @TheCaller() { actor }: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const whole = await this.queries.execute(new ExportTimeline({ ...query, id }, actor));
    await sendFile(reply, timelineJson(whole), { type: JSON_FILE, name: `timeline-${id}.json` });
  }
}
