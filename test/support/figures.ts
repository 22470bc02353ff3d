/** Prints a line of a campaign's figures, as it is quoted elsewhere. */
export function printFigures(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A count as people read it: 12,345. */
export function counted(count: number): string {
  return count.toLocaleString('en');
}
