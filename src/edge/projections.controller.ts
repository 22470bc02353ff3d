import { applyDecorators, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { MayUse } from '../api/policy.js';
import { Problems } from '../api/problems.js';
import { QueryRoute } from '../api/query-route.js';
import type { EventLog } from '../event-log/event-log.js';
import type { Problem } from '../kernel/failure.js';
import { EVENT_LOG, VIEWS } from '../kernel/ports.js';
import type { ReadableViews } from '../projecting/views.js';
import { Lags } from './lags.js';
import { OperationsLog } from './operations-log.js';
import { projectionAnswer, ProjectionList, RebuildAnswer, rebuildAnswer } from './projection-answers.js';
import { Rebuilds } from './rebuilds.js';

const POSITION = '000000000042';
const RUNNING = { state: 'RUNNING', events: 4096, position: POSITION, target: POSITION, eventsPerSecond: 51_200 };

function RebuildRoute(operationId: string, action: string, summary: string, problem: Problem): MethodDecorator {
  return applyDecorators(
    Post(`api/projections/${action}`),
    HttpCode(202),
    MayUse(['operator']),
    ApiBearerAuth(),
    ApiOperation({ operationId, summary, description: 'May be asked by: operator.' }),
    ApiAcceptedResponse({ type: RebuildAnswer, description: 'It is under way.', example: RUNNING }),
    Problems([problem, 'invalid-request', 'unauthenticated', 'forbidden', 'unavailable']),
  );
}

/** How the views fare, and their rebuilding. */
@ApiTags('Projections')
@Controller()
export class ProjectionsController {
  constructor(
    @Inject(VIEWS) private readonly views: ReadableViews,
    private readonly rebuilds: Rebuilds,
    @Inject(EVENT_LOG) private readonly log: Pick<EventLog, 'end'>,
    private readonly lags: Lags,
    private readonly operations: OperationsLog,
  ) {}

  @QueryRoute('ListProjections', {
    path: 'projections',
    policy: ['operator', 'auditor', 'commander', 'dutyOfficer'],
    summary:
      'Says of every view how far it is, whether it follows the log and, of one that stopped, which event stopped it.',
    answer: ProjectionList,
    example: {
      items: [{ name: 'facts', version: 1, state: 'running', position: POSITION, attempts: 0, behindSeconds: 0 }],
    },
  })
  async list(): Promise<ProjectionList> {
    // Where the log cannot be asked, that a view is behind is the least of it.
    const behind = await this.log.end().then(
      (end) => this.lags.behind(end),
      () => new Map<string, number>(),
    );
    return { items: this.views.status().map((status) => projectionAnswer(status, behind.get(status.name))) };
  }

  @QueryRoute('ShowRebuild', {
    path: 'projections/rebuild',
    policy: ['operator'],
    summary: 'Says how far the last rebuild of the views has come.',
    answer: RebuildAnswer,
    example: RUNNING,
  })
  progress(): RebuildAnswer {
    return rebuildAnswer(this.rebuilds.status());
  }

  @RebuildRoute(
    'BeginRebuild',
    'rebuild',
    'Begins to make the views anew from the log, beside the live ones.',
    'already-exists',
  )
  rebuild(): RebuildAnswer {
    return rebuildAnswer(this.rebuilds.begin((error) => this.operations.failure('rebuild-failed', error)));
  }

  @RebuildRoute(
    'CancelRebuild',
    'rebuild/cancel',
    'Calls a rebuild off; the live views go on as they were.',
    'not-in-force',
  )
  cancel(): RebuildAnswer {
    return rebuildAnswer(this.rebuilds.cancel());
  }
}
