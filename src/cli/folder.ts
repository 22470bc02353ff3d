import type { OptionTable } from './command.js';
import type { Io } from './io.js';

export const DATA_OPTION = {
  data: { type: 'string', value: 'DIR', says: 'the data folder; otherwise MUSTER_DATA, or ./data' },
} as const satisfies OptionTable;

/** The folder of the installation on this machine. A variable that is set to nothing is not set. */
export function folderPath({ data }: { readonly data?: string }, { env }: Pick<Io, 'env'>): string {
  const configured = env['MUSTER_DATA']?.trim();
  return data ?? (configured === undefined || configured === '' ? './data' : configured);
}
