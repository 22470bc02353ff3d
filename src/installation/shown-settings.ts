import { fileVariableOf, findSetting, type Environment, type Setting, type Source } from './setting.js';
import { SETTINGS } from './settings-table.js';

/** What stands in place of a value that nobody is shown. */
const HIDDEN = '(hidden)';
const OURS = /^MUSTER_(?!TEST_)/;

/** A setting as an operator is shown it. */
export interface ShownSetting {
  readonly name: string;
  /** Absent where it is not set and nothing holds then, or cannot be read; of a secret only what is none. */
  readonly value?: string;
  readonly source: Source;
  readonly fault?: string;
}

/** Every setting, as the environment and the files that it names say it. No secret is in any. */
export function shownSettings(environment: Environment): readonly ShownSetting[] {
  return Object.values<Setting<unknown>>(SETTINGS).map((setting) => {
    const { source, text, fault } = findSetting(setting, environment);
    return {
      name: setting.name,
      ...(text === undefined ? {} : { value: shownText(setting, text) }),
      source,
      ...(fault === undefined ? {} : { fault }),
    };
  });
}

function shownText({ secret, shown }: Setting<unknown>, text: string): string {
  return secret === true ? (shown?.(text) ?? HIDDEN) : text;
}

/** Variables that look like settings and are none, so that a slip in a name does not go unseen. */
export function unknownVariables(environment: Environment): readonly string[] {
  const known = new Set(Object.values<Setting<unknown>>(SETTINGS).flatMap((setting) => variablesOf(setting)));
  return Object.keys(environment)
    .filter((name) => OURS.test(name) && environment[name] !== undefined && !known.has(name))
    .sort();
}

function variablesOf(setting: Setting<unknown>): readonly string[] {
  return setting.secret === true ? [setting.name, fileVariableOf(setting)] : [setting.name];
}

/** Where a value comes from, in a few words. */
export function sourceInWords(source: Source): string {
  switch (source.from) {
    case 'default':
      return 'default';
    case 'environment':
      return 'environment';
    case 'file':
      return `file ${source.path}`;
  }
}
