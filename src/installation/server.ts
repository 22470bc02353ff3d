import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp, PROJECTIONS } from '../app.module.js';
import { LocalOperator } from '../edge/local-operator.js';
import type { WriteLine } from '../edge/operations-log.js';
import { CATALOGUE } from '../features/catalogue/catalogue.js';
import { invariant } from '../kernel/failure.js';
import { derivedId } from '../kernel/ids.js';
import { BEFORE_ALL } from '../kernel/position.js';
import { dataFolder } from './data-folder.js';
import { InstallationHost } from './installation-host.js';
import { openInstallation, type Installation } from './installation.js';
import { removeServerFile, writeServerFile } from './server-file.js';
import type { Settings } from './settings.js';
import { SystemClock } from './system-clock.js';
import { SystemIds } from './system-ids.js';

/** Milliseconds for which requests under way are waited for when the server closes. */
const GRACE_MS = 10_000;
/** Milliseconds between looks for connections that have nothing more to do. */
const IDLE_CHECK_MS = 50;

/** The same on every start, so that the log tells his events from everyone else's. */
export const LOCAL_OPERATOR = derivedId('local operator');

export interface RunningServer {
  readonly url: string;
  readonly installation: Installation;
  /** Of the local operator. */
  readonly secret: string;
  /** Nothing has ever been recorded: nobody has an access token yet. */
  readonly isEmpty: boolean;
  /** Takes no more requests, finishes those under way, ends the streams and leaves nothing open. */
  close(): Promise<void>;
}

export interface ServerOptions {
  readonly write?: WriteLine;
}

/** Opens the installation and serves it. What was opened is closed again where the rest cannot be. */
export async function startServer(settings: Settings, options: ServerOptions = {}): Promise<RunningServer> {
  const installation = await openInstallation({
    engine: settings.engine,
    clock: new SystemClock(),
    ids: new SystemIds(),
    catalogue: CATALOGUE,
    projections: PROJECTIONS,
  });
  try {
    return await serve(installation, settings, options);
  } catch (error) {
    await installation.close();
    throw error;
  }
}

async function serve(installation: Installation, settings: Settings, options: ServerOptions): Promise<RunningServer> {
  const { position } = await installation.log.end();
  const localOperator = new LocalOperator(LOCAL_OPERATOR);
  const app = await createApp(new InstallationHost(installation), { ...options, localOperator });
  const { secret } = localOperator;
  const file = settings.engine.engine === 'memory' ? undefined : dataFolder(settings.engine.folder).server;
  try {
    await app.listen({ port: settings.port, host: settings.host });
    const url = urlOf(app, settings.host);
    if (file !== undefined) writeServerFile(file, { url, secret });
    const close = async (): Promise<void> => {
      if (file !== undefined) removeServerFile(file);
      await closeApp(app);
      await installation.close();
    };
    return { url, installation, secret, isEmpty: position === BEFORE_ALL, close };
  } catch (error) {
    await app.close();
    throw error;
  }
}

/** A connection that is still busy after the grace is cut off, for a server that does not go away cannot be replaced. */
async function closeApp(app: NestFastifyApplication): Promise<void> {
  const { server } = app.getHttpAdapter().getInstance();
  const patience = setTimeout(() => server.closeAllConnections(), GRACE_MS);
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
