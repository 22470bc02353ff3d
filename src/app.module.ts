import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Closing } from './api/closing.js';
import { CommandGate } from './api/command-gate.js';
import { DeviceSeal } from './api/device-seal.js';
import { Deciding } from './deciding/deciding.js';
import { Admission, type AdmissionLimits } from './edge/admission.js';
import { AuthenticationGuard } from './edge/authentication.guard.js';
import { CheckedInput } from './edge/checked-input.pipe.js';
import { Configuration } from './edge/configuration.js';
import { SERVED_COMMANDS, type ServedCommands } from './edge/composition.js';
import { serveConsole } from './edge/console-files.js';
import { DEVICE_SCRIPTS, serveDeviceFiles, type DeviceFiles } from './edge/device-files.js';
import { EdgeModule } from './edge/edge.module.js';
import { newHttpServer } from './edge/http-server.js';
import { LocalOperator } from './edge/local-operator.js';
import { ApiDescription, describeApi } from './edge/open-api.js';
import type { Level } from './edge/log-vocabulary.js';
import { HttpMeters } from './edge/metrics/http-meters.js';
import { LogMeters } from './edge/metrics/log-meters.js';
import { OperationsLog, toStandardStreams, type WriteLine } from './edge/operations-log.js';
import { PolicyGuard } from './edge/policy.guard.js';
import { ProblemFilter } from './edge/problem.filter.js';
import { RateLimits } from './edge/rate-limits.js';
import { TurnedAway } from './edge/turned-away.js';
import { Rebuilds } from './edge/rebuilds.js';
import { ScrapeToken } from './edge/scrape-token.js';
import { AccessModule } from './features/access/access.module.js';
import { AccountabilityModule } from './features/accountability/accountability.module.js';
import { FACT_SOURCE } from './features/accountability/facts/fact.js';
import { CommandsModule } from './features/commands/commands.module.js';
import { DeploymentsModule } from './features/deployments/deployments.module.js';
import { ErasureModule } from './features/erasure/erasure.module.js';
import { EventsModule } from './features/events/events.module.js';
import { MissionsModule } from './features/missions/missions.module.js';
import { OfficersModule } from './features/officers/officers.module.js';
import { TimelineModule } from './features/timeline/timeline.module.js';
import { delegate } from './installation/delegate.js';
import { EVENTS_PORT } from './installation/events-port.js';
import type { InstallationHost } from './installation/installation-host.js';
import { TIMELINE_PORTS } from './installation/timeline-ports.js';
import { SystemClock } from './installation/system-clock.js';
import { SystemIds } from './installation/system-ids.js';
import { COMMANDS } from './kernel/authority.js';
import { CLOCK, EVENT_LOG, ID_SOURCE, KEY_STORE, VIEWS } from './kernel/ports.js';
import { PagesModule } from './pages/pages.module.js';
import { Sealer } from './sealing/sealer.js';

type Feature = Type | DynamicModule;

/** Every feature, with its commands, questions and routes, and the pages over them. */
export const FEATURES: readonly Feature[] = [
  AccessModule,
  AccountabilityModule,
  CommandsModule,
  DeploymentsModule,
  ErasureModule,
  EventsModule,
  MissionsModule,
  OfficersModule,
  PagesModule,
  TimelineModule,
];

export interface AppOptions {
  readonly features?: readonly Feature[];
  /** What must be served, each by one route and one handler. */
  readonly commands?: ServedCommands;
  readonly localOperator?: LocalOperator;
  readonly scrapeToken?: ScrapeToken;
  /** What it was started with, for operators to read. */
  readonly configuration?: Configuration;
  /** Where the operations log goes, and from which level on. */
  readonly write?: WriteLine;
  readonly logLevel?: Level;
  /** How much it takes at a time, where it is not what an application usually takes. */
  readonly admission?: Partial<AdmissionLimits>;
  /** Requests a second that one token may make in the long run; absent or 0, nobody is counted. */
  readonly rateLimit?: number;
  /** The folder with the built console; absent, there is none at `/`. */
  readonly console?: string;
  /** What pages run on a device; absent, they have no script. */
  readonly device?: DeviceFiles;
}

/** The application, on whatever installation the host has at the time. It serves after `init` or `listen`. */
export async function createApp(host: InstallationHost, options: AppOptions = {}): Promise<NestFastifyApplication> {
  // Correlation ids and log lines are of this process and not of an installation, whose clock may be a script's.
  const log = new OperationsLog(new SystemClock(), options.write ?? toStandardStreams, options.logLevel);
  const meters = new HttpMeters();
  const turnedAway = new TurnedAway((requests) => log.say('turned-away', { ...requests }));
  const root = rootModule(host, log, meters, { ...options, ...ratesOf(options, turnedAway) });
  const admission = new Admission(options.admission);
  const adapter = newHttpServer({ log, meters, ids: new SystemIds(), admission, turnedAway });
  if (options.console !== undefined) serveConsole(adapter.getInstance(), options.console);
  if (options.device !== undefined) serveDeviceFiles(adapter.getInstance(), options.device);
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, {
    abortOnError: false,
    bodyParser: false,
    logger: log,
  });
  app.useGlobalGuards(app.get(AuthenticationGuard), app.get(PolicyGuard));
  app.useGlobalPipes(app.get(CheckedInput));
  app.useGlobalFilters(app.get(ProblemFilter));
  app.get(ApiDescription).describe(describeApi(app));
  return app;
}

/** Nobody is counted where nothing says how much is too much: the player of scripts is one caller with thousands of requests. */
function ratesOf({ rateLimit = 0 }: AppOptions, turnedAway: TurnedAway): { readonly rates?: RateLimits } {
  return rateLimit === 0 ? {} : { rates: new RateLimits(rateLimit, turnedAway) };
}

@Module({})
class AppModule {}

function rootModule(
  host: InstallationHost,
  log: OperationsLog,
  meters: HttpMeters,
  options: AppOptions & { readonly rates?: RateLimits },
): DynamicModule {
  const { features = FEATURES, commands = COMMANDS, localOperator, scrapeToken, rates } = options;
  const { configuration = new Configuration([], []), device } = options;
  const providers: Provider[] = [
    ...portsOf(host),
    ...TIMELINE_PORTS,
    EVENTS_PORT,
    ...[CommandGate, Closing, DeviceSeal],
    { provide: OperationsLog, useValue: log },
    { provide: HttpMeters, useValue: meters },
    { provide: Configuration, useValue: configuration },
    { provide: SERVED_COMMANDS, useValue: commands },
    ...(rates === undefined ? [] : [{ provide: RateLimits, useValue: rates }]),
    ...(localOperator === undefined ? [] : [{ provide: LocalOperator, useValue: localOperator }]),
    ...(scrapeToken === undefined ? [] : [{ provide: ScrapeToken, useValue: scrapeToken }]),
    ...(device === undefined ? [] : [{ provide: DEVICE_SCRIPTS, useValue: device.scripts }]),
  ];
  const exported = providers.map((provider) => (typeof provider === 'function' ? provider : provider.provide));
  const imports = [CqrsModule.forRoot(), ...features, EdgeModule];
  return { module: AppModule, global: true, imports, providers, exports: [...exported, ...features] };
}

/** What features and edge are given by injection: each speaks for the installation that is current when it is used. */
function portsOf(host: InstallationHost): Provider[] {
  return [
    { provide: EVENT_LOG, useValue: delegate(() => host.current.log) },
    { provide: FACT_SOURCE, useValue: delegate(() => host.current.facts) },
    { provide: VIEWS, useValue: delegate(() => host.current.views) },
    { provide: CLOCK, useValue: delegate(() => host.current.clock) },
    { provide: ID_SOURCE, useValue: delegate(() => host.current.ids) },
    { provide: KEY_STORE, useValue: delegate(() => host.current.keys) },
    { provide: Sealer, useValue: delegate(() => host.current.sealer) },
    { provide: Deciding, useValue: delegate(() => host.current.deciding) },
    { provide: LogMeters, useValue: delegate(() => host.current.meters) },
    { provide: Rebuilds, useValue: delegate(() => host.current.rebuilds) },
  ];
}
