import { resolve } from 'node:path';
import type { Level } from '../edge/log-vocabulary.js';
import { present } from '../kernel/present.js';
import type { MasterKey } from '../sealing/master-key.js';
import type { EngineChoice } from './engine-choice.js';
import { findSetting, type Environment, type Setting } from './setting.js';
import { SETTINGS, type ChosenEngine } from './settings-table.js';

/** What an installation and its server are started with. */
export interface Settings {
  /** 0 lets the machine choose one that is free. */
  readonly port: number;
  readonly host: string;
  readonly engine: EngineChoice;
  /** Of the operations log, the least that is written; everything, where it is absent. */
  readonly logLevel?: Level;
  /** For how long it serves on once it was told to end; 0 where it is absent. */
  readonly drainSeconds?: number;
  /** Requests a second of one access token in the long run; any number, where it is 0 or absent. */
  readonly rateLimit?: number;
  /** Opens `/metrics`. */
  readonly metricsToken?: string;
}

/** The configuration cannot be followed; every fault is named, and no secret in any. */
export class SettingsFaulty extends Error {
  override readonly name = 'SettingsFaulty';

  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
  }
}

/** What the environment, and the files that it names, say of an installation and its server. Throws SettingsFaulty. */
export function readSettings(environment: Environment): Settings {
  const faults: string[] = [];
  const find = <Value>(setting: Setting<Value>): Value | undefined => {
    const { value, fault } = findSetting(setting, environment);
    if (fault !== undefined) faults.push(fault);
    return value;
  };
  const listening = { port: find<number>(SETTINGS.port), host: find<string>(SETTINGS.host) };
  const folder = find<string>(SETTINGS.folder);
  const masterKey = find(SETTINGS.masterKey);
  const engine = find(SETTINGS.eventLog);
  const namespace = find<string>(SETTINGS.namespace);
  const running = { logLevel: find(SETTINGS.logLevel), drainSeconds: find<number>(SETTINGS.drainSeconds) };
  const rateLimit = find<number>(SETTINGS.rateLimit);
  const metricsToken = find<string>(SETTINGS.metricsToken);
  const server = present({ ...listening, ...running, rateLimit, metricsToken });
  if (faults.length > 0 || folder === undefined || engine === undefined || !isWhole(server)) {
    throw new SettingsFaulty(faults);
  }
  const place = { folder: resolve(folder), ...present({ masterKey }) };
  return { ...server, engine: choiceOf(engine, place, namespace) };
}

type ServerSettings = Omit<Settings, 'engine'>;

/** What has a standard is there wherever nothing is wrong with it. */
function isWhole(settings: Partial<ServerSettings>): settings is ServerSettings {
  const { port, host } = settings;
  return port !== undefined && host !== undefined;
}

function choiceOf(
  chosen: ChosenEngine,
  place: { readonly folder: string; readonly masterKey?: MasterKey },
  namespace: string | undefined,
): EngineChoice {
  switch (chosen.engine) {
    case 'memory':
      return { engine: chosen.engine };
    case 'sqlite':
      return { engine: chosen.engine, ...place };
    case 'kurrentdb':
      return { ...chosen, ...place, ...present({ namespace }) };
  }
}

/** One setting of the command line. Throws SettingsFaulty. */
export function readSetting<Value>(setting: Setting<Value>, environment: Environment): Value | undefined {
  const { value, fault } = findSetting(setting, environment);
  if (fault !== undefined) throw new SettingsFaulty([fault]);
  return value;
}
