/** A port: what the runner needs of the machine itself. Time-outs run on its time, never on a script's clock. */
export interface Machine {
  /** From 0 to less than 1. */
  random(): number;
  /** Milliseconds from an unspecified beginning, never going back. */
  elapsedMs(): number;
  /** Calls back once, after `ms` milliseconds. Answers how to call it off. */
  after(ms: number, callback: () => void): () => void;
}

export const THIS_MACHINE: Machine = {
  random: Math.random,
  elapsedMs: () => performance.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

/** Resolves once everything that waits for its turn now has had it. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
