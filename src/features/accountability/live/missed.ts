import type { Moment } from '../../../api/moment.js';
import { later, parseInstant, type Instant } from '../../../kernel/instant.js';
import { parsePosition, type Position } from '../../../kernel/position.js';
import { streamsAsked } from '../asking/history.js';
import { boardStateAt, type BoardState, type WatchedBoard } from './board-state.js';

/** Steps that are told again to a reader who comes back; who missed more gets the board anew. */
export const MAX_MISSED_STEPS = 1_000;

/** What a reader has seen last: the position and the instant of a message. */
export interface Seen {
  readonly known: Position;
  readonly at: Instant;
}

const SEPARATOR = '@';

export function seenId({ known, at }: Seen): string {
  return `${known}${SEPARATOR}${at}`;
}

/** Undefined for an id that no stream gave. */
export function parseSeen(id: string): Seen | undefined {
  const [token, text, ...more] = id.split(SEPARATOR);
  const known = parsePosition(token ?? '');
  const at = parseInstant(text ?? '');
  return known === undefined || at === undefined || more.length > 0 ? undefined : { known, at };
}

/**
 * The board at each step that a reader missed, beginning with what he saw and ending before the present: at every
 * position that changed its facts, and whenever it changed without one. Undefined where he missed too much, or saw
 * what this log does not have.
 */
export function missedStates(board: WatchedBoard, seen: Seen, now: Moment): Iterable<BoardState> | undefined {
  const { rollCall, assessing } = board;
  const { facts } = assessing;
  const recordedAt = facts.recordedAt(seen.known);
  const isOurs = recordedAt !== undefined && recordedAt <= seen.at;
  if (!isOurs || seen.known > now.known || seen.at > now.at) return undefined;
  const positions = facts.changesOf(streamsAsked(facts, rollCall, now.known), seen.known, now.known);
  return positions.length > MAX_MISSED_STEPS ? undefined : walk(board, seen, positions, now);
}

function* walk(board: WatchedBoard, seen: Seen, positions: readonly Position[], now: Moment): Generator<BoardState> {
  let state = boardStateAt(board, stepTo(seen, now));
  yield state;
  for (const known of positions) {
    // What was recorded while a message was on its way may be stamped before it: time does not go back for its reader.
    const at = later(board.assessing.facts.recordedAt(known) ?? now.at, state.moment.at);
    yield* turnsBefore(board, state, at);
    state = boardStateAt(board, stepTo({ known, at }, now));
    yield state;
  }
  yield* turnsBefore(board, state, now.at);
}

/** The board whenever it changes without an event, before an instant. */
function* turnsBefore(board: WatchedBoard, from: BoardState, until: Instant): Generator<BoardState> {
  let state = from;
  while (state.changesAt !== undefined && state.changesAt < until) {
    state = boardStateAt(board, { ...state.moment, at: state.changesAt });
    yield state;
  }
}

/** What is past is known for good, however the view fares now. */
function stepTo(step: Seen, now: Moment): Moment {
  return { ...now, ...step, current: true };
}
