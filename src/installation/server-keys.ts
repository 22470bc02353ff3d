import { existsSync } from 'node:fs';
import type { KeyCensus, KeyStore } from '../sealing/key-store.js';
import type { MasterKey } from '../sealing/master-key.js';
import { STORE_STREAM } from '../sealing/streams/key-history.js';
import type { KeyStreams } from '../sealing/streams/key-streams.js';
import { StreamKeyStore } from '../sealing/streams/stream-key-store.js';
import { DataFolderUnusable, isBesideServer, type DataFolder } from './data-folder.js';
import { KurrentKeyStreams } from './kurrent-key-streams.js';
import { holdToLog } from './log-identity.js';
import { NO_LOG_ON_SERVER, openIfBegun, type LogServer } from './log-server.js';
import { changeMasterKey, openUnderMasterKey, type OpenKeys, type Rotation } from './master-key-change.js';
import { SystemIds } from './system-ids.js';

/**
 * The keys on the server. A new master key is made only for a server that has no keys yet: all instances share one.
 * Rejects with DataFolderUnusable, or as the key store does.
 */
export async function openServerKeys(server: LogServer, folder: DataFolder, configured?: MasterKey): Promise<KeyStore> {
  if (configured === undefined && !existsSync(folder.masterKey)) await demandNoKeys(server, folder);
  return openUnderMasterKey(folder, configured, keysOn(server));
}

/**
 * Wraps all keys on the server under another master key. Whoever has them open is told so with his next key. Rejects
 * with DataFolderUnusable where no log has begun there, or as log and key store do.
 */
export async function rotateServerMasterKey(
  server: LogServer,
  folder: DataFolder,
  rotation: Rotation = {},
): Promise<KeyCensus> {
  const log = await openIfBegun(server);
  if (log === undefined) throw new DataFolderUnusable(NO_LOG_ON_SERVER);
  try {
    if (isBesideServer(folder)) holdToLog(folder, log.installation);
    if (rotation.configured === undefined && !existsSync(folder.masterKey)) await demandNoKeys(server, folder);
    return await changeMasterKey(folder, rotation, keysOn(server));
  } finally {
    await log.close();
  }
}

function keysOn(server: LogServer): OpenKeys {
  return (masterKey) => StreamKeyStore.open(streamsOn(server), masterKey);
}

function streamsOn(server: LogServer): KeyStreams {
  return new KurrentKeyStreams({ ...server, ids: new SystemIds() });
}

async function demandNoKeys(server: LogServer, folder: DataFolder): Promise<void> {
  const streams = streamsOn(server);
  try {
    if ((await streams.read(STORE_STREAM)).length === 0) return;
  } finally {
    await streams.close();
  }
  throw new DataFolderUnusable(
    `the server has keys, and ${folder.path} has no master key for them: put ${folder.masterKey} there, ` +
      `or set MUSTER_MASTER_KEY or MUSTER_MASTER_KEY_FILE as on the instance that began the log`,
  );
}
