/** Real, rehearsed, or a technical trial. Modes never mix (RULE.md section 2.2), but for what is bad and real. */
export const MODES = ['ACTUAL', 'EXERCISE', 'TEST'] as const;

export type Mode = (typeof MODES)[number];
