/** 0: all is well. 1: the answer is no (a refusal, a failed check, a problem found). 2: wrong usage, or it cannot be done. */
export type ExitCode = 0 | 1 | 2;

/** Everything of the process that a command touches. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** Whether somebody watches standard error, so that progress is worth showing. */
  readonly errIsTerminal: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds of the machine, from wherever it counts. */
  readonly elapsedMs: () => number;
  /** Aborted once the process is told to end. From the first call on a signal ends it no more: the command must. */
  interrupted(): AbortSignal;
}

/** The command line cannot be understood; whoever gave it is shown the usage. */
export class UsageFault extends Error {
  override readonly name = 'UsageFault';
}

/** It was understood and cannot be done here and now; the message says why, and what to do. */
export class CannotBeDone extends Error {
  override readonly name = 'CannotBeDone';
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
