import { dataFolder, isInUse, type DataFolder } from '../installation/data-folder.js';
import { Api, overHttp } from './api.js';
import { folderPath } from './folder.js';
import { CannotBeDone, type Io } from './io.js';
import { Refused } from './refused.js';
import { serverOf } from './running-server.js';

export interface OperatorOptions {
  /** Whether a folder that nothing was ever kept in is initialised; otherwise it is taken for a mistake. */
  readonly initialise: boolean;
}

export interface OperatorWork {
  readonly api: Api;
  readonly folder: DataFolder;
}

/**
 * Does something as the operator of the installation on this machine: through the server that runs on its folder, or,
 * where none does, through the same application on the folder that is opened for it.
 */
export async function asOperator<Result>(
  values: { readonly data?: string },
  io: Io,
  options: OperatorOptions,
  work: (operator: OperatorWork) => Promise<Result>,
): Promise<Result> {
  const folder = dataFolder(folderPath(values, io));
  const running = await runningApi(folder);
  if (running !== undefined) return work({ api: running, folder });
  if (!options.initialise && !isInUse(folder)) throw new CannotBeDone(`there is no installation in ${folder.path}`);
  const { openFolder } = await import('./opened-folder.js');
  const opened = await openFolder(folder.path, io);
  try {
    return await work({ api: new Api(opened.transport, opened.secret), folder });
  } finally {
    await opened.close();
  }
}

/** Undefined where no server runs on the folder, whatever one has left there or answers at its old address. */
async function runningApi(folder: DataFolder): Promise<Api | undefined> {
  const server = serverOf(folder);
  if (server === undefined) return undefined;
  const api = new Api(overHttp(server.url), server.secret);
  try {
    await api.get('/api/projections');
    return api;
  } catch (error) {
    if (error instanceof CannotBeDone || error instanceof Refused) return undefined;
    throw error;
  }
}
