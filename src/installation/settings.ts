import { resolve } from 'node:path';
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
  const port = find<number>(SETTINGS.port);
  const host = find<string>(SETTINGS.host);
  const folder = find<string>(SETTINGS.folder);
  const masterKey = find(SETTINGS.masterKey);
  const engine = find(SETTINGS.eventLog);
  const namespace = find<string>(SETTINGS.namespace);
  if (port === undefined || host === undefined || folder === undefined || engine === undefined || faults.length > 0) {
    throw new SettingsFaulty(faults);
  }
  const place = { folder: resolve(folder), ...present({ masterKey }) };
  return { port, host, engine: choiceOf(engine, place, namespace) };
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
