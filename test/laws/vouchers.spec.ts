import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Dossier, Evidence } from '../../src/features/accountability/rule/evidence.js';
import { assessEveryone } from '../../src/features/accountability/rule/person.js';
import { questionOf } from '../../src/features/accountability/rule/question.js';
import type { Duration } from '../../src/kernel/duration.js';
import { invariant } from '../../src/kernel/failure.js';
import type { EpochMs } from '../../src/kernel/instant.js';
import { checkIn, dossier, evidence } from '../support/evidence.js';
import { minute, spelled } from './any-evidence.js';
import { patience, trials } from './trials.js';

const GRAPHS = 3_000;
const MS_A_GRAPH = 20;
const MOST_PEOPLE = 7;

/** Evidence of every grade lasts two hours here, so that a lapse tells of one entry alone. */
const LASTING_MINUTES = 120;

/** Somebody's word in this minute: his own, where there is no voucher. */
interface Word {
  readonly at: number;
  readonly by: number | undefined;
}

interface Node {
  readonly words: readonly Word[];
  /** What keeps him from vouching for anyone, though not from being vouched for. */
  readonly hindered: 'DURESS' | 'DETAINED' | undefined;
}

const word: fc.Arbitrary<Word> = fc.record({
  at: fc.integer({ min: 52, max: 99 }),
  by: fc.option(fc.nat({ max: MOST_PEOPLE - 1 }), { freq: 4, nil: undefined }),
});

const node: fc.Arbitrary<Node> = fc.record({
  words: fc.array(word, { maxLength: 4 }),
  hindered: fc.constantFrom<Node['hindered'][]>(...Array<undefined>(6).fill(undefined), 'DURESS', 'DETAINED'),
});

const graph = fc.array(node, { minLength: 2, maxLength: MOST_PEOPLE });

describe('the instants at which vouched evidence lapses', () => {
  it(
    'are those of the best chain to a direct contact, of all chains that pass nobody twice',
    () => {
      let chained = 0;
      fc.assert(
        fc.property(graph, (nodes) => {
          const found = lapsesFound(evidenceOf(nodes));
          const enumerated = nodes.map((_, person) => lapseByChains(nodes, person, []));
          chained += enumerated.filter((lapse, person) => lapse !== undefined && isVouched(nodes[person])).length;
          expect(found).toEqual(enumerated.map((lapse) => (lapse === undefined ? undefined : minute(lapse))));
        }),
        trials(GRAPHS),
      );
      expect(chained).toBeGreaterThan(0);
    },
    patience(GRAPHS, MS_A_GRAPH),
  );

  it('are found for thousands who vouch for each other in circles', () => {
    const people = 3_000;
    const circle = Array.from({ length: people }, (_, person): Node => {
      const by = [1, 2, 3].map((step) => ({ at: 60 + (person % 30), by: (person + step) % people }));
      return { words: person === 0 ? [{ at: 55, by: undefined }, ...by] : by, hindered: undefined };
    });
    const found = lapsesFound(evidenceOf(circle));
    expect(found.filter((lapse) => lapse === minute(55 + LASTING_MINUTES))).toHaveLength(people);
  });
});

function isVouched(person: Node | undefined): boolean {
  return person?.words.every(({ by }) => by !== undefined) === true;
}

/** RULE.md 2.3, Lapse, by enumerating the chains: in minutes, undefined where there is none. */
function lapseByChains(nodes: readonly Node[], person: number, before: readonly number[]): number | undefined {
  const chain = [...before, person];
  const lapses = (nodes[person]?.words ?? []).flatMap(({ at, by }) => {
    const own = at + LASTING_MINUTES;
    if (by === undefined) return [own];
    const voucher = nodes[by];
    if (voucher === undefined || voucher.hindered !== undefined || chain.includes(by)) return [];
    const his = lapseByChains(nodes, by, chain);
    return his === undefined ? [] : [Math.min(own, his)];
  });
  return lapses.length === 0 ? undefined : Math.max(...lapses);
}

function lapsesFound(asked: Evidence): readonly (EpochMs | undefined)[] {
  const question = questionOf(asked, minute(100));
  invariant(question !== undefined, 'the roll call is open by then');
  const people = assessEveryone(question);
  return [...asked.dossiers.keys()].map((deployment) => people.get(deployment)?.lapsesAt);
}

function evidenceOf(nodes: readonly Node[]): Evidence {
  return evidence(
    nodes.map((_, person) => dossierOf(nodes, person)),
    {
      policy: { freshness: `PT${LASTING_MINUTES}M` as Duration, leastGrade: 3 },
    },
  );
}

function dossierOf(nodes: readonly Node[], person: number): Dossier {
  const { words, hindered } = nodes[person] ?? { words: [], hindered: undefined };
  const entries = words.map(({ at, by }) =>
    checkIn({ at: spelled(at), ...(by === undefined ? { grade: 2 } : { grade: 3, vouchedBy: nameOf(by) }) }),
  );
  const detained = checkIn({ at: spelled(40), condition: 'DETAINED', grade: 1 });
  return dossier(nameOf(person), {
    entries: hindered === 'DETAINED' ? [detained, ...entries] : entries,
    signals: hindered === 'DURESS' ? [{ mode: 'ACTUAL', from: minute(45) }] : [],
  });
}

function nameOf(person: number): string {
  return `person ${person}`;
}
