import { Inject, Injectable } from '@nestjs/common';
import type { StreamMessage } from '../../../api/event-stream.js';
import { settle, type Moment } from '../../../api/moment.js';
import type { Actor } from '../../../kernel/actor.js';
import type { Clock } from '../../../kernel/clock.js';
import type { Id } from '../../../kernel/ids.js';
import { CLOCK, VIEWS } from '../../../kernel/ports.js';
import { nextTurn } from '../../../projecting/machine.js';
import type { Views } from '../../../projecting/views.js';
import { Sealer } from '../../../sealing/sealer.js';
import { Assessing } from '../asking/assessing.js';
import type { BoardLine } from '../asking/board.js';
import { lineAnswers, type BoardLineAnswer } from '../queries/board-line.js';
import { boardStateAt, changeBetween, stillStands, type BoardState, type WatchedBoard } from './board-state.js';
import { MAX_MISSED_STEPS, missedStates, parseSeen, seenId } from './missed.js';
import { Wakes } from './wakes.js';

/** Lines that a message holds at most; who watches more pages through the board. */
export const MAX_STREAMED_LINES = 1_000;

export interface Watching {
  readonly rollCall: Id;
  readonly actor: Actor;
  /** The id of the last message that the reader has. */
  readonly lastEventId?: string;
  readonly ended: AbortSignal;
}

/** A message, or a sign that the feed is alive, every HEARTBEAT_MS. */
export type Told = StreamMessage | 'HEARTBEAT';

/** What a live board tells: all of it at first, then each change, by an event or by an instant that has come. */
@Injectable()
export class BoardFeed {
  constructor(
    private readonly assessing: Assessing,
    private readonly sealer: Sealer,
    @Inject(VIEWS) private readonly views: Pick<Views, 'onApplied'>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async *follow(watching: Watching): AsyncGenerator<Told> {
    const { ended } = watching;
    const wakes = new Wakes(this.views, this.clock, ended);
    try {
      let told = yield* this.begin(watching);
      while (!ended.aborted) {
        if ((await wakes.next(told.changesAt)) === 'HEARTBEAT') yield 'HEARTBEAT';
        const now = await settle({}, this.assessing.tools);
        if (stillStands(told, now)) continue;
        const state = boardStateAt(await this.boardOf(watching), now);
        if (!changeBetween(told, state).isNothing) yield await this.change(told, state);
        told = state;
      }
    } finally {
      wakes.close();
    }
  }

  /** To a reader who comes back each step that he missed, then the present in any case; to others all of the board. */
  private async *begin(watching: Watching): AsyncGenerator<StreamMessage, BoardState> {
    const now = await settle({}, this.assessing.tools);
    const board = await this.boardOf(watching);
    const state = boardStateAt(board, now);
    const last = yield* this.missed(watching, board, now);
    yield await (last === undefined ? this.whole(state) : this.change(last, state));
    return state;
  }

  /** Answers what its reader has then; undefined where he must have the board anew. */
  private async *missed(
    { lastEventId }: Watching,
    board: WatchedBoard,
    now: Moment,
  ): AsyncGenerator<StreamMessage, BoardState | undefined> {
    const seen = lastEventId === undefined ? undefined : parseSeen(lastEventId);
    const states = seen === undefined ? undefined : missedStates(board, seen, now);
    let [told, steps]: [BoardState | undefined, number] = [undefined, 0];
    for (const state of states ?? []) {
      if (steps++ > MAX_MISSED_STEPS) return undefined;
      if (told !== undefined && !changeBetween(told, state).isNothing) yield await this.change(told, state);
      told = state;
      await nextTurn();
    }
    return told;
  }

  private async boardOf({ rollCall, actor }: Watching): Promise<WatchedBoard> {
    return { rollCall, facts: this.assessing.facts, audience: await this.assessing.audienceFor(rollCall, actor) };
  }

  private async whole(state: BoardState): Promise<StreamMessage> {
    const { moment, head, lines } = state;
    const answers = await this.opened([...lines.values()].slice(0, MAX_STREAMED_LINES), state);
    return { event: 'board', id: seenId(moment), data: { ...head, lines: answers } };
  }

  private async change(before: BoardState, after: BoardState): Promise<StreamMessage> {
    const { changed, removed } = changeBetween(before, after);
    if (changed.length > MAX_STREAMED_LINES) return this.whole(after);
    const { moment, head } = after;
    const lines = await this.opened(changed, after);
    return { event: 'change', id: seenId(moment), data: { ...head, lines, removed } };
  }

  private opened(
    lines: readonly BoardLine[],
    { head: { rollCall }, moment: { known }, audience }: BoardState,
  ): Promise<readonly BoardLineAnswer[]> {
    const { facts } = this.assessing;
    return lineAnswers(lines, { rollCall, known, facts, sealer: this.sealer, audience });
  }
}
