import { existsSync } from 'node:fs';
import type { KeyStore } from '../sealing/key-store.js';
import type { MasterKey } from '../sealing/master-key.js';
import { STORE_STREAM } from '../sealing/streams/key-history.js';
import type { KeyStreams } from '../sealing/streams/key-streams.js';
import { StreamKeyStore } from '../sealing/streams/stream-key-store.js';
import { DataFolderUnusable, masterKeyOf, type DataFolder } from './data-folder.js';

/**
 * The keys on the server, under the configured master key or the one in the folder. A new one is made only for a server
 * that has no keys yet: all instances share one. Takes the streams over. Rejects with DataFolderUnusable, or as the key
 * store does.
 */
export async function openServerKeys(
  streams: KeyStreams,
  folder: DataFolder,
  configured?: MasterKey,
): Promise<KeyStore> {
  try {
    return await StreamKeyStore.open(streams, configured ?? (await keyInFolder(streams, folder)));
  } catch (error) {
    await streams.close();
    throw error;
  }
}

async function keyInFolder(streams: KeyStreams, folder: DataFolder): Promise<MasterKey> {
  const kept = await streams.read(STORE_STREAM);
  if (!existsSync(folder.masterKey) && kept.length > 0) {
    throw new DataFolderUnusable(
      `the server has keys, and ${folder.path} has no master key for them: put ${folder.masterKey} there, ` +
        `or set MUSTER_MASTER_KEY or MUSTER_MASTER_KEY_FILE as on the instance that began the log`,
    );
  }
  return masterKeyOf(folder);
}
