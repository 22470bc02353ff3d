import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { present } from '../kernel/present.js';
import { parseMasterKey, type MasterKey } from '../sealing/master-key.js';
import { ENGINES, type EngineChoice } from './engine.js';

const DEFAULT_PORT = 3000;
const DEFAULT_HOST = '127.0.0.1';
const DEFAULT_FOLDER = './data';
const HIGHEST_PORT = 65_535;

/** What an installation and its server are started with. */
export interface Settings {
  /** 0 lets the machine choose one that is free. */
  readonly port: number;
  readonly host: string;
  readonly engine: EngineChoice;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The configuration cannot be followed; every fault is named, and no secret in any. */
export class SettingsFaulty extends Error {
  override readonly name = 'SettingsFaulty';

  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
  }
}

/** Reads PORT, HOST, MUSTER_DATA, MUSTER_MASTER_KEY or MUSTER_MASTER_KEY_FILE, and EVENT_LOG. Throws SettingsFaulty. */
export function readSettings(environment: Environment): Settings {
  const faults: string[] = [];
  const port = portOf(environment['PORT'], faults);
  const masterKey = configuredKey(environment, faults);
  const engine = engineOf(environment, masterKey, faults);
  if (port === undefined || engine === undefined || faults.length > 0) throw new SettingsFaulty(faults);
  return { port, host: given(environment['HOST']) ?? DEFAULT_HOST, engine };
}

/** A variable that is set to nothing is not set. */
function given(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}

function portOf(value: string | undefined, faults: string[]): number | undefined {
  const text = given(value) ?? String(DEFAULT_PORT);
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (port <= HIGHEST_PORT) return port;
  faults.push(`PORT must be a number from 0 to ${HIGHEST_PORT}, and is "${text}"`);
  return undefined;
}

function configuredKey(environment: Environment, faults: string[]): MasterKey | undefined {
  const text = given(environment['MUSTER_MASTER_KEY']);
  const file = given(environment['MUSTER_MASTER_KEY_FILE']);
  if (text !== undefined && file !== undefined) {
    faults.push('MUSTER_MASTER_KEY and MUSTER_MASTER_KEY_FILE are both set; one of them must go');
    return undefined;
  }
  if (text !== undefined) return keyFrom(() => text, 'MUSTER_MASTER_KEY', faults);
  return file === undefined ? undefined : keyFrom(() => readFileSync(file, 'utf8'), 'MUSTER_MASTER_KEY_FILE', faults);
}

function keyFrom(read: () => string, variable: string, faults: string[]): MasterKey | undefined {
  try {
    return parseMasterKey(read());
  } catch (error) {
    faults.push(`${variable}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

function engineOf(
  environment: Environment,
  masterKey: MasterKey | undefined,
  faults: string[],
): EngineChoice | undefined {
  const engine = given(environment['EVENT_LOG']) ?? 'sqlite';
  const folder = resolve(given(environment['MUSTER_DATA']) ?? DEFAULT_FOLDER);
  switch (engine) {
    case 'memory':
      return { engine };
    case 'sqlite':
      return { engine, folder, ...present({ masterKey }) };
    default:
      faults.push(`EVENT_LOG must be one of ${ENGINES.join(', ')}, and is "${engine}"`);
      return undefined;
  }
}
