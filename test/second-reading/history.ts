import type { Id } from '../../src/kernel/ids.js';
import type { Instant } from '../../src/kernel/instant.js';
import type { Log } from './known.js';
import { verdict, type Answer, type Audience, type Claim } from './verdict.js';

export interface HistoryQuestion {
  readonly rollCall: Id;
  readonly now: Instant;
  readonly audience?: Audience;
}

export interface Turn {
  readonly at: Instant;
  readonly claim: Claim;
  readonly denominator: number;
  readonly accounted: number;
  readonly safe: number;
}

/**
 * Section 2.4, the *claim's history*: each instant, up to now, at which claim or counts changed, live at that instant
 * (everything recorded at that instant is known). Before the opening the claim is UNKNOWN and every count 0.
 */
export function claimHistory(log: Log, asked: HistoryQuestion): Turn[] {
  const turns: Turn[] = [];
  let last = 'UNKNOWN 0 0 0';
  for (const at of instantsOfChange(log, asked)) {
    const { claim, denominator, accounted, safe } = liveAt(log, asked, at);
    const next = `${claim} ${String(denominator)} ${String(accounted)} ${String(safe)}`;
    if (next !== last) turns.push({ at, claim, denominator, accounted, safe });
    last = next;
  }
  return turns;
}

/** Every instant of recording, and every lapse that is seen at any of these instants: nothing else moves a live answer. */
function instantsOfChange(log: Log, asked: HistoryQuestion): Instant[] {
  const instants = new Set<Instant>();
  let unseen = [...new Set(log.map((event) => event.recordedAt))];
  while (unseen.length > 0) {
    for (const at of unseen) instants.add(at);
    const lapses = unseen.flatMap((at) => lapsesOf(liveAt(log, asked, at)));
    unseen = [...new Set(lapses)].filter((at) => at <= asked.now && !instants.has(at));
  }
  return [...instants].filter((at) => at <= asked.now).sort();
}

function lapsesOf(answer: Answer): Instant[] {
  return Object.values(answer.people).flatMap((person) => (person.lapsesAt === undefined ? [] : [person.lapsesAt]));
}

function liveAt(log: Log, asked: HistoryQuestion, at: Instant): Answer {
  return verdict(log, { ...asked, knownAt: at, now: at });
}
