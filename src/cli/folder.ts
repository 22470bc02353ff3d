import { readSetting } from '../installation/settings.js';
import { SETTINGS } from '../installation/settings-table.js';
import type { OptionTable } from './command.js';
import type { Io } from './io.js';

export const DATA_OPTION = {
  data: { type: 'string', value: 'DIR', says: 'the data folder; otherwise MUSTER_DATA, or ./data' },
} as const satisfies OptionTable;

/** The folder of the installation on this machine. */
export function folderPath({ data }: { readonly data?: string }, { env }: Pick<Io, 'env'>): string {
  return data ?? readSetting<string>(SETTINGS.folder, env) ?? SETTINGS.folder.standard;
}
