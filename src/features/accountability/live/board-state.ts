import type { Moment } from '../../../api/moment.js';
import type { Id } from '../../../kernel/ids.js';
import { instantOf, msOf, type Instant } from '../../../kernel/instant.js';
import { present } from '../../../kernel/present.js';
import { assessFor, type Audience } from '../asking/audience.js';
import { boardLines, nextChange, type BoardLine } from '../asking/board.js';
import type { FactSource } from '../facts/fact.js';
import { readEvidence } from '../facts/read-evidence.js';
import { claimAnswer, type ClaimAnswer } from '../queries/claim-answer.js';

/** A board as it stands at one moment, in a form in which two can be compared. */
export interface BoardState {
  readonly moment: Moment;
  /** Who is told it. */
  readonly audience: Audience;
  readonly head: ClaimAnswer;
  readonly lines: ReadonlyMap<Id, BoardLine>;
  /** When it changes next without an event. */
  readonly changesAt?: Instant;
}

export interface WatchedBoard {
  readonly facts: FactSource;
  readonly rollCall: Id;
  readonly audience: Audience;
}

export function boardStateAt({ facts, rollCall, audience }: WatchedBoard, moment: Moment): BoardState {
  const at = msOf(moment.at);
  const told = assessFor(audience, readEvidence(facts, rollCall, moment.known), at, moment.current);
  const lines = boardLines(told.people, told.excluded, at);
  const change = nextChange(told.people, at);
  return {
    ...{ moment, audience },
    head: claimAnswer(rollCall, { told, moment, audience }),
    lines: new Map(lines.map((line) => [line.deployment, line])),
    ...present({ changesAt: change === undefined ? undefined : instantOf(change) }),
  };
}

/** Whether nothing can have changed by that moment: it knows no more, and no instant has come at which the board turns. */
export function stillStands({ moment, changesAt }: BoardState, now: Moment): boolean {
  const knowsTheSame = now.known === moment.known && now.current === moment.current;
  return knowsTheSame && (changesAt === undefined || now.at < changesAt);
}

export interface BoardChange {
  readonly changed: readonly BoardLine[];
  readonly removed: readonly Id[];
  /** A reader of the board would see nothing new. */
  readonly isNothing: boolean;
}

export function changeBetween(before: BoardState, after: BoardState): BoardChange {
  const changed = [...after.lines.values()].filter((line) => !isSameLine(before.lines.get(line.deployment), line));
  const removed = [...before.lines.keys()].filter((deployment) => !after.lines.has(deployment));
  const isNothing = changed.length === 0 && removed.length === 0 && isSameHead(before.head, after.head);
  return { changed, removed, isNothing };
}

function isSameLine(before: BoardLine | undefined, after: BoardLine): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

/** The moment is left out of the comparison: that time has passed is no news by itself. */
function isSameHead(before: ClaimAnswer, after: ClaimAnswer): boolean {
  const asIfAtOnce = { asOf: after.asOf, position: after.position };
  return JSON.stringify({ ...before, ...asIfAtOnce }) === JSON.stringify({ ...after, ...asIfAtOnce });
}
