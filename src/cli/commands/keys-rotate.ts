import { readFileSync } from 'node:fs';
import { dataFolder, type DataFolder } from '../../installation/data-folder.js';
import { present } from '../../kernel/present.js';
import type { KeyCensus } from '../../sealing/key-store.js';
import { command, JSON_OPTION } from '../command.js';
import { embeddedOnly } from '../embedded.js';
import { DATA_OPTION, folderPath } from '../folder.js';
import { CannotBeDone, messageOf, UsageFault, type Io } from '../io.js';
import { configuredLogServer } from '../log-server.js';
import { runningServer } from '../running-server.js';
import { toldAsItIs } from '../told.js';

const STANDARD_INPUT = '-';

export const keysRotate = command({
  name: 'keys rotate',
  says: `Wraps all keys anew under another master key, in one piece, while no server runs; the log is not touched. A master key
that lies in the data folder is replaced there by a new one. One that is configured is changed by you: give the new one
with --new-key, then configure it. The former master key opens nothing afterwards but the backups made under it. On an
EventStoreDB stop every instance first, and give all of them the new one.`,
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
    const folder = dataFolder(folderPath(values, io));
    if ((await runningServer(folder)) !== undefined) {
      throw new CannotBeDone(`a server runs on ${folder.path}: stop it, rotate, and start it with the new master key`);
    }
    const done = await rotated(folder, values['new-key'], io);
    io.out(values.json === true ? `${JSON.stringify(done.census)}\n` : inWords(done, folder.masterKey));
    const { census } = done;
    return census.damaged === 0 ? 0 : 1;
  },
});

interface Rotated {
  readonly census: KeyCensus;
  readonly configured: boolean;
  readonly shared: boolean;
}

async function rotated(folder: DataFolder, newKey: string | undefined, io: Io): Promise<Rotated> {
  const { configuredMasterKey } = await import('../master-key.js');
  const server = configuredLogServer(io);
  if (server === undefined) embeddedOnly('keys rotate', io);
  const configured = configuredMasterKey(io);
  if (configured !== undefined && newKey === undefined) {
    throw new UsageFault('the master key is configured and not in the data folder: give the new one with --new-key');
  }
  const rotation = present({ configured, next: newKey === undefined ? undefined : keyIn(newKey) });
  const census = await toldAsItIs(async () => {
    if (server === undefined) {
      return (await import('../../installation/folder-keys.js')).rotateMasterKey(folder, rotation);
    }
    return (await import('../../installation/server-keys.js')).rotateServerMasterKey(server, folder, rotation);
  });
  return { census, configured: configured !== undefined, shared: server !== undefined };
}

function keyIn(file: string): string {
  try {
    return readFileSync(file === STANDARD_INPUT ? 0 : file, 'utf8');
  } catch (error) {
    throw new CannotBeDone(`the new master key cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

function inWords({ census, configured, shared }: Rotated, file: string): string {
  const { kept, destroyed, damaged } = census;
  const where = configured
    ? 'Configure the new master key now: with the former one the server does not start.'
    : `The new master key is in ${file}: keep a copy apart from the folder and its backups.`;
  return [
    `${kept} keys are wrapped anew; ${destroyed} were destroyed before and stay so.`,
    ...(damaged === 0 ? [] : [`${damaged} keys are damaged and stay as they are: restore them from a backup.`]),
    where,
    ...(shared ? ['Every other instance needs it too, and does not start with the former one.'] : []),
    '',
  ].join('\n');
}
