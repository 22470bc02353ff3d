import { readFileSync } from 'node:fs';
import type { DataFolder } from '../installation/data-folder.js';
import type { ServerAddress } from '../installation/server-file.js';
import { Api, overHttp, parsed } from './api.js';
import { CannotBeDone } from './io.js';
import { Refused } from './refused.js';

/** Where the server of a folder is, and its API as the operator of this machine uses it. */
export interface RunningServer {
  readonly url: string;
  readonly api: Api;
}

/**
 * Undefined where no server runs on the folder, whatever one has left there or answers at its old address. Whoever
 * answers is asked for what the secret in the folder alone opens, so that nobody else is given anything of anyone.
 */
export async function runningServer(folder: Pick<DataFolder, 'server'>): Promise<RunningServer | undefined> {
  const server = serverOf(folder);
  if (server === undefined) return undefined;
  const api = new Api(overHttp(server.url), server.secret);
  try {
    await api.get('/api/projections');
    return { url: server.url, api };
  } catch (error) {
    if (error instanceof CannotBeDone || error instanceof Refused) return undefined;
    throw error;
  }
}

/** What a server has left in its folder. Whether it still runs is for a question to find out. */
function serverOf({ server }: Pick<DataFolder, 'server'>): ServerAddress | undefined {
  const left = parsed(textOf(server));
  return isServerAddress(left) ? left : undefined;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function isServerAddress(value: unknown): value is ServerAddress {
  if (typeof value !== 'object' || value === null) return false;
  return 'url' in value && typeof value.url === 'string' && 'secret' in value && typeof value.secret === 'string';
}
