import type { Schemas } from '../api/client.js';
import type { Say } from '../words/catalogue.js';

type PersonAt = Schemas['PersonAtAnswer'];
type Claim = Schemas['ClaimAnswer']['claim'];
type Counts = Schemas['CountsAnswer'];

/** A person's state, as far as it is known of a side. */
export type Side = Partial<Pick<PersonAt, 'member' | 'accountability' | 'condition' | 'disposition'>>;

/** A state in words: how well he is accounted for, and what was heard of him. */
export function sideInWords({ member, accountability, condition, disposition }: Side, say: Say): string {
  const words = [
    ...(member === false ? [say('replay.not-counted')] : []),
    ...(accountability === undefined ? [] : [say(`common.accountability.${accountability}`)]),
    ...(condition === undefined || condition === 'NOT_REPORTED' ? [] : [say(`common.condition.${condition}`)]),
    ...(disposition === undefined ? [] : [say(`common.disposition.${disposition}`)]),
  ];
  return words.join(', ');
}

export function claimInWords(claim: Claim, say: Say): string {
  return claim === null ? say('incident.claim.none') : say(`incident.claim.${claim}`);
}

export function countsInWords({ denominator, accounted, safe }: Counts, say: Say): string {
  return say('incident.counts', { accounted, denominator, safe });
}
