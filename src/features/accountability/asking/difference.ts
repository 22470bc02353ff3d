import type { Id } from '../../../kernel/ids.js';
import type { EpochMs } from '../../../kernel/instant.js';
import type { Evidence } from '../rule/evidence.js';
import { assessEveryone, type Accountability, type PersonAssessment } from '../rule/person.js';
import { populationAtRisk } from '../rule/population.js';
import { questionOf } from '../rule/question.js';

/** What can differ of a person between two moments of a roll call. */
export const ASPECTS = ['member', 'accountability', 'condition', 'disposition'] as const;
export type Aspect = (typeof ASPECTS)[number];

export interface PersonAt {
  readonly member: boolean;
  readonly accountability: Accountability;
  readonly condition: PersonAssessment['condition'];
  readonly disposition?: NonNullable<PersonAssessment['disposition']>;
}

export interface PersonDifference {
  readonly deployment: Id;
  readonly from: PersonAt;
  readonly to: PersonAt;
  /** Never empty. */
  readonly changed: readonly Aspect[];
}

/** What someone of whom nothing was known at one moment is compared as. */
const NOTHING_KNOWN: PersonAt = { member: false, accountability: 'UNKNOWN', condition: 'NOT_REPORTED' };

/** What differs between two moments, person by person: members and whoever else the question can be about. */
export function differenceBetween(
  from: { readonly evidence: Evidence; readonly at: EpochMs },
  to: { readonly evidence: Evidence; readonly at: EpochMs },
  among: (deployment: Id) => boolean,
): readonly PersonDifference[] {
  const before = everyoneAt(from.evidence, from.at);
  const after = everyoneAt(to.evidence, to.at);
  return [...new Set([...before.atRisk, ...after.atRisk])]
    .filter(among)
    .sort()
    .map((deployment) => {
      const was = before.people.get(deployment) ?? NOTHING_KNOWN;
      const is = after.people.get(deployment) ?? NOTHING_KNOWN;
      return { deployment, from: was, to: is, changed: ASPECTS.filter((aspect) => was[aspect] !== is[aspect]) };
    })
    .filter(({ changed }) => changed.length > 0);
}

interface EveryoneAt {
  /** Members, pending additions and tours not kept. */
  readonly atRisk: readonly Id[];
  /** Whoever has a dossier there, at risk or not. */
  readonly people: ReadonlyMap<Id, PersonAt>;
}

function everyoneAt(evidence: Evidence, at: EpochMs): EveryoneAt {
  const question = questionOf(evidence, at);
  if (question === undefined) return { atRisk: [], people: new Map() };
  const { members, pending, notKept } = populationAtRisk(question);
  const isMember = new Set(members);
  const people = new Map(
    [...assessEveryone(question)].map(([deployment, { accountability, condition, disposition }]) => [
      deployment,
      {
        member: isMember.has(deployment),
        accountability,
        condition,
        ...(disposition === undefined ? {} : { disposition }),
      },
    ]),
  );
  return { atRisk: [...members, ...pending, ...notKept], people };
}
