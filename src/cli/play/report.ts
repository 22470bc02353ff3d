import type { Fault } from './script.js';

/** A step that did not come out as the script expects, in the script's own names. */
export interface Failure {
  readonly script: string;
  readonly line: number;
  /** Counts from 1. */
  readonly step: number;
  readonly expected: unknown;
  readonly actual: unknown;
}

export interface Report {
  /** How many scripts were played: none where one is not valid. */
  readonly scripts: number;
  /** How many `check` steps these have. */
  readonly checks: number;
  readonly failed: readonly Failure[];
  readonly faults: readonly Fault[];
}

export function exitCodeOf(report: Report): 0 | 1 | 2 {
  if (report.faults.length > 0) return 2;
  return report.failed.length > 0 ? 1 : 0;
}

/** A line for each fault or failure, then one that closes; it ends with a line feed. */
export function reportText(report: Report): string {
  return [...report.faults.map(faultLine), ...report.failed.map(failureLine), closingLine(report), ''].join('\n');
}

function faultLine(fault: Fault): string {
  return `${fault.script}:${fault.line}: ${fault.message}`;
}

function failureLine(failure: Failure): string {
  const [expected, actual] = [JSON.stringify(failure.expected), JSON.stringify(failure.actual)];
  return `${failure.script}:${failure.line}: expected ${expected}, got ${actual}`;
}

function closingLine(report: Report): string {
  if (report.faults.length > 0) return `${count(report.faults.length, 'fault')}; nothing was played`;
  const outcome = report.failed.length === 0 ? 'all hold' : `${report.failed.length} failed`;
  return `${count(report.scripts, 'script')}, ${count(report.checks, 'check')}: ${outcome}`;
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}

/** One JSON object; `faults` stands in it where there are some. Ends with a line feed. */
export function reportJson({ scripts, checks, failed, faults }: Report): string {
  return `${JSON.stringify({ scripts, checks, failed, ...(faults.length > 0 && { faults }) })}\n`;
}
