import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CheckedCopy } from '../../installation/backup/restored-copy.js';
import { dataFolder } from '../../installation/data-folder.js';
import type { MasterKey } from '../../sealing/master-key.js';
import { BackupProgress } from '../backup-progress.js';
import { checkedCopyLines, copyPlan } from '../checked-copy.js';
import { command, JSON_OPTION, onlyOperand } from '../command.js';
import { type Io } from '../io.js';
import { masterKeyFor, MASTER_KEY_OPTION } from '../master-key.js';
import { toldAsItIs } from '../told.js';

export const backupVerify = command({
  name: 'backup verify',
  says: `Restores a backup into a temporary folder and looks at all of it: the log against the manifest and as verify does, the
views that follow it against a fold of it, and, with the master key, every text. Of texts it says how many there are.`,
  operands: ['FROM'],
  options: {
    keys: { type: 'string', value: 'FILE', says: 'the key store, where it was kept apart' },
    ...MASTER_KEY_OPTION,
    in: {
      type: 'string',
      value: 'DIR',
      says: 'where the temporary folder is made; it needs twice the size of the backup',
    },
    ...JSON_OPTION,
  },
  run: async (given, io) => {
    const { values } = given;
    const from = onlyOperand(given);
    const masterKey = masterKeyFor(values, io);
    const checked = await checkedBackup({ from, keys: values.keys, masterKey, within: values.in ?? tmpdir() }, io);
    const ok = checked.faults.length === 0;
    io.out(
      values.json === true
        ? `${JSON.stringify({ ok, ...checked })}\n`
        : `${checkedCopyLines(from, checked).join('\n')}\n`,
    );
    return ok ? 0 : 1;
  },
});

interface Backup {
  readonly from: string;
  readonly keys: string | undefined;
  readonly masterKey: MasterKey | undefined;
  readonly within: string;
}

async function checkedBackup({ from, keys, masterKey, within }: Backup, io: Io): Promise<CheckedCopy> {
  const { restoreCopy } = await import('../../installation/backup/restored-copy.js');
  const progress = new BackupProgress(io);
  return toldAsItIs(async () => {
    const folder = mkdtempSync(join(within, 'muster-verify-'));
    try {
      return await restoreCopy(await copyPlan({ from, keys, masterKey }, progress, io), dataFolder(folder));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }).finally(() => progress.end());
}
