import { dataFolder, isBesideServer, isInUse, type DataFolder } from '../installation/data-folder.js';
import { Api } from './api.js';
import { folderPath } from './folder.js';
import { CannotBeDone, type Io } from './io.js';
import { runningServer } from './running-server.js';

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
  const running = await runningServer(folder);
  if (running !== undefined) return work({ api: running.api, folder });
  if (!options.initialise && !isInUse(folder) && !isBesideServer(folder))
    throw new CannotBeDone(`there is no installation in ${folder.path}`);
  const { openFolder } = await import('./opened-folder.js');
  const opened = await openFolder(folder.path, io);
  try {
    return await work({ api: new Api(opened.transport, opened.secret), folder });
  } finally {
    await opened.close();
  }
}
