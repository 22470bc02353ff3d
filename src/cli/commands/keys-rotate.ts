import { readFileSync } from 'node:fs';
import { dataFolder } from '../../installation/data-folder.js';
import { present } from '../../kernel/present.js';
import type { KeyCensus } from '../../sealing/key-store.js';
import { command, JSON_OPTION } from '../command.js';
import { embeddedOnly } from '../embedded.js';
import { DATA_OPTION, folderPath } from '../folder.js';
import { CannotBeDone, messageOf, UsageFault, type Io } from '../io.js';
import { runningServer } from '../running-server.js';

const STANDARD_INPUT = '-';

export const keysRotate = command({
  name: 'keys rotate',
  says: `Wraps all keys anew under another master key, in one piece, while no server runs; the log is not touched. A master key
that lies in the data folder is replaced there by a new one. One that is configured is changed by you: give the new one
with --new-key, then configure it. The former master key opens nothing afterwards but the backups made under it.`,
  operands: [],
  options: {
    'new-key': {
      type: 'string',
      value: 'FILE',
      says: 'the new master key, 32 random bytes in base64; - reads standard input. Otherwise one is made',
    },
    ...DATA_OPTION,
    ...JSON_OPTION,
  },
  run: async ({ values }, io) => {
    embeddedOnly('keys rotate', io);
    const folder = dataFolder(folderPath(values, io));
    if ((await runningServer(folder)) !== undefined) {
      throw new CannotBeDone(`a server runs on ${folder.path}: stop it, rotate, and start it with the new master key`);
    }
    const { configured, census } = await rotated(folder, values['new-key'], io);
    io.out(values.json === true ? `${JSON.stringify(census)}\n` : inWords(census, configured, folder.masterKey));
    return census.damaged === 0 ? 0 : 1;
  },
});

interface Rotated {
  readonly census: KeyCensus;
  readonly configured: boolean;
}

async function rotated(folder: ReturnType<typeof dataFolder>, newKey: string | undefined, io: Io): Promise<Rotated> {
  const { configuredMasterKey } = await import('../master-key.js');
  const { rotateMasterKey } = await import('../../installation/folder-keys.js');
  const configured = configuredMasterKey(io);
  if (configured !== undefined && newKey === undefined) {
    throw new UsageFault('the master key is configured and not in the data folder: give the new one with --new-key');
  }
  const next = newKey === undefined ? undefined : keyIn(newKey);
  try {
    const census = await rotateMasterKey(folder, present({ configured, next }));
    return { census, configured: configured !== undefined };
  } catch (error) {
    throw new CannotBeDone(messageOf(error), { cause: error });
  }
}

function keyIn(file: string): string {
  try {
    return readFileSync(file === STANDARD_INPUT ? 0 : file, 'utf8');
  } catch (error) {
    throw new CannotBeDone(`the new master key cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

function inWords({ kept, destroyed, damaged }: KeyCensus, configured: boolean, file: string): string {
  const where = configured
    ? 'Configure the new master key now: with the former one the server does not start.'
    : `The new master key is in ${file}: keep a copy apart from the folder and its backups.`;
  return [
    `${kept} keys are wrapped anew; ${destroyed} were destroyed before and stay so.`,
    ...(damaged === 0 ? [] : [`${damaged} keys are damaged and stay as they are: restore them from a backup.`]),
    where,
    '',
  ].join('\n');
}
