import type { KeysChoice } from '../../installation/backup/make-backup.js';
import type { Manifest } from '../../installation/backup/manifest.js';
import { dataFolder } from '../../installation/data-folder.js';
import { BackupProgress } from '../backup-progress.js';
import { command, JSON_OPTION, onlyOperand } from '../command.js';
import { embeddedOnly } from '../embedded.js';
import { DATA_OPTION, folderPath } from '../folder.js';
import { UsageFault, type Io } from '../io.js';
import { toldAsItIs } from '../told.js';

export const backup = command({
  name: 'backup',
  says: `Copies log and keys into a new folder, also beside a running server, whose files it opens for reading only. The copy is
of one instant, is read back, and bears its name only once all of it is on the disk. Views are not in it, for they are
made from the log; nor is the master key, without which the keys in it open nothing: keep that in another place.`,
  operands: ['TO'],
  options: {
    keys: { type: 'string', value: 'FILE', says: 'put the key store there and not into the backup' },
    'without-keys': { type: 'boolean', says: 'leave the key store out: without another copy every text is lost' },
    ...DATA_OPTION,
    ...JSON_OPTION,
  },
  run: async (given, io) => {
    const { values } = given;
    const to = onlyOperand(given);
    const manifest = await madeBackup(folderPath(values, io), to, keysIn(values), io);
    io.out(
      values.json === true ? `${JSON.stringify({ backup: to, ...manifest })}\n` : inWords(to, manifest, values.keys),
    );
    return 0;
  },
});

function keysIn({
  keys,
  'without-keys': without,
}: {
  readonly keys?: string;
  readonly 'without-keys'?: true;
}): KeysChoice {
  if (keys !== undefined && without === true) throw new UsageFault('--keys and --without-keys exclude each other');
  if (without === true) return 'nowhere';
  return keys === undefined ? 'here' : { apart: keys };
}

async function madeBackup(from: string, to: string, keys: KeysChoice, io: Io): Promise<Manifest> {
  embeddedOnly('backup', io);
  const { makeBackup } = await import('../../installation/backup/make-backup.js');
  const { SystemClock } = await import('../../installation/system-clock.js');
  const { VERSION } = await import('../../edge/version.js');
  const progress = new BackupProgress(io);
  const plan = {
    ...{ from: dataFolder(from), to, keys, at: new SystemClock().now(), version: VERSION },
    onCopied: (bytes: { readonly bytes: number; readonly total: number }) => progress.showBytes('MB copied', bytes),
    onEvents: (done: { readonly done: number; readonly perSecond: number }) => progress.show('events read back', done),
    elapsedMs: io.elapsedMs,
  };
  return toldAsItIs(() => makeBackup(plan)).finally(() => progress.end());
}

function inWords(to: string, { log, keys, at }: Manifest, apart: string | undefined): string {
  const { kept = 0, destroyed = 0 } = keys;
  const counted = `${kept} keys, ${destroyed} destroyed`;
  const places = {
    here: `keys: in it (${counted}), wrapped by the master key, which is not`,
    apart: `keys: apart, in ${apart ?? ''} (${counted}), wrapped by the master key`,
    nowhere: 'keys: nowhere; without another copy of them every text in this backup is lost',
  };
  return [
    `${to}: ${log.events} events up to position ${log.end}, as of ${at}`,
    places[keys.place],
    `SHA-256 of the events: ${log.digest}`,
    '',
  ].join('\n');
}
