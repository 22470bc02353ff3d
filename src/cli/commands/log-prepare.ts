import { readFileSync } from 'node:fs';
import { readSetting } from '../../installation/settings.js';
import { SETTINGS } from '../../installation/settings-table.js';
import { command } from '../command.js';
import { CannotBeDone, messageOf, UsageFault, type Io } from '../io.js';

const ACCOUNT = /^[A-Za-z0-9_.-]{1,64}$/;

export const logPrepare = command({
  name: 'log prepare',
  says: `Makes Muster an account on the EventStoreDB of EVENT_LOG, which names an administrator of it: it reads and appends, and
may neither delete a stream nor have the server throw events away. Done again it changes nothing but the password.`,
  operands: [],
  options: {
    account: { type: 'string', value: 'NAME', says: 'the account, as EVENT_LOG is to name it afterwards' },
    'password-file': { type: 'string', value: 'FILE', says: 'a file that holds its password' },
  },
  run: async ({ values }, io) => {
    const name = values.account ?? '';
    if (!ACCOUNT.test(name)) throw new UsageFault('--account must have 1 to 64 letters, digits or characters of _.-');
    const password = passwordIn(values['password-file']);
    const url = serverOf(io);
    const { prepareAccount } = await import('../../event-log/kurrentdb/prepare-account.js');
    await prepareAccount(url, { name, password }).catch((error: unknown) => {
      throw new CannotBeDone(messageOf(error), { cause: error });
    });
    io.out(`${name} reads and appends on the server, and deletes nothing. Administrators alone delete.\n`);
    return 0;
  },
});

function passwordIn(file: string | undefined): string {
  if (file === undefined) throw new UsageFault('--password-file is needed');
  try {
    const password = readFileSync(file, 'utf8').trim();
    if (password === '') throw new Error('it is empty');
    return password;
  } catch (error) {
    throw new CannotBeDone(`the password in ${file} cannot be used: ${messageOf(error)}`, { cause: error });
  }
}

function serverOf({ env }: Pick<Io, 'env'>): string {
  const chosen = readSetting(SETTINGS.eventLog, env);
  if (chosen?.engine === 'kurrentdb') return chosen.url;
  throw new CannotBeDone('EVENT_LOG names no EventStoreDB: set it to the connection string of an administrator');
}
