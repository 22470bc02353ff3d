import { Controller, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { TheCaller, type Caller } from '../../api/caller.js';
import { FreshQuery } from '../../api/freshness.js';
import { PageQuery } from '../../api/paging.js';
import { READS_ALL, READS_ROLL_CALLS } from '../../api/policy.js';
import { IdParam, QueryRoute } from '../../api/query-route.js';
import { present } from '../../kernel/present.js';
import { INCIDENT_EXAMPLE, INCIDENT_LIST_EXAMPLE, IncidentAnswer, IncidentList } from './queries/incident-answer.js';
import { ShowIncident } from './queries/incident.query.js';
import { ListIncidents } from './queries/incidents.query.js';
import { ROLL_CALL_EXAMPLE, ROLL_CALL_LIST_EXAMPLE, RollCallAnswer, RollCallList } from './queries/roll-call-answer.js';
import { ShowRollCall } from './queries/roll-call.query.js';
import { ListRollCalls, RollCallsQuery } from './queries/roll-calls.query.js';
import { PreviewScope, SCOPE_PREVIEW_EXAMPLE, ScopePreviewAnswer, ScopePreviewQuery } from './queries/scope.query.js';

const NARROWED =
  'Whoever reads only some of the people sees those that one of them is in, without texts, and without ids that are ' +
  'not his; any other is to him as if it were not there.';

/** What incidents and roll calls there are, and what was decided about each. */
@Controller()
export class IncidentViewsController {
  constructor(private readonly queries: QueryBus) {}

  @ApiTags('Incidents')
  @QueryRoute('ListIncidents', {
    path: 'incidents',
    policy: READS_ROLL_CALLS,
    summary: 'The incidents, the newest first.',
    description: NARROWED,
    answer: IncidentList,
    example: INCIDENT_LIST_EXAMPLE,
  })
  incidents(@Query() page: PageQuery, @TheCaller() { actor }: Caller): Promise<IncidentList> {
    return this.queries.execute(new ListIncidents(page, actor));
  }

  @ApiTags('Incidents')
  @QueryRoute('ShowIncident', {
    path: 'incidents/:id',
    policy: READS_ROLL_CALLS,
    summary:
      'An incident: when the danger was thought to be, the notes of the watch, and how its roll calls stand now.',
    description: NARROWED,
    answer: IncidentAnswer,
    example: INCIDENT_EXAMPLE,
    problems: ['not-found'],
    etag: true,
  })
  incident(
    @Param() { id }: IdParam,
    @Query() { after }: FreshQuery,
    @TheCaller() { actor }: Caller,
  ): Promise<IncidentAnswer> {
    return this.queries.execute(new ShowIncident({ id, ...present({ after }) }, actor));
  }

  @ApiTags('Roll calls')
  @QueryRoute('PreviewScope', {
    path: 'incidents/:id/scope',
    policy: READS_ALL,
    summary: 'Whom a roll call of these missions and posts would ask about, were it opened now.',
    answer: ScopePreviewAnswer,
    example: SCOPE_PREVIEW_EXAMPLE,
    problems: ['not-found'],
  })
  scope(
    @Param() { id }: IdParam,
    @Query() preview: ScopePreviewQuery,
    @TheCaller() { actor }: Caller,
  ): Promise<ScopePreviewAnswer> {
    return this.queries.execute(new PreviewScope({ incident: id, preview }, actor));
  }

  @ApiTags('Roll calls')
  @QueryRoute('ListRollCalls', {
    path: 'roll-calls',
    policy: READS_ROLL_CALLS,
    summary: 'The roll calls, the newest first.',
    description: NARROWED,
    answer: RollCallList,
    example: ROLL_CALL_LIST_EXAMPLE,
  })
  rollCalls(@Query() page: RollCallsQuery, @TheCaller() { actor }: Caller): Promise<RollCallList> {
    return this.queries.execute(new ListRollCalls(page, actor));
  }

  @ApiTags('Roll calls')
  @QueryRoute('ShowRollCall', {
    path: 'roll-calls/:id',
    policy: READS_ROLL_CALLS,
    summary: 'A roll call: what it asks, what was decided about it, and what may be said of it now.',
    description: NARROWED,
    answer: RollCallAnswer,
    example: ROLL_CALL_EXAMPLE,
    problems: ['not-found'],
    etag: true,
  })
  rollCall(
    @Param() { id }: IdParam,
    @Query() { after }: FreshQuery,
    @TheCaller() { actor }: Caller,
  ): Promise<RollCallAnswer> {
    return this.queries.execute(new ShowRollCall({ id, ...present({ after }) }, actor));
  }
}
