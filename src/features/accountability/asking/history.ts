import type { Id } from '../../../kernel/ids.js';
import { instantOf, msOf, type EpochMs } from '../../../kernel/instant.js';
import { BEFORE_ALL, type Position } from '../../../kernel/position.js';
import { streamName } from '../../../kernel/stream.js';
import { assessFor, type Audience, type ToldAssessment } from './audience.js';
import { nextLapse } from './board.js';
import type { FactSource } from '../facts/fact.js';
import { newcomers, readEvidence, readRollCall } from '../facts/read-evidence.js';
import type { Claim, Counts } from '../rule.js';

/** An instant at which, live at that instant, the claim or its counts changed. */
export interface ClaimChange {
  readonly at: EpochMs;
  /** What was known then. */
  readonly known: Position;
  /** Whether an event changed it, or only the time that had passed. */
  readonly cause: 'EVENT' | 'LAPSE';
  readonly claim: Claim | null;
  readonly counts: Counts;
  /** How many of the denominator were accounted for until their evidence had lapsed. */
  readonly stale: number;
}

export interface HistoryQuestion {
  readonly rollCall: Id;
  readonly audience: Audience;
  /** The history's end. */
  readonly until: EpochMs;
  readonly known: Position;
}

/** RULE.md 2.4, the claim's history, in order, as a walk that its reader can stop. */
export function* claimHistory(facts: FactSource, question: HistoryQuestion): Generator<ClaimChange> {
  let last: ClaimChange | undefined;
  const instants = instantsOfChange(facts, question);
  for (const [index, at] of instants.entries()) {
    const next = instants[index + 1] ?? question.until + 1;
    for (const change of changesBetween(facts, question, at, next)) {
      if (last === undefined ? isNothing(change) : isSame(change, last)) continue;
      last = change;
      yield change;
    }
  }
}

/** At an instant with events and at each lapse before the next one. */
function* changesBetween(
  facts: FactSource,
  { rollCall, audience, until }: HistoryQuestion,
  at: EpochMs,
  next: EpochMs,
): Generator<ClaimChange> {
  const known = facts.lastRecordedBy(instantOf(at)) ?? BEFORE_ALL;
  const evidence = readEvidence(facts, rollCall, known);
  const told = assessFor(audience, evidence, at, true);
  yield change('EVENT', at, known, told);
  let lapse = nextLapse(told.people, at);
  while (lapse !== undefined && lapse < next && lapse <= until) {
    const lapsed = assessFor(audience, evidence, lapse, true);
    yield change('LAPSE', lapse, known, lapsed);
    lapse = nextLapse(lapsed.people, lapse);
  }
}

function change(cause: ClaimChange['cause'], at: EpochMs, known: Position, told: ToldAssessment): ClaimChange {
  const stale = told.people.filter(
    (person) => person.standing === 'MEMBER' && person.accountability === 'STALE',
  ).length;
  return { at, known, cause, claim: told.claim, counts: told.counts, stale };
}

function isNothing({ claim, counts }: ClaimChange): boolean {
  return (claim === 'UNKNOWN' || claim === null) && counts.denominator === 0;
}

function isSame(a: ClaimChange, b: ClaimChange): boolean {
  return (
    a.claim === b.claim &&
    a.counts.denominator === b.counts.denominator &&
    a.counts.accounted === b.counts.accounted &&
    a.counts.safe === b.counts.safe
  );
}

/** When anything was recorded that the roll call's assessment can rest on, since its opening. */
function instantsOfChange(facts: FactSource, { rollCall, known, until }: HistoryQuestion): readonly EpochMs[] {
  const asked = readRollCall(facts, rollCall, known);
  if (asked === undefined) return [];
  const instants = facts
    .changesOf(streamsAsked(facts, rollCall, known), BEFORE_ALL, known)
    .map((position) => facts.recordedAt(position))
    .filter((instant) => instant !== undefined)
    .map(msOf)
    .filter((at) => at >= asked.openedAt && at <= until);
  return [...new Set(instants)];
}

/** The streams whose facts an assessment of the roll call has rested on, at any time until now. */
export function streamsAsked(facts: FactSource, rollCall: Id, known: Position): readonly string[] {
  const asked = readRollCall(facts, rollCall, known);
  if (asked === undefined) return [];
  const named = [...asked.denominator, ...asked.memberships.map(({ deployment }) => deployment)];
  const people = withVouchers(facts, [...named, ...newcomers(facts, asked.scope, known)], known);
  return [streamName('rollCall', rollCall), streamName('incident', asked.incident), ...people];
}

/** These deployments' streams and those of whoever was ever named as a voucher, in whichever version of an entry. */
function withVouchers(facts: FactSource, deployments: readonly Id[], known: Position): readonly string[] {
  const streams = new Set<string>();
  const open = [...deployments];
  for (let deployment = open.pop(); deployment !== undefined; deployment = open.pop()) {
    const stream = streamName('deployment', deployment);
    if (streams.has(stream)) continue;
    streams.add(stream);
    for (const { vouchedBy } of facts.allOf(stream, 'entry', known)) {
      if (vouchedBy !== undefined) open.push(vouchedBy);
    }
  }
  return [...streams];
}
