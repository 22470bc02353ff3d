import type { RollCallInFull } from './questions.js';

export interface Memberships {
  /** Added after the opening, and not excluded since. */
  readonly added: readonly string[];
  readonly excluded: readonly string[];
}

/** Who was added and who is excluded, by the decisions as they were recorded: the last one about a person holds. */
export function memberships({ memberships: decisions }: Pick<RollCallInFull, 'memberships'>): Memberships {
  const last = new Map(decisions.map(({ deployment, change }) => [deployment, change]));
  const those = (...changes: readonly string[]): readonly string[] =>
    [...last].filter(([, change]) => changes.includes(change)).map(([deployment]) => deployment);
  return { added: those('ADDED'), excluded: those('EXCLUDED') };
}
