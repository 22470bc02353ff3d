import { fileURLToPath } from 'node:url';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Closing } from '../api/closing.js';
import { createApp, type AppOptions } from '../app.module.js';
import { PROJECTIONS } from './projections.js';
import { Configuration } from '../edge/configuration.js';
import { hasConsole } from '../edge/console-files.js';
import { readDeviceFiles } from '../edge/device-files.js';
import { LocalOperator } from '../edge/local-operator.js';
import { OperationsLog, toStandardStreams, type LineValue, type WriteLine } from '../edge/operations-log.js';
import { ScrapeToken } from '../edge/scrape-token.js';
import { VERSION } from '../edge/version.js';
import { CATALOGUE } from '../features/catalogue/catalogue.js';
import { invariant } from '../kernel/failure.js';
import { derivedId } from '../kernel/ids.js';
import { BEFORE_ALL } from '../kernel/position.js';
import { present } from '../kernel/present.js';
import { dataFolder } from './data-folder.js';
import { InstallationHost } from './installation-host.js';
import { openInstallation, type Installation } from './installation.js';
import { removeServerFile, writeServerFile } from './server-file.js';
import type { Environment } from './setting.js';
import type { Settings } from './settings.js';
import { shownSettings, sourceInWords, unknownVariables } from './shown-settings.js';
import { SystemClock } from './system-clock.js';
import { SystemIds } from './system-ids.js';

/** Milliseconds for which requests under way are waited for when the server closes. */
const GRACE_MS = 10_000;
/** Milliseconds between looks for connections that have nothing more to do. */
const IDLE_CHECK_MS = 50;
const MILLISECONDS = 1_000;

/** Where the build puts the console, beside the server. */
const CONSOLE = fileURLToPath(new URL('../web', import.meta.url));

/** Where the build puts what the pages run on a device. */
const DEVICE = fileURLToPath(new URL('../device', import.meta.url));

/** The same on every start, so that the log tells his events from everyone else's. */
export const LOCAL_OPERATOR = derivedId('local operator');

export interface RunningServer {
  readonly url: string;
  readonly installation: Installation;
  /** Of the local operator. */
  readonly secret: string;
  /** Nothing has ever been recorded: nobody has an access token yet. */
  readonly isEmpty: boolean;
  /**
   * Says that it is not ready, serves on for as long as it drains, then takes no more requests, finishes those under way,
   * ends the streams and leaves nothing open.
   */
  close(why?: string): Promise<void>;
}

export interface ServerOptions {
  readonly write?: WriteLine;
  /** Where the settings came from: told in the operations log. */
  readonly environment?: Environment;
  /** The folder with the built console, where it is not beside the server. */
  readonly console?: string;
  /** As of an installation. */
  readonly threads?: boolean;
}

/** Opens the installation and serves it. What was opened is closed again where the rest cannot be. */
export async function startServer(settings: Settings, options: ServerOptions = {}): Promise<RunningServer> {
  const beganMs = performance.now();
  const log = new OperationsLog(new SystemClock(), options.write ?? toStandardStreams, settings.logLevel);
  if (options.environment !== undefined) tellSettings(log, options.environment);
  const installation = await openInstallation({
    engine: settings.engine,
    clock: new SystemClock(),
    ids: new SystemIds(),
    catalogue: CATALOGUE,
    projections: PROJECTIONS,
    ...present({ threads: options.threads }),
  });
  try {
    return await serve(installation, settings, { log, beganMs, ...options });
  } catch (error) {
    await installation.close();
    throw error;
  }
}

interface Start extends ServerOptions {
  readonly log: OperationsLog;
  readonly beganMs: number;
}

async function serve(installation: Installation, settings: Settings, start: Start): Promise<RunningServer> {
  const { position } = await installation.log.end();
  const localOperator = new LocalOperator(LOCAL_OPERATOR);
  const app = await createApp(new InstallationHost(installation), optionsFor(settings, start, localOperator));
  const { secret } = localOperator;
  const file = settings.engine.engine === 'memory' ? undefined : dataFolder(settings.engine.folder).server;
  try {
    await app.listen({ port: settings.port, host: settings.host });
    const url = urlOf(app, settings.host);
    if (file !== undefined) writeServerFile(file, { url, secret });
    const milliseconds = Math.round(performance.now() - start.beganMs);
    const { engine } = settings.engine;
    start.log.say('started', { version: VERSION, address: url, engine, logEnd: position, milliseconds });
    void tellFindings(start.log, installation);
    const close = (why = 'asked'): Promise<void> =>
      closeInOrder({ app, installation, log: start.log, why, drainSeconds: settings.drainSeconds ?? 0 }, () => {
        if (file !== undefined) removeServerFile(file);
      });
    return { url, installation, secret, isEmpty: position === BEFORE_ALL, close };
  } catch (error) {
    await app.close();
    throw error;
  }
}

function optionsFor(
  { logLevel, rateLimit, metricsToken }: Settings,
  { write, environment, console: built = CONSOLE }: Start,
  localOperator: LocalOperator,
): AppOptions {
  const scrapeToken = metricsToken === undefined ? undefined : new ScrapeToken(metricsToken);
  const console = hasConsole(built) ? built : undefined;
  const device = readDeviceFiles(DEVICE);
  const configuration =
    environment === undefined
      ? undefined
      : new Configuration(shownSettings(environment), unknownVariables(environment));
  return { localOperator, ...present({ write, logLevel, rateLimit, scrapeToken, console, device, configuration }) };
}

function tellSettings(log: OperationsLog, environment: Environment): void {
  const told = shownSettings(environment).map(({ name, value, source }): readonly [string, LineValue] => [
    name,
    value === undefined ? { source: sourceInWords(source) } : { value, source: sourceInWords(source) },
  ]);
  log.say('configured', { settings: Object.fromEntries(told) });
  for (const variable of unknownVariables(environment)) log.say('unknown-setting', { variable });
}

/** The server is asked beside everything else: what it says, or that it did not, keeps nobody from being served. */
async function tellFindings(log: OperationsLog, installation: Installation): Promise<void> {
  try {
    for (const finding of await installation.findings()) log.say('log-finding', { ...finding });
  } catch (error) {
    log.failure('log-finding', error, { finding: 'not-asked' });
  }
}

interface ServerToClose {
  readonly app: NestFastifyApplication;
  readonly installation: Installation;
  readonly log: OperationsLog;
  readonly why: string;
  readonly drainSeconds: number;
}

async function closeInOrder(
  { app, installation, log, why, drainSeconds }: ServerToClose,
  hide: () => void,
): Promise<void> {
  log.say('stopping', { why, drainSeconds });
  app.get(Closing).announce();
  if (drainSeconds > 0) await new Promise((resolve) => setTimeout(resolve, drainSeconds * MILLISECONDS));
  try {
    hide();
    await closeApp(app, log);
    await installation.close();
  } catch (error) {
    log.failure('stopped-badly', error);
    throw error;
  }
  log.say('stopped');
}

/** A connection that is still busy after the grace is cut off, for a server that does not go away cannot be replaced. */
async function closeApp(app: NestFastifyApplication, log: OperationsLog): Promise<void> {
  const { server } = app.getHttpAdapter().getInstance();
  const patience = setTimeout(() => {
    log.say('cut-off', { afterMilliseconds: GRACE_MS });
    server.closeAllConnections();
  }, GRACE_MS);
  // A connection is idle only once its last answer has gone, and its client may keep it for another request.
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
  await app.close().finally(() => {
    clearTimeout(patience);
    clearInterval(idle);
  });
}

/** Where this machine reaches it: a server that listens everywhere listens here too. */
function urlOf(app: NestFastifyApplication, host: string): string {
  const address = app.getHttpServer().address();
  invariant(typeof address === 'object' && address !== null, 'a server that listens has an address');
  const everywhere: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };
  const name = everywhere[host] ?? host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${address.port}`;
}
