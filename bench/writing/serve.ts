import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp, type AppOptions } from '../../src/app.module.js';
import { PROJECTIONS } from '../../src/installation/projections.js';
import { LocalOperator } from '../../src/edge/local-operator.js';
import { AccessModule } from '../../src/features/access/access.module.js';
import { CATALOGUE } from '../../src/features/catalogue/catalogue.js';
import { InstallationHost } from '../../src/installation/installation-host.js';
import { openInstallation, type Installation } from '../../src/installation/installation.js';
import { SystemClock } from '../../src/installation/system-clock.js';
import { SystemIds } from '../../src/installation/system-ids.js';
import type { Lags, Listening, Start } from './contestant.js';
import { LikeMusterModule, type Instead } from './like-muster.js';
import { createPlain } from './plain.js';
import { SharedFile } from './shared-file.js';
import { Watched } from './watched.js';

/** A contestant's process: it serves on a port that the machine chooses, and tells how long its views took when asked. */

interface Serving {
  readonly app: NestFastifyApplication;
  readonly operator: string;
  readonly take: () => Lags;
}

const NOTHING: Lags = { lags: [], lastEventBytes: 0 };

async function serving({ contestant, folder, bytes = 0 }: Start): Promise<Serving> {
  switch (contestant) {
    case 'muster': {
      const watched = new Watched(await opened(folder));
      return { ...(await served(watched.installation, {})), take: () => watched.take() };
    }
    case 'constant':
      return likeMuster(folder, () => Promise.resolve());
    case 'file': {
      const file = await SharedFile.open(join(folder, 'lines'));
      const line = Buffer.alloc(bytes, 'x');
      return likeMuster(folder, () => file.append(line));
    }
    case 'no-op':
      return { app: await createPlain(), operator: '', take: () => NOTHING };
  }
}

async function likeMuster(folder: string, instead: Instead): Promise<Serving> {
  const features = [AccessModule, LikeMusterModule.doing(instead)];
  return { ...(await served(await opened(folder), { features, commands: 'as found' })), take: () => NOTHING };
}

function opened(folder: string): Promise<Installation> {
  return openInstallation({
    engine: { engine: 'sqlite', folder: join(folder, 'data') },
    clock: new SystemClock(),
    ids: new SystemIds(),
    catalogue: CATALOGUE,
    projections: PROJECTIONS,
    threads: true,
  });
}

async function served(installation: Installation, options: AppOptions): Promise<Pick<Serving, 'app' | 'operator'>> {
  const localOperator = new LocalOperator(installation.ids.next());
  const app = await createApp(new InstallationHost(installation), { ...options, localOperator });
  return { app, operator: localOperator.secret };
}

function portOf(app: NestFastifyApplication): number {
  const address = app.getHttpServer().address();
  if (typeof address !== 'object' || address === null) throw new Error('a server that listens has an address');
  return address.port;
}

const { app, operator, take } = await serving(JSON.parse(process.argv[2] ?? '') as Start);
await app.listen({ port: 0, host: '127.0.0.1' });
const port = portOf(app);
const listening: Listening = { url: `http://127.0.0.1:${port}`, port, operator };
// Not torn away, so that a profiler that it runs under has its say.
process.on('SIGTERM', () => process.exit());
process.on('message', () => process.send?.(take()));
process.send?.(listening);
