/** Milliseconds within which a second signal is the echo of the first: under npm, Ctrl-C reaches the process twice. */
const ECHO_MS = 1_000;

/**
 * Calls `end` at the first of these signals, in place of what the system does with them. A later one is from someone who
 * cannot wait, and ends the process at once.
 */
export function endOnSignals(
  signals: readonly NodeJS.Signals[],
  end: (signal: NodeJS.Signals) => void,
  exitCodeOf: (signal: NodeJS.Signals) => number,
): void {
  let endingSince: number | undefined;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (endingSince === undefined) {
      endingSince = performance.now();
      end(signal);
    } else if (performance.now() - endingSince > ECHO_MS) {
      process.exit(exitCodeOf(signal));
    }
  };
  for (const signal of signals) process.on(signal, onSignal);
}
