import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { MAX_EVENTS_PER_READ } from '../../event-log/event-log.js';
import { tokenOf } from '../../event-log/sqlite/codec.js';
import { openForReading } from '../../event-log/sqlite/sqlite-event-log.js';
import { lockForWriting } from '../../event-log/sqlite/writer-lock.js';
import type { DataFolder } from '../../installation/data-folder.js';
import { findSetting, type Environment } from '../../installation/setting.js';
import { SETTINGS, type ChosenEngine } from '../../installation/settings-table.js';
import { sqliteCode } from '../../kernel/sqlite-code.js';
import { SqliteKeyStore } from '../../sealing/sqlite-key-store.js';
import { messageOf } from '../io.js';
import { runningServer, type RunningServer } from '../running-server.js';
import { clock } from './clock-check.js';
import { fault, ok, skipped, type Finding } from './finding.js';
import { logServerChecks, masterKeyFor } from './log-server-checks.js';

/** What can be found out of the installation in a folder, beside a running server too. Nothing is changed. */
export async function installationChecks(folder: DataFolder, env: Environment): Promise<readonly Finding[]> {
  const chosen = findSetting<ChosenEngine>(SETTINGS.eventLog, env).value;
  if (chosen?.engine === 'kurrentdb') {
    return [...(await logServerChecks(chosen.url, folder, env)), views(folder), await instance(folder)];
  }
  if (existsSync(folder.copying)) return [copying(folder)];
  if (!existsSync(folder.log)) return [skipped('log', `no log is in ${folder.path} yet`)];
  return [await keys(folder, env), ...(await log(folder)), views(folder), ...(await server(folder))];
}

function copying({ path }: DataFolder): Finding {
  const remedy = 'do muster log copy again, which goes on from there';
  return fault('log', `the copy into ${path} is not complete`, remedy);
}

async function keys(folder: DataFolder, env: Environment): Promise<Finding> {
  const remedy = `put the master key of this installation back: ${folder.masterKey}, or MUSTER_MASTER_KEY_FILE`;
  try {
    const key = masterKeyFor(folder, env);
    if (key === undefined) return fault('keys', 'the master key is missing', remedy);
    if (!existsSync(folder.keys)) return fault('keys', `${folder.keys} is missing`, 'restore it from a backup');
    await SqliteKeyStore.open(folder.keys, key).close();
    return ok('keys', 'the master key opens the keys');
  } catch (error) {
    return fault('keys', messageOf(error), remedy);
  }
}

/** The log opens, its last events can be read, and the clock is not behind it. */
async function log(folder: DataFolder): Promise<readonly Finding[]> {
  try {
    const opened = openForReading(folder.log);
    try {
      const [end, count] = [await opened.end(), await opened.count()];
      const tail = await opened.readAll(tokenOf(Math.max(0, count - MAX_EVENTS_PER_READ)), MAX_EVENTS_PER_READ);
      return [
        ok('log', `it opens and has ${count} events; the last ${tail.length} can be read (muster verify looks at all)`),
        clock(end),
      ];
    } finally {
      await opened.close();
    }
  } catch (error) {
    return [fault('log', messageOf(error), 'muster verify says more; restore the newest backup that verifies')];
  }
}

function views({ views: file }: DataFolder): Finding {
  if (!existsSync(file)) return ok('views', 'there are none; the next start makes them');
  try {
    const db = new Database(file, { readonly: true, fileMustExist: true });
    db.pragma('schema_version');
    db.close();
    return ok('views', 'they open');
  } catch (error) {
    // A server has them to itself.
    if (sqliteCode(error)?.startsWith('SQLITE_BUSY') === true) return ok('views', 'they are in use');
    return fault('views', messageOf(error), `stop the server and delete ${file}: the next start makes it anew`);
  }
}

async function server(folder: DataFolder): Promise<readonly Finding[]> {
  const running = await runningServer(folder);
  if (running !== undefined) return [await readiness(running)];
  return [isHeld(folder) ? unreachable() : ok('server', 'none runs, and the folder is free')];
}

/** The instance on a folder beside a server that keeps the log. */
async function instance(folder: DataFolder): Promise<Finding> {
  const running = await runningServer(folder);
  return running === undefined ? ok('server', 'no instance answers on this folder') : readiness(running);
}

async function readiness({ url }: RunningServer): Promise<Finding> {
  const { status } = await fetch(new URL('/readyz', url), { redirect: 'error' });
  if (status === 200) return ok('server', `it is ready at ${url}`);
  const remedy = `curl ${url}/readyz says which check does not hold; docs/operating.md, "At 03:00", what to do`;
  return fault('server', `it runs at ${url} and is not ready`, remedy);
}

function unreachable(): Finding {
  const remedy = 'find it (fuser log.db.lock) and end it, or give it time to start';
  return fault('server', 'another process has the log open, and no server answers', remedy);
}

function isHeld({ log: file }: DataFolder): boolean {
  try {
    lockForWriting(file).release();
    return false;
  } catch {
    return true;
  }
}
