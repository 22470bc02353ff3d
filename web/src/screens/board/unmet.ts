import type { Schemas } from '../../api/client.js';

/** What can be missing for the strongest claim, in the order in which it is told. */
export const UNMET = [
  'NOT_OPEN',
  'CURRENCY',
  'DENOMINATOR',
  'SAFETY',
  'EVIDENCE',
  'MODE',
  'BASIS',
  'FRESHNESS',
  'WITHHELD',
] as const;
export type UnmetName = (typeof UNMET)[number];

export function isUnmetName(value: unknown): value is UnmetName {
  return UNMET.some((name) => name === value);
}

export interface Unmet {
  readonly name: UnmetName;
  readonly people: readonly string[];
}

export function unmetOf({ unmet }: Pick<Schemas['ClaimAnswer'], 'unmet'>): readonly Unmet[] {
  return UNMET.flatMap((name) => {
    const people = unmet[name];
    return people === undefined ? [] : [{ name, people }];
  });
}
