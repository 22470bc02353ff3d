import { readSetting } from '../installation/settings.js';
import { SETTINGS } from '../installation/settings-table.js';
import { CannotBeDone, type Io } from './io.js';

/** What works on the files of the embedded engine is refused where another is configured. Throws CannotBeDone. */
export function embeddedOnly(what: string, { env }: Pick<Io, 'env'>): void {
  const chosen = readSetting(SETTINGS.eventLog, env);
  if (chosen === undefined || chosen.engine === 'sqlite') return;
  throw new CannotBeDone(`${what} works on the files of the embedded engine, and EVENT_LOG names another one`);
}
