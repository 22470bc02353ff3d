import type { Schemas } from '../../api/client.js';
import type { Entered, Field } from '../../parts/form/fields.js';
import type { Say } from '../../words/catalogue.js';
import { lengthInWords } from '../../parts/times.js';

type Policy = Schemas['PolicyBody'];

const HOUR_MS = 3_600_000;

/** Where nothing else is said: what the shift of a duty officer lasts. */
const USUAL_HOURS = '6';

const LEAST_GRADES = ['1', '2', '3'] as const;

/** What evidence a roll call admits, and for how long. */
export function policyFields(say: Say): readonly Field[] {
  return [
    { kind: 'hours', name: 'hours', label: 'setup.field.hours', initial: USUAL_HOURS, pointer: 'policy/freshness' },
    {
      ...{
        kind: 'choice',
        name: 'leastGrade',
        label: 'setup.field.leastGrade',
        initial: '3',
        pointer: 'policy/leastGrade',
      },
      options: LEAST_GRADES.map((grade) => ({ value: grade, label: say(`setup.grade.${grade}`) })),
    },
  ];
}

export function policyEntered(entered: Entered): Policy {
  const leastGrade = ([1, 2, 3] as const).find((grade) => String(grade) === entered.of('leastGrade')) ?? 1;
  return { freshness: entered.duration('hours'), leastGrade };
}

/** A policy in a sentence, as it is being entered. */
export function policyInWords(entered: Entered, say: Say): string {
  const hours = Number(entered.of('hours').replace(',', '.'));
  if (!Number.isFinite(hours) || hours <= 0) return '';
  return say('setup.policy-says', {
    length: lengthInWords(hours * HOUR_MS, say),
    grade: entered.of('leastGrade'),
  });
}
