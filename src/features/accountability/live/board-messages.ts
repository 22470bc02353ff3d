import { encodeMessage, type EncodedMessage, type StreamMessage } from '../../../api/event-stream.js';
import type { Id } from '../../../kernel/ids.js';
import type { Sealer } from '../../../sealing/sealer.js';
import type { BoardLine } from '../asking/board.js';
import type { FactSource } from '../facts/fact.js';
import { lineAnswers, type BoardLineAnswer } from '../queries/board-line.js';
import { changeBetween, linesByDeployment, type BoardChange, type BoardState } from './board-state.js';
import { seenId } from './missed.js';

/** Lines that a message holds at most; who watches more pages through the board. */
export const MAX_STREAMED_LINES = 1_000;

type Encoding = Promise<EncodedMessage | undefined>;

/**
 * The messages of boards, each made and encoded once for all who are told it: who has seen the same state is told the
 * same step to the next. They go with the states that they tell of.
 */
export class BoardMessages {
  private readonly boards = new WeakMap<BoardState, Promise<EncodedMessage>>();
  private readonly steps = new WeakMap<BoardState, WeakMap<BoardState, Encoding>>();

  constructor(
    private readonly rollCall: Id,
    private readonly facts: FactSource,
    private readonly sealer: Sealer,
  ) {}

  /** All of a board. */
  whole(state: BoardState): Promise<EncodedMessage> {
    const made = this.boards.get(state) ?? this.wholeOf(state).then(encodeMessage);
    this.boards.set(state, made);
    return made;
  }

  /** What has changed since; undefined where a reader would see nothing new. */
  step(before: BoardState, after: BoardState): Encoding {
    const steps = this.steps.get(after) ?? new WeakMap<BoardState, Encoding>();
    this.steps.set(after, steps);
    const made = steps.get(before) ?? this.stepOf(before, after);
    steps.set(before, made);
    return made;
  }

  /** The present, to a reader who comes back and has that state, whether or not there is anything new. */
  async present(before: BoardState, after: BoardState): Promise<EncodedMessage> {
    return encodeMessage(await this.changeTo(after, changeBetween(before, after)));
  }

  private async stepOf(before: BoardState, after: BoardState): Encoding {
    const change = changeBetween(before, after);
    return change.isNothing ? undefined : encodeMessage(await this.changeTo(after, change));
  }

  private async changeTo(after: BoardState, { changed, removed }: BoardChange): Promise<StreamMessage> {
    if (changed.length > MAX_STREAMED_LINES) return this.wholeOf(after);
    const lines = await this.opened(changed, after);
    return { event: 'change', id: seenId(after.moment), data: { ...after.head, lines, removed } };
  }

  private async wholeOf(state: BoardState): Promise<StreamMessage> {
    const lines = await this.opened([...linesByDeployment(state.board).values()].slice(0, MAX_STREAMED_LINES), state);
    return { event: 'board', id: seenId(state.moment), data: { ...state.head, lines } };
  }

  private opened(lines: readonly BoardLine[], { moment, audience }: BoardState): Promise<readonly BoardLineAnswer[]> {
    const { rollCall, facts, sealer } = this;
    return lineAnswers(lines, { rollCall, known: moment.known, at: moment.at, facts, sealer, audience });
  }
}
