import { readFileSync } from 'node:fs';
import { readSetting } from '../installation/settings.js';
import { SETTINGS } from '../installation/settings-table.js';
import { parseMasterKey, type MasterKey } from '../sealing/master-key.js';
import type { OptionTable } from './command.js';
import { CannotBeDone, messageOf, type Io } from './io.js';

export const MASTER_KEY_OPTION = {
  'master-key': {
    type: 'string',
    value: 'FILE',
    says: 'a file with the master key; otherwise the configured one',
  },
} as const satisfies OptionTable;

/** The configured master key; undefined where none is. Throws CannotBeDone for one that cannot be read. */
export function configuredMasterKey({ env }: Pick<Io, 'env'>): MasterKey | undefined {
  return read('the configured master key', () => readSetting(SETTINGS.masterKey, env));
}

/** The one in the file that is named, or the configured one. Throws CannotBeDone. */
export function masterKeyFor(values: { readonly 'master-key'?: string }, io: Pick<Io, 'env'>): MasterKey | undefined {
  const file = values['master-key'];
  return file === undefined ? configuredMasterKey(io) : parseMasterKey(masterKeyText(file));
}

/** The text in a file, which is a master key. Throws CannotBeDone. */
export function masterKeyText(file: string): string {
  return read(`the master key in ${file}`, () => {
    const text = readFileSync(file, 'utf8').trim();
    parseMasterKey(text);
    return text;
  });
}

function read<Key>(what: string, work: () => Key): Key {
  try {
    return work();
  } catch (error) {
    throw new CannotBeDone(`${what} cannot be used: ${messageOf(error)}`, { cause: error });
  }
}
