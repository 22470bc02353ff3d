import type { Id } from '../../../kernel/ids.js';
import { msOf } from '../../../kernel/instant.js';
import { assessFor, type Audience } from '../asking/audience.js';
import { boardLines, type BoardLine } from '../asking/board.js';
import type { FactSource } from '../facts/fact.js';
import { readEvidence } from '../facts/read-evidence.js';
import type { Moment } from '../asking/moment.js';
import { claimAnswer, type ClaimAnswer } from '../queries/claim-answer.js';

/** A board as it stands at one moment, in a form in which two can be compared. */
export interface BoardState {
  readonly moment: Moment;
  readonly head: ClaimAnswer;
  readonly lines: ReadonlyMap<Id, BoardLine>;
}

export function boardStateAt(facts: FactSource, rollCall: Id, audience: Audience, moment: Moment): BoardState {
  const told = assessFor(audience, readEvidence(facts, rollCall, moment.known), msOf(moment.at), moment.current);
  const lines = boardLines(told.people, told.excluded, msOf(moment.at));
  return {
    moment,
    head: claimAnswer(rollCall, { told, moment, audience }),
    lines: new Map(lines.map((line) => [line.deployment, line])),
  };
}

export interface BoardChange {
  readonly changed: readonly BoardLine[];
  readonly removed: readonly Id[];
}

/** Undefined where a reader of the board would see nothing new. */
export function changeBetween(before: BoardState, after: BoardState): BoardChange | undefined {
  const changed = [...after.lines.values()].filter((line) => !isSameLine(before.lines.get(line.deployment), line));
  const removed = [...before.lines.keys()].filter((deployment) => !after.lines.has(deployment));
  const nothing = changed.length === 0 && removed.length === 0 && isSameHead(before.head, after.head);
  return nothing ? undefined : { changed, removed };
}

function isSameLine(before: BoardLine | undefined, after: BoardLine): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

/** Whatever the moment is: its instant alone is no news. */
function isSameHead(before: ClaimAnswer, after: ClaimAnswer): boolean {
  const asIfAtOnce = { asOf: after.asOf, position: after.position };
  return JSON.stringify({ ...before, ...asIfAtOnce }) === JSON.stringify({ ...after, ...asIfAtOnce });
}
