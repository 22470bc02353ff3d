import type { BoardAnswer } from '../../src/features/accountability/queries/board.query.js';
import type { HistoryAnswer } from '../../src/features/accountability/queries/history.query.js';
import type { VerdictAnswer } from '../../src/features/accountability/queries/verdict.query.js';
import type { RecordedEvent } from '../../src/kernel/event.js';
import type { Id } from '../../src/kernel/ids.js';
import type { Instant } from '../../src/kernel/instant.js';
import type { Position } from '../../src/kernel/position.js';
import { verdict } from '../second-reading/verdict.js';
import type { Heard } from './crowd.js';
import { askedIn, INCIDENT } from './crowd-scene.js';

/** What became of the answers that were heard. */
export interface Judged {
  /** Claims looked at: of a verdict or a board one, of a history each of its changes. */
  readonly claims: number;
  /** Of these, how many said that all are safe. */
  readonly allSafe: number;
  /** Of those, how many were not so, or did not know what somebody had been told before. */
  readonly falseAllSafe: number;
  /** Claims of any kind that a plain reading of the same log does not make. */
  readonly differing: number;
}

export const NOTHING_HEARD: Judged = { claims: 0, allSafe: 0, falseAllSafe: 0, differing: 0 };

/** A claim about a roll call at an instant, as known at a position. */
interface Claimed {
  readonly rollCall: Id;
  readonly claim: string | null;
  readonly at: Instant;
  readonly known: Position;
  /** A live claim rests on everything that anybody had been told before. */
  readonly atLeast: Position | undefined;
}

/** Holds every answer to the second reading of the rule, on the log as it was found afterwards. */
export function judge(heard: readonly Heard[], log: readonly RecordedEvent[]): Judged {
  const read = new Map<string, string>();
  const readingOf = (claimed: Claimed): string => {
    const question = JSON.stringify([claimed.rollCall, claimed.at, claimed.known]);
    const known = read.get(question) ?? plainly(claimed, log);
    read.set(question, known);
    return known;
  };
  return heard.flatMap(claimsIn).reduce((sum, claimed) => {
    const differs = claimed.claim !== readingOf(claimed);
    const isAllSafe = claimed.claim === 'ALL_SAFE';
    const isBehind = claimed.atLeast !== undefined && claimed.known < claimed.atLeast;
    return {
      claims: sum.claims + 1,
      allSafe: sum.allSafe + (isAllSafe ? 1 : 0),
      falseAllSafe: sum.falseAllSafe + (isAllSafe && (differs || isBehind) ? 1 : 0),
      differing: sum.differing + (differs ? 1 : 0),
    };
  }, NOTHING_HEARD);
}

export function together(some: Judged, others: Judged): Judged {
  return {
    claims: some.claims + others.claims,
    allSafe: some.allSafe + others.allSafe,
    falseAllSafe: some.falseAllSafe + others.falseAllSafe,
    differing: some.differing + others.differing,
  };
}

/** What says of itself that it is not current claims nothing. */
function claimsIn({ question, rollCall, toldBefore, text }: Heard): readonly Claimed[] {
  if (question === 'history?limit=200') {
    const { items } = JSON.parse(text) as HistoryAnswer;
    return items.map(({ at, known, claim }) => ({ rollCall, at, known, claim, atLeast: undefined }));
  }
  const { claim, asOf, position, unmet } = JSON.parse(text) as VerdictAnswer | BoardAnswer;
  if (unmet.CURRENCY !== undefined) return [];
  return [{ rollCall, claim, at: asOf, known: position, atLeast: toldBefore }];
}

/** Of the roll call's own streams alone: nothing else is about it, for its people are named and none vouches. */
function plainly({ rollCall, at, known }: Claimed, log: readonly RecordedEvent[]): string {
  const streams = new Set([
    ...[`rollCall-${rollCall}`, `incident-${INCIDENT}`],
    ...askedIn(rollCall).map((deployment) => `deployment-${deployment}`),
  ]);
  const own = log.filter(({ stream, position }) => position <= known && streams.has(stream));
  return verdict(own, { rollCall, asOf: at, now: at }).claim;
}
