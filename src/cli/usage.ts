import type { CommandHelp, Option } from './command.js';

const INDENT = '  ';
const EXIT_CODES =
  'Exit codes: 0 all is well; 1 the answer is no, a check failed or a problem was found; 2 wrong usage,\nor it cannot be done.';

/** A command as the overview lists it. */
export interface Listed {
  readonly name: string;
  readonly says: string;
}

export function overview(commands: readonly Listed[]): string {
  const rows = commands.map(({ name, says }) => [name, says]);
  return [
    'Muster: know that everyone is safe, and be able to prove it.',
    '',
    'Usage: muster COMMAND [ARGUMENTS]',
    '',
    ...table(rows, INDENT),
    '',
    'Every command takes --help, which says the rest, and --json.',
    EXIT_CODES,
    '',
  ].join('\n');
}

export function help(command: CommandHelp): string {
  const options = Object.entries(command.options).map(([name, option]) => [
    `--${name}${valueOf(option)}`,
    `${option.says}${remarkOn(option)}`,
  ]);
  const rows = [...options, ['--help', 'say this']];
  return [usageLine(command), '', command.says, '', ...table(rows, INDENT), ''].join('\n');
}

export function usageLine({ name, operands, options }: CommandHelp): string {
  const required = Object.entries(options).flatMap(([option, { required: must, ...rest }]) =>
    must === true ? [`--${option}${valueOf(rest)}`] : [],
  );
  return ['Usage: muster', name, ...operands, ...required, '[OPTIONS]'].join(' ');
}

function valueOf({ value }: Pick<Option, 'value'>): string {
  return value === undefined ? '' : ` ${value}`;
}

function remarkOn({ required, multiple }: Option): string {
  if (required === true) return ' (required)';
  return multiple === true ? ' (may be repeated)' : '';
}

/** Rows of cells in columns as wide as their widest cell; nothing trails the last. */
export function table(rows: readonly (readonly string[])[], indent = ''): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, widthOf(cell))));
  }
  return rows.map((row) =>
    `${indent}${row.map((cell, column) => padded(cell, widths[column] ?? 0)).join('  ')}`.trimEnd(),
  );
}

function padded(cell: string, width: number): string {
  return cell + ' '.repeat(width - widthOf(cell));
}

/** Code points, which is near enough for names in a terminal. */
function widthOf(cell: string): number {
  return [...cell.normalize('NFC')].length;
}
