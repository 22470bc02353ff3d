import { instant, type Instant } from '../../src/kernel/instant.js';
import { idOf, type Chronicle } from './chronicle.js';
import type { Point } from './known.js';
import { verdict, type Answer, type Audience, type PersonAnswer } from './verdict.js';

/** After everything that any of the histories tells. */
export const MUCH_LATER: Instant = instant('2020-01-20T00:00:00Z');

/** The second reading's answer about `rc`, with the deployments named as the history names them. */
export function ask(
  chronicle: Chronicle,
  handles: readonly string[],
  point: Partial<Point>,
  audience: Audience = 'full',
): Answer {
  const answer = verdict(chronicle.events, { rollCall: idOf('rc'), now: MUCH_LATER, audience, ...point });
  const name = (id: string): string => handles.find((handle) => idOf(handle) === id) ?? id;
  return {
    ...answer,
    unmet: Object.fromEntries(Object.entries(answer.unmet).map(([key, ids]) => [key, ids.map(name).sort()])),
    people: Object.fromEntries(Object.entries(answer.people).map(([id, person]) => [name(id), person])),
  };
}

/** What the answer, at that instant and as known now, says of one person. */
export function person(chronicle: Chronicle, handle: string, asOf: Instant): PersonAnswer | undefined {
  return ask(chronicle, [handle], { asOf }).people[handle];
}
