import { existsSync, readFileSync } from 'node:fs';
import type { Id } from '../kernel/ids.js';
import { DataFolderUnusable, writeDurably, type DataFolder } from './data-folder.js';

/**
 * A folder beside a server knows which log its views are of: another one, or one that began anew, is refused before
 * anything is asked of it. Throws DataFolderUnusable.
 */
export function holdToLog(folder: DataFolder, installation: Id): void {
  if (!existsSync(folder.logId)) {
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
