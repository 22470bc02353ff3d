import { memo } from 'react';
import type { Schemas } from '../../api/client.js';
import { claimInWords, countsInWords, sideInWords } from '../../parts/changes.js';
import type { NameOf } from '../../parts/names.js';
import type { Say } from '../../words/catalogue.js';
import { useSay } from '../../words/spoken.js';

type Difference = Schemas['DifferenceAnswer'];

/** What differs between the two moments, in words: the claim first, then person by person. */
export const Differences = memo(function Differences({
  difference,
  nameOf,
}: {
  readonly difference: Difference | undefined;
  readonly nameOf: NameOf;
}) {
  const say = useSay();
  const words = difference === undefined ? [] : wordsOf(difference, nameOf, say);
  return (
    <section className="differences" aria-labelledby="differences">
      <h2 id="differences">{say('replay.differences')}</h2>
      {difference === undefined ? <p>{say('replay.nothing-before')}</p> : null}
      {difference !== undefined && words.length === 0 ? <p>{say('replay.no-difference')}</p> : null}
      <ul>
        {words.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </section>
  );
});

function wordsOf({ from, to, people }: Difference, nameOf: NameOf, say: Say): readonly string[] {
  const claims = [claimInWords(from.claim, say), claimInWords(to.claim, say)] as const;
  const counts = [countsInWords(from.counts, say), countsInWords(to.counts, say)] as const;
  return [
    ...(claims[0] === claims[1] ? [] : [changed(say('replay.claim'), claims, say)]),
    ...(counts[0] === counts[1] ? [] : [changed(say('replay.counts'), counts, say)]),
    ...people.map((person) =>
      changed(nameOf(person.deployment), [sideInWords(person.from, say), sideInWords(person.to, say)], say),
    ),
  ];
}

function changed(what: string, [before, after]: readonly [string, string], say: Say): string {
  return say('replay.change', { what, before, after });
}
