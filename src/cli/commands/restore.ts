import type { Restored } from '../../installation/backup/restore-backup.js';
import type { Erasure } from '../../features/erasure/erasure.events.js';
import { present } from '../../kernel/present.js';
import { BackupProgress } from '../backup-progress.js';
import { checkedCopyLines, copyPlan } from '../checked-copy.js';
import { command, JSON_OPTION, onlyOperand } from '../command.js';
import type { Io } from '../io.js';
import { masterKeyFor, masterKeyText, MASTER_KEY_OPTION } from '../master-key.js';
import { toldAsItIs } from '../told.js';

const OPTIONS = {
  to: { type: 'string', value: 'FOLDER', required: true, says: 'the data folder to be: absent or empty' },
  keys: { type: 'string', value: 'FILE', says: 'the key store, where it was kept apart' },
  'without-keys': { type: 'boolean', says: 'accept that every text is lost, where there is no key store any more' },
  ...MASTER_KEY_OPTION,
  'erasures-of': {
    type: 'string',
    value: 'PATH',
    multiple: true,
    says: 'obey what was erased after the backup: a log, a folder with one, or a .json list from keys erasures --json',
  },
  ...JSON_OPTION,
} as const;

export const restore = command({
  name: 'restore',
  says: `Restores a backup into an empty folder. Everything is made and looked at below that folder, as backup verify does, and
moved up only where nothing is wrong. Erasures that the log records are carried out on the restored keys, and those of
other logs that it is told of. A master key from a file is put into the folder; a configured one is not.`,
  operands: ['FROM'],
  options: OPTIONS,
  run: async (given, io) => {
    const { values } = given;
    const from = onlyOperand(given);
    const restored = await restoredBackup(from, values, io);
    const ok = restored.faults.length === 0;
    io.out(values.json === true ? `${JSON.stringify({ ok, ...restored })}\n` : inWords(from, values.to, restored));
    return ok ? 0 : 1;
  },
});

interface Values {
  readonly to: string;
  readonly keys?: string;
  readonly 'without-keys'?: true;
  readonly 'master-key'?: string;
  readonly 'erasures-of'?: readonly string[];
}

async function restoredBackup(from: string, values: Values, io: Io): Promise<Restored> {
  const { restoreBackup } = await import('../../installation/backup/restore-backup.js');
  const { CATALOGUE } = await import('../../features/catalogue/catalogue.js');
  const { LOCAL_OPERATOR } = await import('../../installation/server.js');
  const progress = new BackupProgress(io);
  const masterKey = masterKeyFor(values, io);
  const file = values['master-key'];
  return toldAsItIs(async () =>
    restoreBackup({
      ...(await copyPlan({ from, keys: values.keys, masterKey }, progress, io)),
      ...{ to: values.to, catalogue: CATALOGUE, operator: { id: LOCAL_OPERATOR, role: 'operator' } },
      ...present({ masterKeyText: file === undefined ? undefined : masterKeyText(file) }),
      withoutKeys: values['without-keys'] === true,
      erasuresOf: await erasuresOf(values['erasures-of'] ?? []),
    }),
  ).finally(() => progress.end());
}

async function erasuresOf(paths: readonly string[]): Promise<readonly Erasure[]> {
  const { erasuresFrom } = await import('../../installation/backup/erasure-list.js');
  return (await Promise.all(paths.map(erasuresFrom))).flat();
}

function inWords(from: string, to: string, restored: Restored): string {
  const { faults, erasuresAdded } = restored;
  const added = erasuresAdded === 0 ? [] : [`${erasuresAdded} erasures from elsewhere are recorded and carried out`];
  const end = faults.length === 0 ? `restored into ${to}: start the server on it` : 'nothing was restored';
  return [...checkedCopyLines(from, restored), ...added, end, ''].join('\n');
}
