import type { Figure } from './figure.js';

/** A subject that could not be measured here, and why. */
export interface Skipped {
  readonly subject: string;
  readonly why: string;
}

/** For programs: the figures alone. */
export function asJson(figures: readonly Figure[]): string {
  return JSON.stringify({
    figures: figures.map(({ name, value, reach, reached }) => ({ name, value, reach, reached })),
  });
}

/** For people. */
export function asText(machine: string, figures: readonly Figure[], skipped: readonly Skipped[]): string {
  const missed = figures.filter(({ reached }) => !reached).length;
  const sum = `${figures.length - missed} of ${figures.length} figures are within reach.`;
  return [machine, '', ...table(figures), '', ...skipped.map(asLine), sum].join('\n');
}

export function asLine({ subject, why }: Skipped): string {
  return `${subject} is left out: ${why}`;
}

const HEADINGS = ['figure', 'value', 'reach', 'reached', 'made of'] as const;

function table(figures: readonly Figure[]): readonly string[] {
  const rows = [HEADINGS, ...figures.map(cellsOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const rule = widths.map((width) => '-'.repeat(width));
  const [headings = [], ...others] = rows;
  return [headings, rule, ...others].map((row) => lineOf(row, widths));
}

function cellsOf(figure: Figure): readonly string[] {
  const unit = figure.unit === '' ? '' : ` ${figure.unit}`;
  const reach = `${figure.bound} ${figure.reach}${unit}`;
  return [figure.name, `${figure.value}${unit}`, reach, figure.reached ? 'yes' : 'NO', figure.note ?? ''];
}

function lineOf(row: readonly string[], widths: readonly number[]): string {
  return row
    .map((cell, column) => cell.padEnd(widths[column] ?? 0))
    .join('  ')
    .trimEnd();
}
