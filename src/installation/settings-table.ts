import { parseMasterKey, type MasterKey } from '../sealing/master-key.js';
import { ENGINES } from './engine-choice.js';
import { messageOf, type Setting } from './setting.js';

const HIGHEST_PORT = 65_535;

/** Everything that can be configured. The configuration table in docs/operating.md is held to it. */
export const SETTINGS = {
  port: {
    name: 'PORT',
    says: 'where it listens; 0 lets the machine choose',
    otherwise: '`3000`',
    standard: '3000',
    parse: portIn,
  },
  host: {
    name: 'HOST',
    says: 'the address it listens on',
    otherwise: '`127.0.0.1`, this machine',
    standard: '127.0.0.1',
    parse: asItIs,
  },
  folder: {
    name: 'MUSTER_DATA',
    says: 'the data folder; made where it is absent',
    otherwise: '`./data`',
    standard: './data',
    parse: asItIs,
  },
  masterKey: {
    name: 'MUSTER_MASTER_KEY',
    says: 'the master key: 32 random bytes in base64',
    otherwise: '`master.key` in the folder',
    secret: true,
    parse: masterKeyIn,
  },
  eventLog: {
    name: 'EVENT_LOG',
    says: 'the engine: `sqlite`, or `memory`, which forgets everything when the process ends',
    otherwise: '`sqlite`',
    standard: 'sqlite',
    secret: true,
    shown: withoutCredentials,
    parse: engineIn,
  },
  url: {
    name: 'MUSTER_URL',
    says: 'for the command line: the server to ask',
    otherwise: 'the one on the data folder',
    parse: asItIs,
  },
  token: {
    name: 'MUSTER_TOKEN',
    says: 'for the command line: the access token of whoever asks',
    otherwise: '`--token`',
    secret: true,
    parse: asItIs,
  },
} as const satisfies Readonly<Record<string, Setting<unknown>>>;

export type SettingName = keyof typeof SETTINGS;

function asItIs(text: string): string {
  return text;
}

function portIn(text: string, variable: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (port <= HIGHEST_PORT) return port;
  throw new Error(`${variable} must be a number from 0 to ${HIGHEST_PORT}, and is "${text}"`);
}

function masterKeyIn(text: string, variable: string): MasterKey {
  try {
    return parseMasterKey(text);
  } catch (error) {
    throw new Error(`${variable}: ${messageOf(error)}`, { cause: error });
  }
}

function engineIn(text: string, variable: string): (typeof ENGINES)[number] {
  const engine = ENGINES.find((name) => name === text);
  if (engine === undefined) {
    throw new Error(`${variable} must be one of ${ENGINES.join(', ')}, and is "${withoutCredentials(text)}"`);
  }
  return engine;
}

/** An address without who goes there and by which password. */
function withoutCredentials(text: string): string {
  return text.replace(/^([a-z+-]+:\/\/)[^@/]*@/i, '$1');
}
