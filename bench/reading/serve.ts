import { startServer } from '../../src/installation/server.js';

/** node serve.js FOLDER: serves a data folder, its views made first; tells its resident memory when asked. */

export interface Served {
  readonly url: string;
}

export interface Memory {
  readonly residentBytes: number;
}

const MAKING_VIEWS_MS = 3_600_000;

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('FOLDER');
const server = await startServer(
  { port: 0, host: '127.0.0.1', engine: { engine: 'sqlite', folder } },
  { write: () => undefined, threads: true },
);
const { log, views } = server.installation;
const { position } = await log.end();
if (!(await views.reached(position, MAKING_VIEWS_MS))) throw new Error('the views have not been made');
process.on('SIGTERM', () => process.exit());
process.on('message', () => process.send?.({ residentBytes: process.memoryUsage.rss() } satisfies Memory));
process.send?.({ url: server.url } satisfies Served);
