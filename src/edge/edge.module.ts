import { Module } from '@nestjs/common';
import { DiscoveryModule, MetadataScanner } from '@nestjs/core';
import { AuthenticationGuard } from './authentication.guard.js';
import { CheckedInput } from './checked-input.pipe.js';
import { Composition } from './composition.js';
import { ConfigurationController } from './configuration.controller.js';
import { HealthController } from './health.controller.js';
import { Lags } from './lags.js';
import { MetricsController } from './metrics.controller.js';
import { ProcessMeters } from './metrics/process-meters.js';
import { StateMeters } from './metrics/state-meters.js';
import { ApiDescription } from './open-api.js';
import { OpenApiController } from './open-api.controller.js';
import { PolicyGuard } from './policy.guard.js';
import { ProblemFilter } from './problem.filter.js';
import { ProjectionsController } from './projections.controller.js';
import { Readiness } from './readiness.js';
import { RouteTable } from './route-table.js';
import { ViewsWatch } from './views-watch.js';

/** What stands between HTTP and the features. It needs the ports, which the composition provides. */
@Module({
  imports: [DiscoveryModule],
  controllers: [
    ...[HealthController, MetricsController, ProjectionsController],
    ...[OpenApiController, ConfigurationController],
  ],
  providers: [
    ...[ApiDescription, AuthenticationGuard, CheckedInput, Composition, MetadataScanner],
    ...[Lags, PolicyGuard, ProblemFilter, ProcessMeters, Readiness, RouteTable, StateMeters, ViewsWatch],
  ],
  exports: [ProblemFilter],
})
export class EdgeModule {}
