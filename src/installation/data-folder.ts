import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { secureRandomness } from '../sealing/data-key.js';
import { MasterKeyMalformed, newMasterKey, parseMasterKey, type MasterKey } from '../sealing/master-key.js';

const OWNER_ONLY_FOLDER = 0o700;
const OWNER_ONLY_FILE = 0o600;

/** Where a lasting installation keeps what. */
export interface DataFolder {
  readonly path: string;
  readonly log: string;
  readonly keys: string;
  readonly views: string;
  readonly masterKey: string;
  /** Which log of a server the views are of. */
  readonly logId: string;
  /** While the master key is changed: the one that takes its place once all keys are wrapped under it. */
  readonly nextMasterKey: string;
  /** While a backup is restored: what will be moved up into the folder once it is whole. */
  readonly restoring: string;
  /** Stands there from the first event that is copied into the folder until all of them are. */
  readonly copying: string;
  /** Where a running server is found by the command line of the same machine. */
  readonly server: string;
}

/** The data folder cannot be used; the message says why and what to do, and nothing was changed. */
export class DataFolderUnusable extends Error {
  override readonly name = 'DataFolderUnusable';
}

/** The folder, made where it is absent, open to its owner alone. Throws DataFolderUnusable. */
export function openDataFolder(path: string): DataFolder {
  const folder = makeDataFolder(path);
  demandWhole(folder);
  return folder;
}

/** As `openDataFolder`, also where a copy into it is not complete: for whoever completes it. */
export function makeDataFolder(path: string): DataFolder {
  try {
    const first = mkdirSync(path, { recursive: true, mode: OWNER_ONLY_FOLDER });
    if (first !== undefined) syncNamesOfFolders(resolve(first), resolve(path));
  } catch (error) {
    throw new DataFolderUnusable(`the data folder ${path} cannot be made: ${reason(error)}`, { cause: error });
  }
  const folder = dataFolder(path);
  if (existsSync(folder.restoring)) {
    throw new DataFolderUnusable(`a restore into ${path} was interrupted: empty the folder and restore again`);
  }
  return folder;
}

/** A part of a log looks like one that ends there. Throws DataFolderUnusable where the copy into the folder is not complete. */
export function demandWhole({ path, copying }: DataFolder): void {
  if (!existsSync(copying)) return;
  throw new DataFolderUnusable(
    `the copy into ${path} is not complete: do muster log copy again, which goes on from there, or empty the folder`,
  );
}

export function markCopying({ path, copying }: DataFolder): void {
  writeDurably(copying, 'muster log copy has not ended yet\n');
  syncFolder(path);
}

export function unmarkCopying({ path, copying }: DataFolder): void {
  rmSync(copying, { force: true });
  syncFolder(path);
}

/** The names in a folder that is there, and perhaps not. */
export function dataFolder(path: string): DataFolder {
  return {
    path,
    log: join(path, 'log.db'),
    keys: join(path, 'keys.db'),
    views: join(path, 'views.db'),
    masterKey: join(path, 'master.key'),
    logId: join(path, 'log.id'),
    nextMasterKey: join(path, 'master.key.new'),
    restoring: join(path, 'restoring'),
    copying: join(path, 'copying'),
    server: join(path, 'server.json'),
  };
}

/** Whether anything has ever been kept there. */
export function isInUse({ log, keys }: DataFolder): boolean {
  return hasContent(log) || hasContent(keys);
}

/** Whether it has ever been opened beside a server that keeps the log. */
export function isBesideServer({ logId }: DataFolder): boolean {
  return hasContent(logId);
}

function hasContent(file: string): boolean {
  return existsSync(file) && statSync(file).size > 0;
}

/**
 * The master key that lies in the folder. A folder that has never been used gets a new one; for one that has, a missing
 * key is never replaced, for a new one opens nothing. Throws DataFolderUnusable, or MasterKeyMalformed.
 */
export function masterKeyOf(folder: DataFolder): MasterKey {
  if (hasContent(folder.masterKey)) return parseMasterKey(readFileSync(folder.masterKey, 'utf8'));
  if (isInUse(folder)) {
    throw new DataFolderUnusable(
      `the master key of ${folder.path} is missing: put ${folder.masterKey} back, ` +
        `or set MUSTER_MASTER_KEY or MUSTER_MASTER_KEY_FILE`,
    );
  }
  const text = newMasterKey(secureRandomness);
  keepMasterKey(folder.masterKey, text);
  return parseMasterKey(text);
}

/** Durable when it returns, and whoever reads meanwhile finds it whole or not at all once it is renamed. */
export function keepMasterKey(file: string, text: string): void {
  writeDurably(file, `${text}\n`);
  syncFolder(dirname(file));
}

/** The key that was to follow, where changing it was interrupted; undefined where none is there, or not all of it. */
export function nextMasterKeyOf({ nextMasterKey }: DataFolder): MasterKey | undefined {
  try {
    return parseMasterKey(readFileSync(nextMasterKey, 'utf8'));
  } catch (error) {
    if (error instanceof MasterKeyMalformed || !existsSync(nextMasterKey)) return undefined;
    throw error;
  }
}

/** The next master key is the one from now on; the former is gone. */
export function takeNextMasterKey(folder: DataFolder): void {
  renameSync(folder.nextMasterKey, folder.masterKey);
  syncFolder(folder.path);
}

/** There will be no other master key after all. */
export function dropNextMasterKey(folder: DataFolder): void {
  rmSync(folder.nextMasterKey, { force: true });
}

/** On the disk when it returns, and readable by its owner alone. */
export function writeDurably(file: string, text: string): void {
  const descriptor = openSync(file, 'w', OWNER_ONLY_FILE);
  try {
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** All that will be in a folder goes with its name, if the power does: from the first that was made to the last. */
function syncNamesOfFolders(first: string, last: string): void {
  for (let made = last; made.length >= first.length; made = dirname(made)) syncFolder(dirname(made));
}

/** Makes the name of a new file as durable as its content. */
export function syncFolder(path: string): void {
  // Windows has no such call.
  if (process.platform === 'win32') return;
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
