import { existsSync, readFileSync } from 'node:fs';
import { KurrentEventLog } from '../../event-log/kurrentdb/kurrent-event-log.js';
import { askServer } from '../../event-log/kurrentdb/server-http.js';
import type { DataFolder } from '../../installation/data-folder.js';
import { KurrentKeyStreams } from '../../installation/kurrent-key-streams.js';
import { findSetting, type Environment } from '../../installation/setting.js';
import { SETTINGS } from '../../installation/settings-table.js';
import { SystemClock } from '../../installation/system-clock.js';
import { SystemIds } from '../../installation/system-ids.js';
import { present } from '../../kernel/present.js';
import { parseMasterKey, type MasterKey } from '../../sealing/master-key.js';
import { STORE_STREAM } from '../../sealing/streams/key-history.js';
import { StreamKeyStore } from '../../sealing/streams/stream-key-store.js';
import { messageOf } from '../io.js';
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

/** The log begins before its keys do: where there are keys, to open both writes nothing. */
async function begun(url: string, folder: DataFolder, env: Environment): Promise<readonly Finding[]> {
  const namespace = findSetting<string>(SETTINGS.namespace, env).value;
  const server = { connectionString: url, ids: new SystemIds(), ...present({ namespace }) };
  const streams = new KurrentKeyStreams(server);
  if ((await streams.read(STORE_STREAM)).length === 0) {
    await streams.close();
    return [skipped('keys', 'no installation has begun there yet')];
  }
  const keys = await keysOpen(streams, folder, env);
  const log = await KurrentEventLog.open({ ...server, clock: new SystemClock() });
  try {
    const findings = await log.findings();
    const told = findings.map((finding) => warning('account', Object.values(finding).join(' '), SEE));
    return [keys, ...(told.length === 0 ? [ok('account', 'it may delete nothing, and the version is known')] : told)];
  } finally {
    await log.close();
  }
}

/** Takes the streams over. */
async function keysOpen(streams: KurrentKeyStreams, folder: DataFolder, env: Environment): Promise<Finding> {
  const remedy = `put the master key of this installation back: ${folder.masterKey}, or MUSTER_MASTER_KEY_FILE`;
  try {
    const key = masterKeyFor(folder, env);
    if (key === undefined) {
      await streams.close();
      return fault('keys', 'the master key is missing', remedy);
    }
    await (await StreamKeyStore.open(streams, key)).close();
    return ok('keys', 'the master key opens the keys on the server');
  } catch (error) {
    return fault('keys', messageOf(error), remedy);
  }
}

/** The configured one, or the one in the folder. Throws where the latter is none. */
export function masterKeyFor(folder: DataFolder, env: Environment): MasterKey | undefined {
  const configured = findSetting<MasterKey>(SETTINGS.masterKey, env).value;
  if (configured !== undefined || !existsSync(folder.masterKey)) return configured;
  return parseMasterKey(readFileSync(folder.masterKey, 'utf8'));
}
