let newest: string | undefined;

/** The last position of the log that this page has seen recorded; undefined where it has seen none. */
export function newestKnown(): string | undefined {
  return newest;
}

/** Positions are compared as they are: a later one is the greater text. */
export function reach(position: string): void {
  if (newest === undefined || position > newest) newest = position;
}
