import { realpathSync } from 'node:fs';
import { openForReading } from '../event-log/sqlite/sqlite-event-log.js';
import { lockForWriting } from '../event-log/sqlite/writer-lock.js';
import type { KeyCensus, KeyStore } from '../sealing/key-store.js';
import type { MasterKey } from '../sealing/master-key.js';
import { SqliteKeyStore } from '../sealing/sqlite-key-store.js';
import { DataFolderUnusable, demandWhole, isInUse, type DataFolder } from './data-folder.js';
import { changeMasterKey, openUnderMasterKey, type OpenKeys, type Rotation } from './master-key-change.js';

/** The keys of a folder whose log this process holds. Rejects as the key store does. */
export function openFolderKeys(folder: DataFolder, configured?: MasterKey): Promise<KeyStore> {
  return openUnderMasterKey(folder, configured, keysIn(folder));
}

/**
 * Wraps all keys of a folder that nobody has open under another master key. Rejects with DataFolderUnusable,
 * LogUnavailable where somebody has the folder open, or as the key store does.
 */
export async function rotateMasterKey(folder: DataFolder, rotation: Rotation = {}): Promise<KeyCensus> {
  if (!isInUse(folder)) throw new DataFolderUnusable(`there is no installation in ${folder.path}`);
  demandWhole(folder);
  // What a newer version wrote is not this one's to change, not even beside the log.
  await openForReading(folder.log).close();
  const lock = lockForWriting(realpathSync(folder.log));
  try {
    return await changeMasterKey(folder, rotation, keysIn(folder));
  } finally {
    lock.release();
  }
}

function keysIn({ keys }: DataFolder): OpenKeys {
  return (masterKey) => SqliteKeyStore.open(keys, masterKey);
}
