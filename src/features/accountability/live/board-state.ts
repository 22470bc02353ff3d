import type { Moment } from '../../../api/moment.js';
import type { Id } from '../../../kernel/ids.js';
import { instantOf, type Instant } from '../../../kernel/instant.js';
import { jsonText } from '../../../kernel/json-text.js';
import { present } from '../../../kernel/present.js';
import type { Assessing, AskedAssessment } from '../asking/assessing.js';
import type { Audience } from '../asking/audience.js';
import type { Board, BoardLine } from '../asking/board.js';
import { claimAnswer, type ClaimAnswer } from '../queries/claim-answer.js';

/** A board as it stands at one moment, in a form in which two can be compared. */
export interface BoardState {
  readonly moment: Moment;
  /** Who is told it. */
  readonly audience: Audience;
  readonly head: ClaimAnswer;
  readonly board: Board;
  /** When it changes next without an event. */
  readonly changesAt?: Instant;
}

export interface WatchedBoard {
  readonly assessing: Pick<Assessing, 'tell' | 'facts'>;
  readonly rollCall: Id;
  readonly audience: Audience;
}

export function boardStateAt({ assessing, rollCall, audience }: WatchedBoard, moment: Moment): BoardState {
  const asked: AskedAssessment = assessing.tell(rollCall, audience, moment);
  const { board } = asked.telling;
  const { changesAt } = board;
  return {
    ...{ moment, audience, board },
    head: claimAnswer(rollCall, asked),
    ...present({ changesAt: changesAt === Infinity ? undefined : instantOf(changesAt) }),
  };
}

/** Whether nothing can have changed by that moment: it knows no more, and no instant has come at which the board turns. */
export function stillStands({ moment, changesAt }: BoardState, now: Moment): boolean {
  const knowsTheSame = now.known === moment.known && now.current === moment.current;
  return knowsTheSame && (changesAt === undefined || now.at < changesAt);
}

/** Of each deployment the line that it has; of one that is excluded and at risk again, the exclusion. */
export function linesByDeployment({ lines }: Board): ReadonlyMap<Id, BoardLine> {
  return new Map(lines.map((line) => [line.deployment, line]));
}

export interface BoardChange {
  /** In the order of the board. */
  readonly changed: readonly BoardLine[];
  readonly removed: readonly Id[];
  /** A reader of the board would see nothing new. */
  readonly isNothing: boolean;
}

export function changeBetween(before: BoardState, after: BoardState): BoardChange {
  const { changed, removed } = linesBetween(before.board, after.board);
  const isNothing = changed.length === 0 && removed.length === 0 && isSameHead(before.head, after.head);
  return { changed, removed, isNothing };
}

function linesBetween(before: Board, after: Board): Omit<BoardChange, 'isNothing'> {
  if (before === after) return { changed: [], removed: [] };
  if (haveSamePlaces(before, after)) {
    const changed = after.placed.filter((line, place) => !isSameLine(before.placed[place], line));
    return { changed: changed.sort((a, b) => (a.sortKey < b.sortKey ? -1 : 1)), removed: [] };
  }
  const [former, present] = [linesByDeployment(before), linesByDeployment(after)];
  return {
    changed: [...present.values()].filter((line) => !isSameLine(former.get(line.deployment), line)),
    removed: [...former.keys()].filter((deployment) => !present.has(deployment)),
  };
}

/** Everyone stands where he stood, and nobody is excluded, who could be there twice. */
function haveSamePlaces(before: Board, after: Board): boolean {
  const isSamePlace = (line: BoardLine, place: number): boolean => {
    const former = before.placed[place];
    return former === line || former?.deployment === line.deployment;
  };
  const isAlike = before.placed.length === after.placed.length && after.excluded.length === 0;
  return isAlike && after.placed.every(isSamePlace);
}

function isSameLine(before: BoardLine | undefined, after: BoardLine): boolean {
  return before === after || JSON.stringify(before) === JSON.stringify(after);
}

/** The moment is left out of the comparison: that time has passed is no news by itself. */
function isSameHead(before: ClaimAnswer, after: ClaimAnswer): boolean {
  const asIfAtOnce = { asOf: after.asOf, position: after.position };
  return jsonText({ ...before, ...asIfAtOnce }) === jsonText({ ...after, ...asIfAtOnce });
}
