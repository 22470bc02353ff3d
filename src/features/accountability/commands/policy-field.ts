import { DURATION, field, isDuration, must, NumberField, ObjectField } from '../../../api/fields.js';
import { LEAST_GRADES, type Freshness, type LeastGrade, type Policy } from '../roll-call.events.js';

const GRADES = ['1', '2', '3', '4', '5'] as const;

const ONE_FOR_EACH_GRADE = {
  type: 'object',
  properties: Object.fromEntries(GRADES.map((grade) => [grade, DURATION])),
  additionalProperties: false,
  minProperties: 1,
  example: { 1: 'PT12H', 2: 'PT6H', 3: 'PT4H' },
} as const;

const MESSAGE =
  'must be an ISO 8601 duration such as PT6H, or one for each grade such as { "1": "PT12H", "2": "PT6H" }';

function isFreshness(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return isDuration(value);
  const durations = Object.entries(value);
  const known = durations.every(([grade, duration]) => GRADES.some((one) => one === grade) && isDuration(duration));
  return known && durations.length > 0;
}

export class PolicyBody implements Policy {
  @field(
    { description: 'How long evidence lasts: for every grade alike, or for each. A grade left out is not admitted.' },
    { oneOf: [DURATION, ONE_FOR_EACH_GRADE] },
    must('isFreshness', MESSAGE, isFreshness),
  )
  readonly freshness!: Freshness;

  @NumberField(LEAST_GRADES, { description: 'The weakest grade that is admitted.' })
  readonly leastGrade!: LeastGrade;
}

export function PolicyField(): PropertyDecorator {
  return ObjectField(() => PolicyBody, { description: 'What evidence the roll call admits, and how long it lasts.' });
}
