import { applyDecorators, Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { MayUse } from '../api/policy.js';
import { Problems } from '../api/problems.js';
import { Refusal } from '../kernel/failure.js';
import { present } from '../kernel/present.js';
import { isReady, Readiness } from './readiness.js';

class LiveAnswer {
  @ApiProperty({ enum: [true] })
  readonly live!: true;
}

class ReadyAnswer {
  @ApiProperty({ enum: [true] })
  readonly ready!: true;
}

interface Probe {
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly answer: new () => object;
  readonly example: object;
  readonly problems: Parameters<typeof Problems>[0];
}

function ProbeRoute({ operationId, path, summary, answer, example, problems }: Probe): MethodDecorator {
  return applyDecorators(
    Get(path),
    MayUse('anyone'),
    ApiOperation({ operationId, summary, description: 'May be asked by: anyone.' }),
    ApiOkResponse({ type: answer, description: 'It is.', example }),
    Problems(problems),
  );
}

/** For whatever keeps the process running, and for whatever sends requests to it. */
@ApiTags('Health')
@Controller()
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @ProbeRoute({
    operationId: 'IsAlive',
    path: 'livez',
    summary: 'Says whether the process answers at all.',
    answer: LiveAnswer,
    example: { live: true },
    problems: ['invalid-request'],
  })
  live(): LiveAnswer {
    return { live: true };
  }

  @ProbeRoute({
    operationId: 'IsReady',
    path: 'readyz',
    summary: 'Says whether the log takes events, every view is current and the clock can be right.',
    answer: ReadyAnswer,
    example: { ready: true },
    problems: ['invalid-request', 'unavailable'],
  })
  async ready(): Promise<ReadyAnswer> {
    const { findings } = await this.readiness.look();
    if (isReady(findings)) return { ready: true };
    const views = this.readiness.troubled().map(({ name, state, attempts, lost }) => ({
      ...{ name, state, attempts },
      ...present({ lost: lost?.name }),
    }));
    const troubled = views.length === 0 ? {} : { troubled: views };
    throw new Refusal('unavailable', 'Not everything that is needed is there.', { ...findings, ...troubled });
  }
}
