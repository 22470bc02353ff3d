import { secureRandomness } from '../sealing/data-key.js';
import { WrongMasterKey, type KeyCensus, type KeyStore } from '../sealing/key-store.js';
import { newMasterKey, parseMasterKey, type MasterKey } from '../sealing/master-key.js';
import {
  DataFolderUnusable,
  dropNextMasterKey,
  keepMasterKey,
  masterKeyOf,
  nextMasterKeyOf,
  takeNextMasterKey,
  type DataFolder,
} from './data-folder.js';

/** Opens keys, wherever they are, under a master key; rejects with WrongMasterKey where they are under another. */
export type OpenKeys = (masterKey: MasterKey) => KeyStore | Promise<KeyStore>;

export interface Rotation {
  /** The present master key, where it is configured and does not lie in the folder. */
  readonly configured?: MasterKey;
  /** The new one, as text; made here where none is given. */
  readonly next?: string;
}

/**
 * Opens keys under the configured master key or the one that lies in the folder. Where changing that one was
 * interrupted, it is finished or undone, whichever the keys say. Rejects as they do.
 */
export async function openUnderMasterKey(
  folder: DataFolder,
  configured: MasterKey | undefined,
  open: OpenKeys,
): Promise<KeyStore> {
  if (configured !== undefined) return open(configured);
  try {
    const store = await open(masterKeyOf(folder));
    dropNextMasterKey(folder);
    return store;
  } catch (error) {
    const next = error instanceof WrongMasterKey ? nextMasterKeyOf(folder) : undefined;
    if (next === undefined) throw error;
    const store = await open(next);
    takeNextMasterKey(folder);
    return store;
  }
}

/**
 * Wraps all keys under another master key, and puts that one in the place of the former where it lies in the folder:
 * written beside it first, so that at every instant a key that opens the store is in the folder. Rejects with
 * DataFolderUnusable, or as the keys do.
 */
export async function changeMasterKey(
  folder: DataFolder,
  { configured, next }: Rotation,
  open: OpenKeys,
): Promise<KeyCensus> {
  const store = await openUnderMasterKey(folder, configured, open);
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
