import { Controller, Get, Header } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { MayUse } from '../api/policy.js';
import { Problems } from '../api/problems.js';
import { HttpMeters } from './metrics/http-meters.js';
import { LogMeters } from './metrics/log-meters.js';
import { ProcessMeters } from './metrics/process-meters.js';
import { StateMeters } from './metrics/state-meters.js';
import { ForScraping } from './scrape-token.js';

const TEXT = 'text/plain; version=0.0.4; charset=utf-8';
const EXAMPLE = '# HELP muster_ready What /readyz finds\n# TYPE muster_ready gauge\nmuster_ready{check="log"} 1\n';

/** For whatever watches the process over time. */
@ApiTags('Health')
@Controller()
export class MetricsController {
  constructor(
    private readonly http: HttpMeters,
    private readonly log: LogMeters,
    private readonly process: ProcessMeters,
    private readonly state: StateMeters,
  ) {}

  @Get('metrics')
  @MayUse(['operator'])
  @ForScraping()
  @Header('Content-Type', TEXT)
  @ApiBearerAuth()
  @ApiProduces('text/plain')
  @ApiOperation({
    operationId: 'Measure',
    summary: 'Everything that is measured, in the text format of Prometheus.',
    description: 'May be asked by: operator, and by whoever has the scrape token of the configuration.',
  })
  @ApiOkResponse({
    description: 'The answer.',
    content: { 'text/plain': { schema: { type: 'string' }, example: EXAMPLE } },
  })
  @Problems(['invalid-request', 'unauthenticated', 'forbidden', 'unavailable'])
  async metrics(): Promise<string> {
    const texts = await Promise.all([
      this.state.scraped(),
      this.http.scraped(),
      this.log.registry.metrics(),
      this.process.scraped(),
    ]);
    return texts
      .map((text) => text.trimEnd())
      .join('\n')
      .concat('\n');
  }
}
