import { realpathSync } from 'node:fs';
import { openForReading } from '../event-log/sqlite/sqlite-event-log.js';
import { lockForWriting } from '../event-log/sqlite/writer-lock.js';
import { secureRandomness } from '../sealing/data-key.js';
import { WrongMasterKey, type KeyCensus, type KeyStore } from '../sealing/key-store.js';
import { newMasterKey, parseMasterKey, type MasterKey } from '../sealing/master-key.js';
import { SqliteKeyStore } from '../sealing/sqlite-key-store.js';
import {
  DataFolderUnusable,
  dropNextMasterKey,
  isInUse,
  keepMasterKey,
  masterKeyOf,
  nextMasterKeyOf,
  takeNextMasterKey,
  type DataFolder,
} from './data-folder.js';

/**
 * The keys of a folder whose log this process holds, under the configured master key or the one that lies there. Where
 * changing that one was interrupted, it is finished or undone, whichever the key store says. Throws as the key store does.
 */
export function openFolderKeys(folder: DataFolder, configured?: MasterKey): KeyStore {
  if (configured !== undefined) return SqliteKeyStore.open(folder.keys, configured);
  try {
    const store = SqliteKeyStore.open(folder.keys, masterKeyOf(folder));
    dropNextMasterKey(folder);
    return store;
  } catch (error) {
    const next = error instanceof WrongMasterKey ? nextMasterKeyOf(folder) : undefined;
    if (next === undefined) throw error;
    const store = SqliteKeyStore.open(folder.keys, next);
    takeNextMasterKey(folder);
    return store;
  }
}

export interface Rotation {
  /** The present master key, where it is configured and does not lie in the folder. */
  readonly configured?: MasterKey;
  /** The new one, as text; made here where none is given. */
  readonly next?: string;
}

/**
 * Wraps all keys of a folder that nobody has open under another master key, and puts that one in the place of the
 * former where it lies in the folder: written beside it first, so that at every instant a key that opens the store is
 * in the folder. Rejects with DataFolderUnusable, LogUnavailable where somebody has the folder open, or as the key
 * store does.
 */
export async function rotateMasterKey(folder: DataFolder, rotation: Rotation = {}): Promise<KeyCensus> {
  if (!isInUse(folder)) throw new DataFolderUnusable(`there is no installation in ${folder.path}`);
  // What a newer version wrote is not this one's to change, not even beside the log.
  await openForReading(folder.log).close();
  const lock = lockForWriting(realpathSync(folder.log));
  try {
    return await rotateLocked(folder, rotation);
  } finally {
    lock.release();
  }
}

async function rotateLocked(folder: DataFolder, { configured, next }: Rotation): Promise<KeyCensus> {
  const store = openFolderKeys(folder, configured);
  try {
    const present = configured ?? masterKeyOf(folder);
    const text = next ?? newMasterKey(secureRandomness);
    const nextKey = parseMasterKey(text);
    if (nextKey.equals(present)) throw new DataFolderUnusable('the new master key is the present one');
    if (configured === undefined) keepMasterKey(folder.nextMasterKey, text.trim());
    const census = await store.rewrap(nextKey);
    if (configured === undefined) takeNextMasterKey(folder);
    return census;
  } finally {
    await store.close();
  }
}
