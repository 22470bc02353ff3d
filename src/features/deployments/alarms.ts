import type { DecisionContext } from '../../kernel/decider.js';
import type { EntryId } from '../../kernel/entry-id.js';
import { demand, invariant } from '../../kernel/failure.js';
import { demandFound } from './authority.js';
import type { Alarm } from './deployment-state.js';

/** Lifts the one that is named and those recorded before it in its mode; nobody can have meant what came later. */
export function withLifted(alarms: readonly Alarm[], entry: EntryId): readonly Alarm[] {
  const named = alarms.findIndex(({ id }) => id === entry);
  const mode = alarms[named]?.mode;
  invariant(mode !== undefined, 'what is lifted was raised on the same deployment');
  return alarms.map((alarm, place) => (place <= named && alarm.mode === mode ? { ...alarm, lifted: true } : alarm));
}

export function demandRaised(alarms: readonly Alarm[], entry: EntryId, context: DecisionContext, what: string): void {
  const alarm = alarms.find(({ id }) => id === entry);
  demandFound(alarm !== undefined, context, `There is no such ${what}.`);
  demand(!alarm.lifted, 'not-in-force', `This ${what} stands no longer.`);
}
