import { dataFolder } from '../../installation/data-folder.js';
import { command, JSON_OPTION } from '../command.js';
import { embeddedOnly } from '../embedded.js';
import { DATA_OPTION, folderPath } from '../folder.js';
import { CannotBeDone } from '../io.js';
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
    embeddedOnly('keys erasures', io);
    const erasures = await erasuresIn(dataFolder(folderPath(values, io)).log);
    io.out(values.json === true ? `${JSON.stringify({ erasures })}\n` : listed(erasures));
    return 0;
  },
});

async function erasuresIn(log: string): Promise<readonly ListedErasure[]> {
  const { listErasures, LogUnavailable } = await import('../../installation/backup/erasure-list.js');
  return listErasures(log).catch((error: unknown) => {
    if (error instanceof LogUnavailable) throw new CannotBeDone(error.message, { cause: error });
    throw error;
  });
}

function listed(erasures: readonly ListedErasure[]): string {
  if (erasures.length === 0) return 'Nothing was erased.\n';
  return `${table(erasures.map(({ subject, ground, recordedAt }) => [subject, ground, brief(recordedAt)])).join('\n')}\n`;
}
