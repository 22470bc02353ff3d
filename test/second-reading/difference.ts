import type { Id } from '../../src/kernel/ids.js';
import type { Instant } from '../../src/kernel/instant.js';
import { caseOf, type Log, type Point } from './known.js';
import { assessEveryone, type Accountability, type Condition } from './person.js';
import { verdict, type Audience, type Question } from './verdict.js';

export const ASPECTS = ['member', 'accountability', 'condition', 'disposition'] as const;
export type Aspect = (typeof ASPECTS)[number];

export interface DifferenceQuestion {
  readonly rollCall: Id;
  readonly from: Omit<Point, 'now'>;
  readonly to: Omit<Point, 'now'>;
  readonly now: Instant;
  readonly audience?: Audience;
}

interface Side {
  readonly member: boolean;
  readonly accountability: Accountability;
  readonly condition: Condition;
  readonly disposition: string | undefined;
}

const NOTHING_SAID: Side = {
  member: false,
  accountability: 'UNKNOWN',
  condition: 'NOT_REPORTED',
  disposition: undefined,
};

/** Section 3, `check: difference`: what changed, of everyone whom the answer at either point is about. */
export function difference(log: Log, asked: DifferenceQuestion): Record<Id, Aspect[]> {
  const at = (point: Omit<Point, 'now'>): Question => ({
    rollCall: asked.rollCall,
    now: asked.now,
    ...point,
    ...(asked.audience === undefined ? {} : { audience: asked.audience }),
  });
  const [from, to] = [at(asked.from), at(asked.to)];
  const concerned = new Set([...Object.keys(verdict(log, from).people), ...Object.keys(verdict(log, to).people)]);
  const changed: Record<Id, Aspect[]> = {};
  for (const deployment of concerned) {
    const [before, after] = [sideOf(log, from, deployment), sideOf(log, to, deployment)];
    const aspects = ASPECTS.filter((aspect) => before[aspect] !== after[aspect]);
    if (aspects.length > 0) changed[deployment] = aspects;
  }
  return changed;
}

/** Whoever is not in the answer is assessed all the same, except where the roll call was not open. */
function sideOf(log: Log, question: Question, deployment: Id): Side {
  const hasDuress = question.audience === undefined || question.audience === 'full';
  const asked = caseOf(log, question.rollCall, question, hasDuress);
  const person = asked === undefined ? undefined : assessEveryone(asked).get(deployment);
  if (person === undefined) return NOTHING_SAID;
  const member = verdict(log, question).people[deployment]?.standing === 'MEMBER';
  const { accountability, condition, disposition } = person;
  return { member, accountability, condition, disposition };
}
