import type { Duration } from '../../../../kernel/duration.js';
import type { Instant } from '../../../../kernel/instant.js';
import type {
  Membership,
  Policy,
  RollCallClosing,
  RollCallEvent,
  Scope,
} from '../../../accountability/roll-call.events.js';
import type { Messages, Telling } from '../telling.js';
import { because, clock, count, inMode, lasting, listed, mission, person, post, sentence, several } from './phrases.js';

export const ROLL_CALL: Pick<Messages, RollCallEvent['type']> = {
  RollCallOpened: (told) => {
    const { denominator, mode, policy, referenceInstant, scope } = told.data;
    const people = count(denominator.length, 'person', 'people');
    const since = referenceInstant === undefined ? '' : `, heard of after ${clock(told, referenceInstant)}`;
    const asked = `it was asked of ${people}${ofScope(told, scope)} whether they are safe${since}${inMode(mode)}`;
    return sentence(`${asked}; evidence lasts ${terms(policy)}`);
  },
  OfficerAddedToRollCall: (told) =>
    because(told, `${person(told, told.data.deployment)} was added to the roll call${from(told)}`),
  OfficerExcludedFromRollCall: (told) =>
    because(told, `${person(told, told.data.deployment)} was excluded from the roll call${from(told)}`),
  ExclusionReversed: (told) =>
    because(
      told,
      `the exclusion of ${person(told, told.data.deployment)} from the roll call was reversed${from(told)}`,
    ),
  FreshnessPolicyAdopted: (told) => {
    const { policy, effectiveAt } = told.data;
    return because(told, `another policy was adopted${since(told, effectiveAt)}: evidence lasts ${terms(policy)}`);
  },
  RollCallClosed: (told) => because(told, `the roll call was closed${outcome(told)}`),
  RollCallReopened: (told) => because(told, 'the roll call was reopened'),
};

function from(told: Telling<Membership>): string {
  return since(told, told.data.effectiveAt);
}

function since(told: Telling, effectiveAt: Instant | undefined): string {
  return effectiveAt === undefined ? '' : ` as of ${clock(told, effectiveAt)}`;
}

function ofScope(told: Telling, scope: Scope): string {
  if ('deployments' in scope) return '';
  const missions = (scope.missions ?? []).map((id) => mission(told, id));
  const posts = (scope.posts ?? []).map((id) => post(told, id));
  const places = [...missions, ...posts];
  return places.length === 0 ? '' : ` of ${several(places)}`;
}

function outcome({ data: { outcome: said, open }, ...told }: Telling<Partial<RollCallClosing>>): string {
  if (said === undefined) return '';
  const stillOpen = open === undefined || open.length === 0 ? '' : `, with ${openPeople(told, open)} still open`;
  return said === 'COMPLETE' ? ' as complete' : ` as incomplete${stillOpen}`;
}

function openPeople(told: Omit<Telling, 'data'>, open: RollCallClosing['open']): string {
  return several(open.map((deployment) => person({ ...told, data: undefined }, deployment)));
}

function terms({ freshness, leastGrade }: Policy): string {
  const admitted = `grade ${leastGrade} is the weakest admitted`;
  if (typeof freshness === 'string') return listed(lasting(freshness), admitted);
  const grades = Object.entries(freshness) as readonly (readonly [string, Duration])[];
  return listed(...grades.map(([grade, duration]) => `${lasting(duration)} at grade ${grade}`), admitted);
}
