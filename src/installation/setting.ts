import { readFileSync } from 'node:fs';

export type Environment = Readonly<Record<string, string | undefined>>;

/** One thing that an installation, its server or the command line is told by the environment. */
export interface Setting<Value> {
  /** Of its variable. */
  readonly name: string;
  /** What it says, and what holds where it is not set: the row of the configuration table in docs/operating.md. */
  readonly says: string;
  readonly otherwise: string;
  /** The text that holds where it is not set; absent where nothing does. */
  readonly standard?: string;
  /** It may hold a secret: it can also be given as a file, by NAME_FILE, and is shown to nobody but as `shown` says. */
  readonly secret?: true;
  readonly shown?: (text: string) => string;
  /** Throws an Error whose message names the variable and what is wrong, and no secret. */
  readonly parse: (text: string, variable: string) => Value;
}

/** Where a value came from. */
export type Source =
  | { readonly from: 'default' }
  | { readonly from: 'environment'; readonly variable: string }
  | { readonly from: 'file'; readonly variable: string; readonly path: string };

/** A setting as it was found: its value, or what is wrong with it. Neither where it is not set and nothing holds then. */
export interface FoundSetting<Value> {
  readonly setting: Setting<Value>;
  readonly source: Source;
  readonly text?: string;
  readonly value?: Value;
  readonly fault?: string;
}

/** The variable that names a file in place of the secret itself. */
export function fileVariableOf({ name }: Pick<Setting<unknown>, 'name'>): string {
  return `${name}_FILE`;
}

export function findSetting<Value>(setting: Setting<Value>, environment: Environment): FoundSetting<Value> {
  const { name, standard, secret } = setting;
  const text = textIn(environment, name);
  const fileVariable = fileVariableOf(setting);
  const path = secret === true ? textIn(environment, fileVariable) : undefined;
  if (text !== undefined && path !== undefined) {
    const fault = `${name} and ${fileVariable} are both set; one of them must go`;
    return { setting, source: { from: 'environment', variable: name }, fault };
  }
  if (path !== undefined) {
    const source = { from: 'file', variable: fileVariable, path } as const;
    return found(setting, source, fileVariable, () => readFileSync(path, 'utf8').trim());
  }
  if (text !== undefined) return found(setting, { from: 'environment', variable: name }, name, () => text);
  const source = { from: 'default' } as const;
  return standard === undefined ? { setting, source } : found(setting, source, name, () => standard);
}

/** A variable that is set to nothing is not set. */
function textIn(environment: Environment, variable: string): string | undefined {
  const text = environment[variable]?.trim();
  return text === '' ? undefined : text;
}

function found<Value>(
  setting: Setting<Value>,
  source: Source,
  variable: string,
  read: () => string,
): FoundSetting<Value> {
  let text: string;
  try {
    text = read();
  } catch (error) {
    return { setting, source, fault: `${variable}: ${messageOf(error)}` };
  }
  try {
    return { setting, source, text, value: setting.parse(text, variable) };
  } catch (error) {
    return { setting, source, text, fault: messageOf(error) };
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
