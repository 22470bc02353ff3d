import type { PersonState } from '../../assessments-around.js';
import type { Effect, PersonChange } from '../../effect.js';
import type { Telling } from '../telling.js';
import { clock, MAX_NAMED, person } from './phrases.js';

/** One sentence for the claim, one for the counts, one for each person; beyond MAX_NAMED people the rest is counted. */
export function effect({ openedAt, claim, counts, people }: Effect, told: Telling): readonly string[] {
  const rollCall = `Roll call of ${clock(told, openedAt)}: `;
  const rest = people.length - MAX_NAMED;
  return [
    ...people.slice(0, MAX_NAMED).map((change) => `${rollCall}${personChange(change, told)}.`),
    ...(rest > 0 ? [`${rollCall}${rest} more people changed.`] : []),
    ...(counts === undefined ? [] : [`${rollCall}${accounted(counts.after)}, before ${accounted(counts.before)}.`]),
    ...(claim === undefined ? [] : [`${rollCall}claim ${claim.before} → ${claim.after}.`]),
  ];
}

function personChange({ deployment, before, after }: PersonChange, told: Telling): string {
  return `${person(told, deployment)} ${state(before)} → ${state(after)}`;
}

const IN_THE_COUNT = 'MEMBER';

function state(person: PersonState | undefined): string {
  if (person === undefined) return 'not in it';
  const { accountability, condition, impaired, standing } = person;
  const standingToo = standing === IN_THE_COUNT ? [] : [standing];
  const words = [
    accountability,
    condition,
    ...(impaired === undefined || impaired === accountability ? [] : [impaired]),
  ];
  return [...words, ...standingToo].join(' ');
}

function accounted({ denominator, accounted: heard, safe }: NonNullable<Effect['counts']>['after']): string {
  return `${heard} of ${denominator} accounted for and ${safe} safe`;
}
