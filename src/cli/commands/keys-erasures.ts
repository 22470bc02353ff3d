import { dataFolder } from '../../installation/data-folder.js';
import { command, JSON_OPTION } from '../command.js';
import { embeddedOnly } from '../embedded.js';
import { DATA_OPTION, folderPath } from '../folder.js';
import type { Io } from '../io.js';
import { configuredLogServer } from '../log-server.js';
import { toldAsItIs } from '../told.js';
import { brief } from '../board-text.js';
import { table } from '../usage.js';
import type { ListedErasure } from '../../installation/backup/erasure-list.js';

export const keysErasures = command({
  name: 'keys erasures',
  says: `Lists whose texts were erased, on what ground and when, from the log; it names nobody. With --json it is what restore
takes with --erasures-of: kept apart from the backups it lets an older one obey what was erased after it.`,
  operands: [],
  options: { ...DATA_OPTION, ...JSON_OPTION },
  run: async ({ values }, io) => {
    const erasures = await toldAsItIs(() => erasuresOf(values, io));
    io.out(values.json === true ? `${JSON.stringify({ erasures })}\n` : listed(erasures));
    return 0;
  },
});

async function erasuresOf(values: { readonly data?: string }, io: Io): Promise<readonly ListedErasure[]> {
  const { listErasures, listServerErasures } = await import('../../installation/backup/erasure-list.js');
  const server = configuredLogServer(io);
  if (server !== undefined) return listServerErasures(server);
  embeddedOnly('keys erasures', io);
  return listErasures(dataFolder(folderPath(values, io)).log);
}

function listed(erasures: readonly ListedErasure[]): string {
  if (erasures.length === 0) return 'Nothing was erased.\n';
  return `${table(erasures.map(({ subject, ground, recordedAt }) => [subject, ground, brief(recordedAt)])).join('\n')}\n`;
}
