import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';

/** Which of the pages for checking in: a deployed officer's own, or that of a whole roll call. */
export type DevicePageName = 'check-in' | 'roll-call';

/** What these pages run on a device, where it runs scripts: the addresses of their scripts, and each text by its address. */
export interface DeviceFiles {
  readonly scripts: Readonly<Record<DevicePageName, string>>;
  readonly texts: ReadonlyMap<string, string>;
}

/** Under which the scripts are provided, where there are any. */
export const DEVICE_SCRIPTS = Symbol('DeviceScripts');

const WORKER = 'worker.js';
/** At the root, for it looks after pages in several places. */
const WORKER_ADDRESS = '/check-in-worker.js';

/** Answers undefined where nothing was built there. */
export function readDeviceFiles(folder: string): DeviceFiles | undefined {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const named = (page: DevicePageName) => names.find((name) => name.startsWith(`${page}-`) && name.endsWith('.js'));
  const [own, list] = [named('check-in'), named('roll-call')];
  if (own === undefined || list === undefined || !names.includes(WORKER)) return undefined;
  const scripts = { 'check-in': `/device/${own}`, 'roll-call': `/device/${list}` };
  const files = { [scripts['check-in']]: own, [scripts['roll-call']]: list, [WORKER_ADDRESS]: WORKER };
  const texts = Object.entries(files).map(
    ([address, name]) => [address, readFileSync(join(folder, name), 'utf8')] as const,
  );
  return { scripts, texts: new Map(texts) };
}

/** Serves them: a script's name changes with its content, and it may be kept for ever; the worker is looked for anew. */
export function serveDeviceFiles(fastify: FastifyInstance, { texts }: DeviceFiles): void {
  for (const [address, text] of texts) {
    const isWorker = address === WORKER_ADDRESS;
    const headers = {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': isWorker ? 'no-cache' : 'public, max-age=31536000, immutable',
      // A worker asks for pages under its own policy.
      ...(isWorker ? { 'Content-Security-Policy': "default-src 'none'; connect-src 'self'" } : {}),
    };
    fastify.get(address, (_, reply) => void reply.headers(headers).send(text));
  }
}
