import { LEVELS, type Level } from '../edge/log-vocabulary.js';
import { parseMasterKey, type MasterKey } from '../sealing/master-key.js';
import { faultIn, isConnectionString } from '../event-log/kurrentdb/connection-string.js';
import { isNamespace } from '../event-log/kurrentdb/stream-names.js';
import type { EngineChoice } from './engine-choice.js';
import { messageOf, type Setting } from './setting.js';

const HIGHEST_PORT = 65_535;
/** Requests a second: more than any machine answers. */
const HIGHEST_RATE = 100_000;
/** Seconds: a process that is still there long after it was told to end is killed by whoever told it. */
const LONGEST_DRAIN = 300;
const SCRAPE_TOKEN = /^[A-Za-z0-9\-._~+/]{16,200}$/;

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
    says:
      'the engine: `sqlite`; `memory`, which forgets everything when the process ends; or the connection string of an ' +
      'EventStoreDB, `kurrentdb://…` or `kurrentdb+discover://…`',
    otherwise: '`sqlite`',
    standard: 'sqlite',
    secret: true,
    shown: withoutCredentials,
    parse: engineIn,
  },
  namespace: {
    name: 'MUSTER_NAMESPACE',
    says: 'on EventStoreDB, what its streams begin with: 1 to 32 letters, digits and `_`, so that several can share it',
    otherwise: 'none',
    parse: namespaceIn,
  },
  logLevel: {
    name: 'MUSTER_LOG_LEVEL',
    says: 'from which level on the operations log is written: `info`, `warning` or `error`',
    otherwise: '`info`',
    standard: 'info',
    parse: levelIn,
  },
  rateLimit: {
    name: 'MUSTER_RATE_LIMIT',
    says: "requests a second that one access token may make in the long run, with ten seconds' worth at once; 0: any number",
    otherwise: '`100`',
    standard: '100',
    parse: rateLimitIn,
  },
  drainSeconds: {
    name: 'MUSTER_DRAIN_SECONDS',
    says: 'for how long it goes on serving once it was told to end and is not ready any more',
    otherwise: '`0`',
    standard: '0',
    parse: drainSecondsIn,
  },
  metricsToken: {
    name: 'MUSTER_METRICS_TOKEN',
    says: 'the token that opens `/metrics` and nothing else: 16 to 200 letters, digits and `-._~+/`',
    otherwise: 'operators alone read it',
    secret: true,
    parse: scrapeTokenIn,
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

/** An engine, before it is known where the rest of an installation lies. */
export type ChosenEngine =
  | { readonly engine: Exclude<EngineChoice['engine'], 'kurrentdb'> }
  | { readonly engine: 'kurrentdb'; readonly url: string };

export type SettingName = keyof typeof SETTINGS;

function asItIs(text: string): string {
  return text;
}

function portIn(text: string, variable: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (port <= HIGHEST_PORT) return port;
  throw new Error(`${variable} must be a number from 0 to ${HIGHEST_PORT}, and is "${text}"`);
}

function levelIn(text: string, variable: string): Level {
  const level = LEVELS.find((name) => name === text);
  if (level === undefined) throw new Error(`${variable} must be one of ${LEVELS.join(', ')}, and is "${text}"`);
  return level;
}

function drainSecondsIn(text: string, variable: string): number {
  const seconds = /^\d{1,3}$/.test(text) ? Number(text) : NaN;
  if (seconds <= LONGEST_DRAIN) return seconds;
  throw new Error(`${variable} must be a number from 0 to ${LONGEST_DRAIN}, and is "${text}"`);
}

function rateLimitIn(text: string, variable: string): number {
  const perSecond = /^\d{1,6}$/.test(text) ? Number(text) : NaN;
  if (perSecond <= HIGHEST_RATE) return perSecond;
  throw new Error(`${variable} must be a number from 0 to ${HIGHEST_RATE}, and is "${text}"`);
}

function scrapeTokenIn(text: string, variable: string): string {
  if (SCRAPE_TOKEN.test(text)) return text;
  throw new Error(`${variable} must have 16 to 200 letters, digits or characters of -._~+/`);
}

function masterKeyIn(text: string, variable: string): MasterKey {
  try {
    return parseMasterKey(text);
  } catch (error) {
    throw new Error(`${variable}: ${messageOf(error)}`, { cause: error });
  }
}

function engineIn(text: string, variable: string): ChosenEngine {
  if (isConnectionString(text)) {
    const fault = faultIn(text);
    if (fault !== undefined) throw new Error(`${variable}: ${fault}`);
    return { engine: 'kurrentdb', url: text };
  }
  if (text === 'memory' || text === 'sqlite') return { engine: text };
  const known = 'memory, sqlite or a connection string that begins with kurrentdb://';
  throw new Error(`${variable} must be ${known}, and is "${withoutCredentials(text)}"`);
}

function namespaceIn(text: string, variable: string): string {
  if (isNamespace(text)) return text;
  throw new Error(`${variable} must have 1 to 32 letters, digits or _, and is "${text}"`);
}

/** An address without who goes there and by which password. */
function withoutCredentials(text: string): string {
  return text.replace(/^([a-z+-]+:\/\/)[^@]*@/i, '$1');
}
