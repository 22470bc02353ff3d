import type { Id } from '../../../kernel/ids.js';
import type { PersonAt, PersonDifference } from '../asking/difference.js';
import type { ClaimAnswer } from './claim-answer.js';

/** The difference between two moments in plain words: the claim, what it lacks, then the people by name. */
export function differenceInWords(
  from: ClaimAnswer,
  to: ClaimAnswer,
  people: readonly PersonDifference[],
  nameOf: (deployment: Id) => string,
): readonly string[] {
  const persons = people.map((person) => personInWords(person, nameOf(person.deployment)));
  return [...claimInWords(from, to), ...lackingInWords(from, to), ...persons];
}

function claimInWords(from: ClaimAnswer, to: ClaimAnswer): readonly string[] {
  const [was, is] = [claimPhrase(from), claimPhrase(to)];
  return was === is ? [`The claim stayed ${is}.`] : [`The claim went from ${was} to ${is}.`];
}

function claimPhrase({ claim, counts: { accounted, denominator } }: ClaimAnswer): string {
  return `${claim ?? 'no claim'} (${accounted} of ${denominator} accounted for)`;
}

function lackingInWords(from: ClaimAnswer, to: ClaimAnswer): readonly string[] {
  const [before, after] = [Object.keys(from.unmet), Object.keys(to.unmet)];
  const met = before.filter((name) => !after.includes(name));
  const missing = after.filter((name) => !before.includes(name));
  return [
    ...(met.length === 0 ? [] : [`No longer missing: ${met.join(', ')}.`]),
    ...(missing.length === 0 ? [] : [`Missing now: ${missing.join(', ')}.`]),
  ];
}

function personInWords({ from, to, changed }: PersonDifference, name: string): string {
  const changes = changed.map((aspect) =>
    aspect === 'member'
      ? membershipPhrase(to)
      : `${aspect} went from ${from[aspect] ?? 'none'} to ${to[aspect] ?? 'none'}`,
  );
  return `${name}: ${changes.join('; ')}.`;
}

function membershipPhrase({ member }: PersonAt): string {
  return member ? 'came into the denominator' : 'left the denominator';
}
