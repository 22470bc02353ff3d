import { Controller, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { TheCaller, type Caller } from '../../api/caller.js';
import { FreshQuery } from '../../api/freshness.js';
import { IdParam, QueryRoute } from '../../api/query-route.js';
import { present } from '../../kernel/present.js';
import { DEPLOYMENT, ENTRY, MISSION, OFFICER } from './commands/samples.js';
import { DeploymentAnswer } from './queries/deployment.answer.js';
import { ShowDeployment } from './queries/show-deployment.query.js';

const BEGAN_AT = '2019-10-01T00:00:00.000Z';
const HEARD_AT = '2020-01-07T23:10:00.000Z';

@ApiTags('Tours')
@Controller()
export class DeploymentsController {
  constructor(private readonly queries: QueryBus) {}

  @QueryRoute('ShowDeployment', {
    path: 'deployments/:id',
    policy: ['commander', 'dutyOfficer', 'auditor', 'teamLead', 'liaison', 'deployedOfficer'],
    summary: 'One tour of one officer, with everything that was recorded of it.',
    description:
      'A deployed officer reads what he himself recorded; duress is for commander, duty officer and auditor.',
    answer: DeploymentAnswer,
    example: {
      deployment: DEPLOYMENT,
      revision: 4,
      position: '0000000000000042',
      checkIns: [
        {
          entry: ENTRY,
          recordedAt: HEARD_AT,
          recordedBy: OFFICER,
          mode: 'ACTUAL',
          observedAt: HEARD_AT,
          receivedAt: HEARD_AT,
          grade: 1,
          channel: { text: 'Satellite phone' },
          condition: 'SAFE',
          standing: 'LIVE',
          remarks: [],
        },
      ],
      tour: {
        officer: OFFICER,
        beganAt: BEGAN_AT,
        plannedEndAt: '2020-10-01T00:00:00.000Z',
        assignments: [{ assignment: DEPLOYMENT, mission: MISSION, from: BEGAN_AT }],
        leaves: [],
        transits: [],
        deathReports: [],
        declarations: [],
        duressSignals: [],
        contactAttempts: [],
        resolutions: [],
        nextOfKinNotifiedAt: [],
      },
    },
    problems: ['not-found'],
    etag: true,
  })
  showDeployment(
    @Param() { id }: IdParam,
    @Query() { after }: FreshQuery,
    @TheCaller() { actor }: Caller,
  ): Promise<DeploymentAnswer> {
    return this.queries.execute(new ShowDeployment({ id, ...present({ after }) }, actor));
  }
}
