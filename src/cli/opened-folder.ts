import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../app.module.js';
import { PROJECTIONS } from '../installation/projections.js';
import { LocalOperator } from '../edge/local-operator.js';
import type { WriteLine } from '../edge/operations-log.js';
import { CATALOGUE } from '../features/catalogue/catalogue.js';
import type { EngineChoice } from '../installation/engine-choice.js';
import { InstallationHost } from '../installation/installation-host.js';
import { openInstallation, type Installation } from '../installation/installation.js';
import { LOCAL_OPERATOR } from '../installation/server.js';
import { readSettings } from '../installation/settings.js';
import { SystemClock } from '../installation/system-clock.js';
import { SystemIds } from '../installation/system-ids.js';
import type { Clock } from '../kernel/clock.js';
import type { Transport } from './api.js';
import { CannotBeDone, messageOf, type Io } from './io.js';

/** The application on an installation that this process has to itself, without a socket. */
export interface OpenedApplication {
  readonly transport: Transport;
  /** The local operator's. */
  readonly secret: string;
  readonly installation: Installation;
  close(): Promise<void>;
}

/** Opens the folder as a server would, with the same configuration. Rejects with CannotBeDone, saying why. */
export async function openFolder(path: string, io: Pick<Io, 'env' | 'err'>): Promise<OpenedApplication> {
  try {
    const { engine } = readSettings({ ...io.env, MUSTER_DATA: path });
    // What is kept in memory is in another process, or nowhere.
    const lasting = engine.engine === 'memory' ? ({ engine: 'sqlite', folder: path } as const) : engine;
    return await openApplication(lasting, new SystemClock(), failuresTo(io));
  } catch (error) {
    throw new CannotBeDone(`${path} cannot be opened: ${messageOf(error)}`, { cause: error });
  }
}

/** Of the operations log a person at a terminal is shown the failures alone. */
export function failuresTo(io: Pick<Io, 'err'>): WriteLine {
  return (line, level) => {
    if (level === 'error') io.err(`${line}\n`);
  };
}

/** What was opened is closed again where the rest cannot be. */
export async function openApplication(
  engine: EngineChoice,
  clock: Clock,
  write: WriteLine,
): Promise<OpenedApplication> {
  const ids = new SystemIds();
  const installation = await openInstallation({ engine, clock, ids, catalogue: CATALOGUE, projections: PROJECTIONS });
  const operator = new LocalOperator(LOCAL_OPERATOR);
  try {
    const app = await createApp(new InstallationHost(installation), { write, localOperator: operator });
    await app.init();
    const close = async (): Promise<void> => {
      await app.close();
      await installation.close();
    };
    return { transport: within(app), secret: operator.secret, installation, close };
  } catch (error) {
    await installation.close();
    throw error;
  }
}

function within(app: NestFastifyApplication): Transport {
  return async ({ method, path, headers, body }) => {
    const answer = await app.inject({ method, url: path, headers, ...(body !== undefined && { payload: body }) });
    const contentType = answer.headers['content-type'] ?? '';
    return { status: answer.statusCode, contentType, text: answer.payload };
  };
}
