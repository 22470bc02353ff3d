import { readFileSync } from 'node:fs';
import { faultIn, isConnectionString } from '../../event-log/kurrentdb/connection-string.js';
import { isNamespace } from '../../event-log/kurrentdb/stream-names.js';
import type { Moved, MovePlan } from '../../installation/moving/move-log.js';
import type { MovingPlace } from '../../installation/moving/moving-place.js';
import { present } from '../../kernel/present.js';
import { BackupProgress } from '../backup-progress.js';
import { command, JSON_OPTION } from '../command.js';
import { CannotBeDone, messageOf, UsageFault, type Io } from '../io.js';
import { MASTER_KEY_OPTION } from '../master-key.js';
import { toldAsItIs } from '../told.js';

const CALLED_OFF = 'it was called off: done again, it goes on from there';

interface MoveOptions {
  readonly 'master-key'?: string;
  readonly 'to-master-key'?: string;
}

interface PlaceOptions {
  readonly where?: string;
  readonly file?: string;
  readonly namespace?: string;
}

export const logCopy = command({
  name: 'log copy',
  says: `Moves house: copies a log and its keys into another engine or folder, the same events in the same order under the
same stamps, and reads all of it back. WHERE is a data folder, or the connection string of an EventStoreDB. No server may
run on either: a folder that is in use is refused, the instances on an EventStoreDB you stop yourself. Interrupted, it is
done again and goes on from there. Views are not copied, for they are made from the log.`,
  operands: [],
  options: {
    from: { type: 'string', value: 'WHERE', says: 'the log that is copied' },
    'from-file': {
      type: 'string',
      value: 'FILE',
      says: 'a file with its connection string, which may hold a password',
    },
    'from-namespace': { type: 'string', value: 'NAME', says: 'on EventStoreDB, its namespace' },
    to: { type: 'string', value: 'WHERE', says: 'where to; it is empty, or holds a beginning of that log' },
    'to-file': { type: 'string', value: 'FILE', says: 'a file with its connection string' },
    'to-namespace': { type: 'string', value: 'NAME', says: 'on EventStoreDB, the namespace there' },
    ...MASTER_KEY_OPTION,
    'to-master-key': { type: 'string', value: 'FILE', says: 'a file with the master key there; otherwise the same' },
    ...JSON_OPTION,
  },
  run: async ({ values }, io) => {
    const from = placeIn('from', {
      where: values.from,
      file: values['from-file'],
      namespace: values['from-namespace'],
    });
    const to = placeIn('to', { where: values.to, file: values['to-file'], namespace: values['to-namespace'] });
    const { moved, keepsKey } = await copied(from, to, values, io);
    io.out(values.json === true ? `${JSON.stringify(moved)}\n` : inWords(moved, to, keepsKey));
    return 0;
  },
});

/** Throws UsageFault, and CannotBeDone for a file that cannot be read; neither shows a connection string. */
function placeIn(
  end: 'from' | 'to',
  given: { [Name in keyof PlaceOptions]: PlaceOptions[Name] | undefined },
): MovingPlace {
  const { where, file, namespace } = given;
  if ((where === undefined) === (file === undefined))
    throw new UsageFault(`exactly one of --${end} and --${end}-file is needed`);
  const text = where ?? textIn(file ?? '');
  if (!isConnectionString(text)) {
    if (file !== undefined || text.includes('://'))
      throw new UsageFault(`--${end} names no data folder and no EventStoreDB`);
    if (namespace !== undefined) throw new UsageFault(`--${end}-namespace is for an EventStoreDB`);
    return { folder: text };
  }
  const fault = faultIn(text);
  if (fault !== undefined) throw new UsageFault(`--${end}: ${fault}`);
  if (namespace !== undefined && !isNamespace(namespace)) {
    throw new UsageFault(`--${end}-namespace must have 1 to 32 letters, digits or _`);
  }
  return { url: text, ...present({ namespace }) };
}

function textIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new CannotBeDone(`the connection string in ${file} cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

async function copied(
  from: MovingPlace,
  to: MovingPlace,
  values: MoveOptions,
  io: Io,
): Promise<{ readonly moved: Moved; readonly keepsKey: boolean }> {
  const { masterKeyFor, masterKeyText } = await import('../master-key.js');
  const { parseMasterKey } = await import('../../sealing/master-key.js');
  const { moveLog } = await import('../../installation/moving/move-log.js');
  const masterKey = masterKeyFor(values, io);
  const other = values['to-master-key'];
  const toMasterKey = other === undefined ? undefined : parseMasterKey(masterKeyText(other));
  // A configured one a server finds where it is configured, and it was to lie in no folder.
  const keepsKey = toMasterKey !== undefined || values['master-key'] !== undefined || masterKey === undefined;
  const progress = new BackupProgress(io, CALLED_OFF);
  const onProgress: MovePlan['onProgress'] = (part, done) => progress.show(`events ${part}`, done);
  const plan = { from, to, ...present({ masterKey, toMasterKey }), keepsKey, onProgress, elapsedMs: io.elapsedMs };
  const moved = await toldAsItIs(() => moveLog(plan)).finally(() => progress.end());
  return { moved, keepsKey };
}

function inWords(
  { events, copied: anew, keys, from, to, digest }: Moved,
  place: MovingPlace,
  keepsKey: boolean,
): string {
  const before = events - anew;
  const ends = `up to position ${from} of the source and ${to} of the target`;
  const there = before === 0 ? '' : `; ${before} were there before`;
  return [
    `${events} events are in the target, ${ends}${there}`,
    `${keys.kept} keys, ${keys.destroyed} destroyed`,
    `SHA-256 of the events, the same of both: ${digest}`,
    'folder' in place ? folderNext(place.folder, keepsKey) : SERVER_NEXT,
    '',
  ].join('\n');
}

const SERVER_NEXT =
  'Give every instance the master key, configured or as master.key in an otherwise empty data folder, and start it.';

function folderNext(folder: string, keepsKey: boolean): string {
  const key = keepsKey ? 'with its master key in it: keep a copy of that apart' : 'with the configured master key';
  return `Start the server on ${folder}, ${key}.`;
}
