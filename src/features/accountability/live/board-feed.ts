import { Inject, Injectable } from '@nestjs/common';
import type { StreamMessage } from '../../../api/event-stream.js';
import type { Actor } from '../../../kernel/actor.js';
import type { Clock } from '../../../kernel/clock.js';
import type { Id } from '../../../kernel/ids.js';
import { CLOCK, VIEWS } from '../../../kernel/ports.js';
import type { Views } from '../../../projecting/views.js';
import { Sealer } from '../../../sealing/sealer.js';
import { Assessing } from '../asking/assessing.js';
import type { BoardLine } from '../asking/board.js';
import { FACT_VIEWS, settle, type Moment } from '../asking/moment.js';
import { lineAnswers, type BoardLineAnswer } from '../queries/board-line.js';
import { boardStateAt, changeBetween, type BoardState } from './board-state.js';
import { missedStates, parseSeen, seenId } from './missed.js';

/** Lines that a message holds at most; who watches more pages through the board. */
export const MAX_STREAMED_LINES = 1_000;

/** Milliseconds between two looks at whether the view still follows the log, and a sign of life to the reader. */
export const HEARTBEAT_MS = 5_000;

export interface Watching {
  readonly rollCall: Id;
  readonly actor: Actor;
  /** The id of the last message that the reader has. */
  readonly lastEventId?: string;
  readonly ended: AbortSignal;
  /** Called at each heartbeat. */
  readonly keepAlive: () => void;
}

/** What a live board tells: all of it at first, then each change, by an event or by an instant that has come. */
@Injectable()
export class BoardFeed {
  constructor(
    private readonly assessing: Assessing,
    private readonly sealer: Sealer,
    @Inject(VIEWS) private readonly views: Pick<Views, 'onApplied'>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async *follow(watching: Watching): AsyncGenerator<StreamMessage> {
    let state: BoardState | undefined;
    const wakes = new Wakes(this.views, watching.ended);
    try {
      while (!watching.ended.aborted) {
        const next = await this.statesFor(watching, state);
        for (const [before, after] of next) {
          const message = await this.messageOf(watching.rollCall, before, after);
          if (message !== undefined) yield message;
          state = after;
        }
        if ((await wakes.next(this.clock, state?.head.nextLapse)) === 'HEARTBEAT') watching.keepAlive();
      }
    } finally {
      wakes.close();
    }
  }

  /** The steps from what the reader has to the present. */
  private async statesFor(
    { rollCall, actor, lastEventId }: Watching,
    last: BoardState | undefined,
  ): Promise<readonly (readonly [BoardState | undefined, BoardState])[]> {
    const now = await settle({}, this.assessing.tools);
    const audience = this.assessing.audienceFor(rollCall, actor);
    const { facts } = this.assessing;
    if (last !== undefined) return [[last, boardStateAt(facts, rollCall, audience, now)]];
    const seen = lastEventId === undefined ? undefined : parseSeen(lastEventId);
    const missed = seen === undefined ? undefined : missedStates({ facts, rollCall, audience, seen, now });
    if (missed === undefined) return [[undefined, boardStateAt(facts, rollCall, audience, now)]];
    return missed.slice(1).map((state, index) => [missed[index], state]);
  }

  private async messageOf(
    rollCall: Id,
    before: BoardState | undefined,
    after: BoardState,
  ): Promise<StreamMessage | undefined> {
    const id = seenId(after.moment);
    if (before === undefined) {
      const lines = await this.opened(rollCall, [...after.lines.values()], after.moment);
      return { event: 'board', id, data: { ...after.head, lines } };
    }
    const change = changeBetween(before, after);
    if (change === undefined) return undefined;
    const lines = await this.opened(rollCall, change.changed, after.moment);
    return { event: 'change', id, data: { ...after.head, lines, removed: change.removed } };
  }

  private opened(rollCall: Id, lines: readonly BoardLine[], { known }: Moment): Promise<readonly BoardLineAnswer[]> {
    const tools = { rollCall, known, facts: this.assessing.facts, sealer: this.sealer };
    return lineAnswers(lines.slice(0, MAX_STREAMED_LINES), tools);
  }
}

type Wake = 'CHANGE' | 'HEARTBEAT';

/** Wakes a watcher when the view has applied something, when a lapse comes, and at each heartbeat. None is missed between two waits. */
class Wakes {
  private changed = false;
  private wake: (reason: Wake) => void = () => undefined;
  private readonly unfollow: () => void;

  constructor(views: Pick<Views, 'onApplied'>, ended: AbortSignal) {
    this.unfollow = views.onApplied(({ projection }) => {
      if (projection === FACT_VIEWS[0]) this.change();
    });
    ended.addEventListener('abort', () => this.change(), { once: true });
  }

  async next(clock: Clock, lapse: BoardState['head']['nextLapse']): Promise<Wake> {
    const woken = new Promise<Wake>((resolve) => {
      this.wake = resolve;
    });
    const heartbeat = setTimeout(() => this.wake('HEARTBEAT'), HEARTBEAT_MS).unref();
    const callOff = lapse === undefined ? () => undefined : clock.at(lapse, () => this.change());
    if (this.changed) this.change();
    const reason = await woken;
    this.changed = false;
    clearTimeout(heartbeat);
    callOff();
    return reason;
  }

  close(): void {
    this.unfollow();
  }

  private change(): void {
    this.changed = true;
    this.wake('CHANGE');
  }
}
