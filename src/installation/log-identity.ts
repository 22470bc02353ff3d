import { existsSync, readFileSync } from 'node:fs';
import type { Id } from '../kernel/ids.js';
import { DataFolderUnusable, isBesideServer, isInUse, writeDurably, type DataFolder } from './data-folder.js';

/**
 * A folder beside a server knows which log its views are of: another one, one that began anew, and views of which nobody
 * knows it are refused before anything is asked of them. Throws DataFolderUnusable.
 */
export function holdToLog(folder: DataFolder, installation: Id): void {
  if (!existsSync(folder.logId)) {
    if (isInUse(folder)) {
      throw new DataFolderUnusable(
        `${folder.path} holds a log of its own, and EVENT_LOG names a server: give the instance another data folder ` +
          'with nothing but the master key in it',
      );
    }
    if (existsSync(folder.views)) {
      throw new DataFolderUnusable(
        `${folder.views} is there, and nothing says of which log: delete it, and the start makes it anew`,
      );
    }
    writeDurably(folder.logId, `${installation}\n`);
    return;
  }
  const known = readFileSync(folder.logId, 'utf8').trim();
  if (known === installation) return;
  throw new DataFolderUnusable(
    `${folder.path} belongs to the log ${known}, and the server has the log ${installation}: ` +
      'check EVENT_LOG and MUSTER_NAMESPACE, or give this log a data folder of its own',
  );
}

/** A folder beside a server is no place for a log of its own, which would begin empty. Throws DataFolderUnusable. */
export function demandNotBesideServer(folder: DataFolder): void {
  if (!isBesideServer(folder)) return;
  throw new DataFolderUnusable(
    `${folder.path} belongs to a log on an EventStoreDB, and EVENT_LOG names none: set it, or give the embedded log ` +
      'another data folder',
  );
}
