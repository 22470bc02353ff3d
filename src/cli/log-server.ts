import type { LogServer } from '../installation/log-server.js';
import { readSetting } from '../installation/settings.js';
import { SETTINGS } from '../installation/settings-table.js';
import { present } from '../kernel/present.js';
import type { Io } from './io.js';

/** The server that keeps the log, as it is configured; undefined where the log is kept otherwise. */
export function configuredLogServer({ env }: Pick<Io, 'env'>): LogServer | undefined {
  const chosen = readSetting(SETTINGS.eventLog, env);
  if (chosen?.engine !== 'kurrentdb') return undefined;
  const namespace = readSetting(SETTINGS.namespace, env);
  return { connectionString: chosen.url, ...present({ namespace }) };
}
