import { existsSync, readFileSync } from 'node:fs';
import type { KurrentEventLog } from '../../event-log/kurrentdb/kurrent-event-log.js';
import { askServer } from '../../event-log/kurrentdb/server-http.js';
import type { DataFolder } from '../../installation/data-folder.js';
import { KurrentKeyStreams } from '../../installation/kurrent-key-streams.js';
import { openIfBegun, type LogServer } from '../../installation/log-server.js';
import { findSetting, type Environment } from '../../installation/setting.js';
import { SETTINGS } from '../../installation/settings-table.js';
import { SystemIds } from '../../installation/system-ids.js';
import { present } from '../../kernel/present.js';
import { parseMasterKey, type MasterKey } from '../../sealing/master-key.js';
import { STORE_STREAM } from '../../sealing/streams/key-history.js';
import { StreamKeyStore } from '../../sealing/streams/stream-key-store.js';
import { messageOf } from '../io.js';
import { clock } from './clock-check.js';
import { fault, ok, skipped, warning, type Finding } from './finding.js';

const EMBEDDED = 'EVENT_LOG names a server: log.db, keys.db and their checks are of the embedded engine';
const SEE = 'docs/eventstoredb.md says how the server and its account should be';

/**
 * What can be found out of an installation whose log and keys are on a server. Nothing is changed: a log that has not
 * begun is not begun.
 */
export async function logServerChecks(url: string, folder: DataFolder, env: Environment): Promise<readonly Finding[]> {
  const embedded = skipped('embedded', EMBEDDED);
  try {
    const { status } = await askServer(url, { method: 'GET', path: '/info' });
    const answers = ok('log', `the server that keeps it answers (HTTP ${status})`);
    return [embedded, answers, ...(await begun(url, folder, env))];
  } catch (error) {
    const remedy = `look whether it runs and whether EVENT_LOG, its certificate and its password are right; ${SEE}`;
    return [embedded, fault('log', messageOf(error), remedy)];
  }
}

async function begun(url: string, folder: DataFolder, env: Environment): Promise<readonly Finding[]> {
  const namespace = findSetting<string>(SETTINGS.namespace, env).value;
  const server = { connectionString: url, ...present({ namespace }) };
  const log = await openIfBegun(server);
  if (log === undefined) return [skipped('keys', 'no installation has begun there yet')];
  try {
    return [await keysOpen(server, folder, env), clock(await log.end()), ...(await account(log))];
  } finally {
    await log.close();
  }
}

async function account(log: KurrentEventLog): Promise<readonly Finding[]> {
  const findings = await log.findings();
  if (findings.length === 0) return [ok('account', 'it may delete nothing, and the version is known')];
  return findings.map((finding) => warning('account', Object.values(finding).join(' '), SEE));
}

/** Keys that have not begun are not begun. */
async function keysOpen(server: LogServer, folder: DataFolder, env: Environment): Promise<Finding> {
  const remedy = `put the master key of this installation back: ${folder.masterKey}, or MUSTER_MASTER_KEY_FILE`;
  const connect = (): KurrentKeyStreams => new KurrentKeyStreams({ ...server, ids: new SystemIds() });
  const streams = connect();
  try {
    if ((await streams.read(STORE_STREAM)).length === 0) return skipped('keys', 'there are none yet');
    const key = masterKeyFor(folder, env);
    if (key === undefined) return fault('keys', 'the master key is missing', remedy);
    await (await StreamKeyStore.open(connect(), key)).close();
    return ok('keys', 'the master key opens the keys on the server');
  } catch (error) {
    return fault('keys', messageOf(error), remedy);
  } finally {
    await streams.close();
  }
}

/** The configured one, or the one in the folder. Throws where the latter is none. */
export function masterKeyFor(folder: DataFolder, env: Environment): MasterKey | undefined {
  const configured = findSetting<MasterKey>(SETTINGS.masterKey, env).value;
  if (configured !== undefined || !existsSync(folder.masterKey)) return configured;
  return parseMasterKey(readFileSync(folder.masterKey, 'utf8'));
}
