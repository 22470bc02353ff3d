import { isId, type Id } from '../kernel/ids.js';
import { instantOf, msOf, parseInstant, type Instant } from '../kernel/instant.js';
import type { Mode } from '../kernel/mode.js';
import { present } from '../kernel/present.js';

/** What a line of the list says of its person. */
export const STATES = ['safe', 'help', 'none'] as const;
export type State = (typeof STATES)[number];

/** How it is known, which sets the grade: who was seen by a leader who says so is of grade 3, and needs the leader. */
export const HOWS = ['voice', 'radio', 'sight', 'hearsay'] as const;
export type How = (typeof HOWS)[number];

/** Minutes before the line was filled in, or the form was sent, and how exactly that is meant. */
export const AGES = {
  '0': { minutes: 0, uncertainty: 'PT2M' },
  '5': { minutes: 5, uncertainty: 'PT3M' },
  '15': { minutes: 15, uncertainty: 'PT5M' },
  '60': { minutes: 60, uncertainty: 'PT15M' },
} as const;

const UNCERTAINTY_OF_INSTANT = 'PT1M';
const GRADES: Readonly<Record<How, number>> = { voice: 1, radio: 1, sight: 1, hearsay: 5 };
const GRADE_OF_VOUCHED_SIGHT = 3;

/** One line that was filled in, as the API takes it; whether it holds is for the domain to say. */
export type FilledLine =
  | { readonly deployment: Id; readonly checkIn: Readonly<Record<string, unknown>> }
  | { readonly deployment: Id; readonly attempt: Readonly<Record<string, unknown>> };

/** Reads the list as it was sent at that moment; a device says of each line when it was filled in. */
export function linesIn(form: URLSearchParams, mode: Mode, sentAt: Instant): readonly FilledLine[] {
  const people = form.getAll('person').filter(isId);
  return people.flatMap((deployment, place) => lineAt(form, { deployment, place, people, mode, sentAt }));
}

interface Place {
  readonly deployment: Id;
  readonly place: number;
  readonly people: readonly Id[];
  readonly mode: Mode;
  readonly sentAt: Instant;
}

function lineAt(form: URLSearchParams, at: Place): readonly FilledLine[] {
  const { deployment, place, people, mode, sentAt } = at;
  const said = (name: string): string => form.get(`${name}${place + 1}`)?.trim() ?? '';
  const state = STATES.find((one) => one === said('s'));
  if (state === undefined) return [];
  const how = HOWS.find((one) => one === said('how')) ?? 'voice';
  const channel = how.toUpperCase();
  const observed = observedIn(said('when'), said('at'), parseInstant(said('seen')) ?? sentAt);
  if (state === 'none') {
    const attempt = { deployment, channel, outcome: 'NO_ANSWER', attemptedAt: observed.observedAt };
    return [{ deployment, attempt }];
  }
  const by = said('by');
  const vouchedBy = by === '' ? undefined : (people[Number(by) - 1] ?? by);
  const grade = how === 'sight' && vouchedBy !== undefined ? GRADE_OF_VOUCHED_SIGHT : GRADES[how];
  const condition = state === 'safe' ? 'SAFE' : 'NEEDS_ASSISTANCE';
  const checkIn = { deployment, condition, mode, channel, grade, ...observed, ...present({ vouchedBy }) };
  return [{ deployment, checkIn }];
}

/** An instant that is typed is in UTC, as the field says; a browser gives it without its seconds. */
function observedIn(when: string, at: string, sentAt: Instant): { observedAt: string; uncertainty: string } {
  if (when === 'at') {
    const observedAt = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(at) ? `${at}:00Z` : at;
    return { observedAt, uncertainty: UNCERTAINTY_OF_INSTANT };
  }
  const { minutes, uncertainty } = isAge(when) ? AGES[when] : AGES['0'];
  return { observedAt: instantOf(msOf(sentAt) - minutes * 60_000), uncertainty };
}

function isAge(when: string): when is keyof typeof AGES {
  return Object.hasOwn(AGES, when);
}
