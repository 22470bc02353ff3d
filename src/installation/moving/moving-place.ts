import { existsSync, realpathSync } from 'node:fs';
import { KurrentEventLog } from '../../event-log/kurrentdb/kurrent-event-log.js';
import { LogUnavailable, type EventLog } from '../../event-log/event-log.js';
import { openForReading, SqliteEventLog } from '../../event-log/sqlite/sqlite-event-log.js';
import { lockForWriting } from '../../event-log/sqlite/writer-lock.js';
import { present } from '../../kernel/present.js';
import type { DataKey } from '../../sealing/data-key.js';
import type { KeyStore } from '../../sealing/key-store.js';
import type { MasterKey } from '../../sealing/master-key.js';
import { SqliteKeyStore } from '../../sealing/sqlite-key-store.js';
import { STORE_STREAM } from '../../sealing/streams/key-history.js';
import { StreamKeyStore } from '../../sealing/streams/stream-key-store.js';
import {
  dataFolder,
  demandWhole,
  isInUse,
  keepMasterKey,
  makeDataFolder,
  markCopying,
  masterKeyOf,
  unmarkCopying,
  type DataFolder,
} from '../data-folder.js';
import { openFolderKeys } from '../folder-keys.js';
import { KurrentKeyStreams } from '../kurrent-key-streams.js';
import { demandNotBesideServer } from '../log-identity.js';
import { NO_LOG_ON_SERVER, openIfBegun, type LogServer } from '../log-server.js';
import { SystemIds } from '../system-ids.js';
import type { TakingLog } from './copy-events.js';
import { GivenStamps } from './given-stamps.js';
import { MoveRefused } from './move-refused.js';

/** Where a log is, or is to be: in a data folder, or on a server. */
export type MovingPlace = { readonly folder: string } | { readonly url: string; readonly namespace?: string };

export interface MovingSource {
  readonly log: Pick<EventLog, 'readAll' | 'end'>;
  /** How many events it holds; absent where nobody knows. */
  readonly total?: number;
  readonly keys: KeyStore;
  readonly masterKey: MasterKey;
  close(): Promise<void>;
}

export interface MovingTarget extends TakingLog {
  /** The store with this fingerprint key, begun where there is none. */
  openKeys(fingerprintKey: DataKey, masterKey: MasterKey): Promise<KeyStore>;
  /** From the first on nobody opens it but to copy into it, until the last has resolved. */
  copyBegins(): Promise<void>;
  copyEnds(): Promise<void>;
  /** Also what was opened of its keys. */
  close(): Promise<void>;
}

/** Rejects with MoveRefused where there is no log or somebody has it open; or as log and key store do. */
export async function openSource(place: MovingPlace, masterKey: MasterKey | undefined): Promise<MovingSource> {
  return 'folder' in place ? sourceFolder(dataFolder(place.folder), masterKey) : sourceServer(place, masterKey);
}

/** A folder or a log that is absent is made. Rejects as log and data folder do. */
export async function openTarget(place: MovingPlace, keepsKey: boolean): Promise<MovingTarget> {
  const stamps = new GivenStamps();
  return 'folder' in place ? targetFolder(makeDataFolder(place.folder), stamps, keepsKey) : targetServer(place, stamps);
}

async function sourceFolder(folder: DataFolder, configured: MasterKey | undefined): Promise<MovingSource> {
  if (!isInUse(folder) || !existsSync(folder.log)) throw new MoveRefused(`there is no installation in ${folder.path}`);
  demandWhole(folder);
  if (!existsSync(folder.keys)) throw new MoveRefused(`${folder.keys} is missing, without which every text is lost`);
  const opened = new Opened();
  try {
    const lock = lockOf(folder);
    opened.closing(async () => lock.release());
    const log = openForReading(folder.log);
    opened.closing(() => log.close());
    const keys = await openFolderKeys(folder, configured);
    opened.closing(() => keys.close());
    const masterKey = configured ?? masterKeyOf(folder);
    return { log, total: await log.count(), keys, masterKey, close: () => opened.close() };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** Held while it is read, so that no server begins to write to it meanwhile. */
function lockOf(folder: DataFolder): ReturnType<typeof lockForWriting> {
  try {
    return lockForWriting(realpathSync(folder.log));
  } catch (error) {
    if (!(error instanceof LogUnavailable)) throw error;
    const why = `${folder.path} is in use: stop the server on it, which would go on writing`;
    throw new MoveRefused(`${why} (${error.message})`, { cause: error });
  }
}

type ServerPlace = Extract<MovingPlace, { readonly url: string }>;

function serverOf({ url, namespace }: ServerPlace): LogServer {
  return { connectionString: url, ...present({ namespace }) };
}

function streamsOn(place: ServerPlace): KurrentKeyStreams {
  return new KurrentKeyStreams({ ...serverOf(place), ids: new SystemIds() });
}

async function sourceServer(place: ServerPlace, masterKey: MasterKey | undefined): Promise<MovingSource> {
  if (masterKey === undefined) {
    throw new MoveRefused('the master key of the source is needed: give its file with --master-key');
  }
  const opened = new Opened();
  try {
    const log = await openIfBegun(serverOf(place));
    if (log === undefined) throw new MoveRefused(NO_LOG_ON_SERVER);
    opened.closing(() => log.close());
    await demandKeys(place);
    const keys = await StreamKeyStore.open(streamsOn(place), masterKey);
    opened.closing(() => keys.close());
    return { log, keys, masterKey, close: () => opened.close() };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** Without any on the server, to open them would begin others. */
async function demandKeys(place: ServerPlace): Promise<void> {
  const streams = streamsOn(place);
  try {
    if ((await streams.read(STORE_STREAM)).length > 0) return;
  } finally {
    await streams.close();
  }
  throw new MoveRefused('the keys of the log are not on the server, without which every text is lost');
}

function targetFolder(folder: DataFolder, stamps: GivenStamps, keepsKey: boolean): MovingTarget {
  demandNotBesideServer(folder);
  const log = SqliteEventLog.open({ file: folder.log, clock: stamps, ids: new SystemIds() });
  const opened = new Opened();
  opened.closing(() => log.close());
  const openKeys = async (fingerprintKey: DataKey, masterKey: MasterKey): Promise<KeyStore> => {
    if (existsSync(folder.masterKey)) demandKey(folder, masterKey);
    else if (keepsKey) keepMasterKey(folder.masterKey, masterKey.export().toString('base64'));
    const keys = SqliteKeyStore.open(folder.keys, masterKey, { fingerprintKey });
    opened.closing(() => keys.close());
    return keys;
  };
  return {
    ...{ log, stamps, keepsOrder: true, openKeys, close: () => opened.close() },
    copyBegins: async () => markCopying(folder),
    copyEnds: async () => unmarkCopying(folder),
  };
}

function demandKey(folder: DataFolder, masterKey: MasterKey): void {
  if (masterKeyOf(folder).equals(masterKey)) return;
  throw new MoveRefused(`${folder.masterKey} is another master key: give it with --to-master-key, or take it away`);
}

async function targetServer(place: ServerPlace, stamps: GivenStamps): Promise<MovingTarget> {
  const log = await KurrentEventLog.openToCopyInto({ ...serverOf(place), ids: new SystemIds(), clock: stamps });
  const opened = new Opened();
  opened.closing(() => log.close());
  const openKeys = async (fingerprintKey: DataKey, masterKey: MasterKey): Promise<KeyStore> => {
    const keys = await StreamKeyStore.open(streamsOn(place), masterKey, { fingerprintKey });
    opened.closing(() => keys.close());
    return keys;
  };
  return {
    ...{ log, stamps, keepsOrder: false, openKeys, close: () => opened.close() },
    copyBegins: () => log.copyBegins(),
    copyEnds: () => log.copyEnds(),
  };
}

/** What has been opened so far; closed in the opposite order. */
class Opened {
  readonly #closings: (() => Promise<void>)[] = [];

  closing(close: () => Promise<void>): void {
    this.#closings.push(close);
  }

  async close(): Promise<void> {
    for (const close of this.#closings.splice(0).reverse()) await close();
  }
}
