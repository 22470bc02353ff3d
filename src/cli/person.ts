import { dataFolder } from '../installation/data-folder.js';
import type { Setting } from '../installation/setting.js';
import { readSetting } from '../installation/settings.js';
import { SETTINGS } from '../installation/settings-table.js';
import { Api, overHttp } from './api.js';
import type { OptionTable } from './command.js';
import { DATA_OPTION, folderPath } from './folder.js';
import { CannotBeDone, messageOf, type Io } from './io.js';
import { runningServer } from './running-server.js';

/** How someone who has been granted access says who he is and where he asks. */
export const PERSON_OPTIONS = {
  token: {
    type: 'string',
    value: 'SECRET',
    says: 'your access token; better MUSTER_TOKEN or MUSTER_TOKEN_FILE, where nobody sees it',
  },
  url: {
    type: 'string',
    value: 'URL',
    says: 'the server; otherwise MUSTER_URL, or the one that runs on the data folder',
  },
  ...DATA_OPTION,
} as const satisfies OptionTable;

export interface PersonValues {
  readonly token?: string;
  readonly url?: string;
  readonly data?: string;
}

/**
 * Throws CannotBeDone where nobody said who is asking, or no server is known. A token goes to an address that its bearer
 * named, or to the server that proved to run on the folder.
 */
export async function personApi(values: PersonValues, io: Pick<Io, 'env'>): Promise<Api> {
  const token = values.token ?? settingIn(io, SETTINGS.token);
  if (token === undefined)
    throw new CannotBeDone('say who you are: set MUSTER_TOKEN to your access token, or give --token');
  return new Api(overHttp(await urlFor(values, io)), token);
}

async function urlFor(values: PersonValues, io: Pick<Io, 'env'>): Promise<string> {
  const path = folderPath(values, io);
  const url = values.url ?? settingIn(io, SETTINGS.url) ?? (await runningServer(dataFolder(path)))?.url;
  if (url === undefined) {
    throw new CannotBeDone(
      `no server runs on the data folder ${path}: start one with muster serve, or name one with --url or MUSTER_URL`,
    );
  }
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) throw new CannotBeDone(`${url} is no http address`);
  return url;
}

function settingIn({ env }: Pick<Io, 'env'>, setting: Setting<string>): string | undefined {
  try {
    return readSetting(setting, env);
  } catch (error) {
    throw new CannotBeDone(messageOf(error), { cause: error });
  }
}
