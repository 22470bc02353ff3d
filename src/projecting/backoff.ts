export const FIRST_DELAY_MS = 50;
export const LONGEST_DELAY_MS = 5_000;

/**
 * Milliseconds to wait after the attempt with this number (from 1) before the next: doubling up to a cap, the latter half
 * of it by chance, so that instances that lost the log together do not come back together.
 */
export function backoffMs(attempt: number, random: number): number {
  const most = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempt - 1));
  return (most / 2) * (1 + random);
}
