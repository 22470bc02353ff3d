import type { Parameters } from 'fast-check';

const SEED = Number(process.env['MUSTER_TEST_SEED'] ?? '20200108');
const RUNS = process.env['MUSTER_TEST_RUNS'];

/**
 * How a law is tried: the same cases in every run of the suite, as many as the law thinks enough. MUSTER_TEST_SEED draws
 * other cases, and MUSTER_TEST_RUNS so many of them for every law.
 */
export function trials<Case>(enough: number): Parameters<Case> {
  return { seed: SEED, numRuns: runsOf(enough) };
}

/** Milliseconds that a law may take, each case so many of them, on a machine that is busy with other things. */
export function patience(enough: number, msEach: number): number {
  return 180_000 + runsOf(enough) * msEach;
}

function runsOf(enough: number): number {
  return RUNS === undefined ? enough : Number(RUNS);
}
