import { parseArgs, type ParseArgsOptionDescriptor } from 'node:util';
import { UsageFault, type ExitCode, type Io } from './io.js';

/** An option as it is parsed and as the help tells of it. */
export interface Option extends ParseArgsOptionDescriptor {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  readonly required?: true;
  /** What stands for its value in the help. */
  readonly value?: string;
  readonly says: string;
}

export type OptionTable = Readonly<Record<string, Option>>;

type ValueOf<O extends Option> = O extends { type: 'boolean' }
  ? true
  : O extends { multiple: true }
    ? string[]
    : string;

/** What was given: a required option always, any other only where it was. */
export type Values<T extends OptionTable> = {
  readonly [Name in keyof T as T[Name] extends { required: true } ? Name : never]: ValueOf<T[Name]>;
} & {
  readonly [Name in keyof T as T[Name] extends { required: true } ? never : Name]?: ValueOf<T[Name]>;
};

export interface Given<T extends OptionTable> {
  readonly values: Values<T>;
  readonly operands: readonly string[];
}

/** What the help tells of a command. */
export interface CommandHelp {
  readonly name: string;
  readonly says: string;
  /** Names of what is given without an option; `...` after the last: one or more of it. */
  readonly operands: readonly string[];
  readonly options: OptionTable;
}

export interface Command extends CommandHelp {
  /** Throws UsageFault for arguments that it does not take, before it has done anything. */
  run(args: readonly string[], io: Io): Promise<ExitCode>;
}

export interface Definition<T extends OptionTable> extends CommandHelp {
  readonly options: T;
  run(given: Given<T>, io: Io): Promise<ExitCode>;
}

export const JSON_OPTION = {
  json: { type: 'boolean', says: 'print JSON, for machines' },
} as const satisfies OptionTable;

export function command<const T extends OptionTable>(definition: Definition<T>): Command {
  return { ...definition, run: async (args, io) => definition.run(parse(definition, args), io) };
}

/** A single operand, of a command that takes exactly one. */
export function onlyOperand({ operands: [operand] }: Pick<Given<OptionTable>, 'operands'>): string {
  if (operand === undefined) throw new Error('a command that takes one operand was run without');
  return operand;
}

function parse<T extends OptionTable>({ operands, options }: Definition<T>, args: readonly string[]): Given<T> {
  const { values, positionals } = parsed(options, args);
  checkOperands(operands, positionals);
  for (const [name, { required }] of Object.entries(options)) {
    if (required === true && values[name] === undefined) throw new UsageFault(`--${name} is missing`);
  }
  for (const [name, value] of Object.entries(values)) {
    const given = Array.isArray(value) ? value : [value];
    if (given.some((text) => typeof text === 'string' && text.trim() === ''))
      throw new UsageFault(`--${name} is blank`);
  }
  return { values: values as Values<T>, operands: positionals };
}

interface Parsed {
  readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
  readonly positionals: readonly string[];
}

function parsed(options: OptionTable, args: readonly string[]): Parsed {
  try {
    return parseArgs({ args: [...args], options: { ...options }, allowPositionals: true, strict: true });
  } catch (error) {
    if (!isParseError(error)) throw error;
    throw new UsageFault(faultIn(error.message));
  }
}

function isParseError(error: unknown): error is { readonly message: string } {
  if (typeof error !== 'object' || error === null || !('code' in error) || !('message' in error)) return false;
  return String(error.code).startsWith('ERR_PARSE_ARGS');
}

/** Of what Node says of a wrong argument: the fault, and how to give a value that begins with a dash where that is it. */
function faultIn(message: string): string {
  const [fault = '', ...advice] = message.split(/(?<=\.)\s|\n/);
  const dashed = advice.filter((sentence) => sentence.includes('=-'));
  return [fault.replace(/\.$/, '').replace(/^./, (first) => first.toLowerCase()), ...dashed].join('. ');
}

function checkOperands(names: readonly string[], given: readonly string[]): void {
  const takesMore = names.at(-1)?.endsWith('...') === true;
  const missing = names[given.length];
  if (missing !== undefined) throw new UsageFault(`${missing.replace('...', '')} is missing`);
  const extra = given[names.length];
  if (extra !== undefined && !takesMore) throw new UsageFault(`unexpected argument '${extra}'`);
}
