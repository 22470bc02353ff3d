import { MemoryEventLog } from '../event-log/memory/memory-event-log.js';
import type { ServerFinding } from '../event-log/kurrentdb/findings.js';
import { KurrentEventLog } from '../event-log/kurrentdb/kurrent-event-log.js';
import { SqliteEventLog } from '../event-log/sqlite/sqlite-event-log.js';
import { startThread } from '../event-log/sqlite/writing-thread.js';
import type { EventLog, LogObserver } from '../event-log/event-log.js';
import type { Clock } from '../kernel/clock.js';
import type { IdSource } from '../kernel/ids.js';
import { present } from '../kernel/present.js';
import { IN_MEMORY } from '../projecting/views-file.js';
import type { KeyStore } from '../sealing/key-store.js';
import type { MasterKey } from '../sealing/master-key.js';
import { MemoryKeyStore } from '../sealing/memory-key-store.js';
import { masterKeyOf, openDataFolder, type DataFolder } from './data-folder.js';
import type { EngineChoice } from './engine-choice.js';
import { openFolderKeys } from './folder-keys.js';
import { demandNotBesideServer, holdToLog } from './log-identity.js';
import { openServerKeys } from './server-keys.js';

export interface Engine {
  readonly log: EventLog;
  readonly keys: KeyStore;
  /** Of the views; IN_MEMORY where they need not outlive the process. */
  readonly viewsPath: string;
  /** What an operator should know of a server that keeps the log, though Muster works with it. */
  findings?(): Promise<readonly ServerFinding[]>;
}

export interface EngineTools {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly observer: LogObserver;
  /** Whether the embedded log may have a thread of its own to write in. */
  readonly threads: boolean;
}

/** What was opened is closed again where the rest cannot be. Throws what the parts throw, each saying why. */
export async function openEngine(
  choice: EngineChoice,
  { clock, ids, observer, threads }: EngineTools,
): Promise<Engine> {
  switch (choice.engine) {
    case 'memory':
      return { log: new MemoryEventLog(clock), keys: new MemoryKeyStore(), viewsPath: IN_MEMORY };
    case 'sqlite': {
      const folder = folderFor(choice);
      const options = { file: folder.log, clock, ids, observer };
      const log = threads ? await SqliteEventLog.openWithThread(options, startThread) : SqliteEventLog.open(options);
      return withKeys(log, () => openFolderKeys(folder, choice.masterKey), folder);
    }
    case 'kurrentdb': {
      const folder = openDataFolder(choice.folder);
      const server = { connectionString: choice.url, ...present({ namespace: choice.namespace }) };
      const log = await KurrentEventLog.open({ ...server, ids, clock });
      const openKeys = (): Promise<KeyStore> => {
        holdToLog(folder, log.installation);
        return openServerKeys(server, folder, choice.masterKey);
      };
      return { ...(await withKeys(log, openKeys, folder)), findings: () => log.findings() };
    }
  }
}

/** The key first: a folder without its key is refused before anything in it is touched. */
function folderFor(choice: { readonly folder: string; readonly masterKey?: MasterKey }): DataFolder {
  const folder = openDataFolder(choice.folder);
  demandNotBesideServer(folder);
  if (choice.masterKey === undefined) masterKeyOf(folder);
  return folder;
}

async function withKeys(
  log: EventLog,
  openKeys: () => Promise<KeyStore>,
  { views: viewsPath }: DataFolder,
): Promise<Engine> {
  try {
    return { log, keys: await openKeys(), viewsPath };
  } catch (error) {
    await log.close();
    throw error;
  }
}
